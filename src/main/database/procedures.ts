import type { OrganizationId } from '../../shared/domain/accounts.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import type { PlanTarget, TargetView } from '../../shared/domain/plans.ts'
import {
  type Check,
  type OutcomeState,
  type Procedure,
  type ProcedureRequest,
  type ProcedureRule,
  type TargetOutcome,
} from '../../shared/domain/procedures.ts'
import type { WritableDatabase } from './database.ts'

/** A procedure as it is kept: without what is counted from its accounts. */
export type KeptProcedure = Omit<Procedure, 'accounts' | 'items' | 'rate' | 'looking'>

export type Procedures = ReturnType<typeof createProcedures>

/** Keeps procedures, their plans, and how each account came out. */
export function createProcedures(db: WritableDatabase) {
  const insert = db.prepare(`
    INSERT INTO procedures (id, organization_id, kind, case_id, request, title, step, state, rule, created_at,
      created_by, owner_pid)
    VALUES ($id, $organizationId, $kind, $caseId, $request, $title, $step, $state, $rule, $createdAt, $createdBy, $pid)`)
  const update = db.prepare(`
    UPDATE procedures SET title = $title, step = $step, state = $state, checks = $checks, digest = $digest,
      planned_at = $plannedAt, expires_at = $expiresAt, phrase = $phrase, confirmed_at = $confirmedAt,
      ended_at = $endedAt, failure = $failure, rehearsed_at = $rehearsedAt, approved_by = $approvedBy,
      rule = $rule, owner_pid = $pid
    WHERE id = $id`)
  const savePlan = db.prepare('UPDATE procedures SET plan = ? WHERE id = ?')
  const readPlan = db.prepare<[string], { plan: string | null }>(
    'SELECT plan FROM procedures WHERE id = ?',
  )
  const fields = `id, organization_id, request, title, step, state, checks, digest, planned_at, expires_at, phrase, rule,
    created_at, created_by, confirmed_at, ended_at, failure, rehearsed_at, approved_by, owner_pid`
  const one = db.prepare<[string], ProcedureRecord>(`SELECT ${fields} FROM procedures WHERE id = ?`)
  const listed = db.prepare<
    [{ organizationId: string; caseId: string | null; limit: number; offset: number }],
    ProcedureRecord
  >(`
    SELECT ${fields} FROM procedures
    WHERE organization_id = $organizationId AND ($caseId IS NULL OR case_id = $caseId)
    ORDER BY state IN ('completed', 'cancelled'), created_at DESC, id LIMIT $limit OFFSET $offset`)
  const count = db.prepare<[{ organizationId: string; caseId: string | null }], { total: number }>(`
    SELECT count(*) AS total FROM procedures
    WHERE organization_id = $organizationId AND ($caseId IS NULL OR case_id = $caseId)`)
  const unfinished = db.prepare<[], ProcedureRecord>(
    `SELECT ${fields} FROM procedures WHERE state NOT IN ('completed', 'cancelled')`,
  )
  const clearTargets = db.prepare('DELETE FROM procedure_targets WHERE procedure_id = ?')
  const insertTarget = db.prepare(`
    INSERT INTO procedure_targets (procedure_id, position, account_id, target, state, verified_at, item_states, outcome)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
  const updateTarget = db.prepare(`
    UPDATE procedure_targets SET state = ?, verified_at = ?, item_states = ?, outcome = ? WHERE procedure_id = ? AND position = ?`)
  const oneTarget = db.prepare<[string, number], TargetRecord>(
    'SELECT target, outcome FROM procedure_targets WHERE procedure_id = ? AND position = ?',
  )
  const pageOfTargets = db.prepare<[string, number, number], TargetRecord>(`
    SELECT target, outcome FROM procedure_targets WHERE procedure_id = ? ORDER BY position LIMIT ? OFFSET ?`)
  const attention = `state NOT IN ('done', 'already-so') OR verified_at IS NULL`
  const pageOfAttention = db.prepare<[string, number, number], TargetRecord>(`
    SELECT target, outcome FROM procedure_targets WHERE procedure_id = ? AND (${attention})
    ORDER BY position LIMIT ? OFFSET ?`)
  const countTargets = db.prepare<[string], { total: number }>(
    'SELECT count(*) AS total FROM procedure_targets WHERE procedure_id = ?',
  )
  const countAttention = db.prepare<[string], { total: number }>(
    `SELECT count(*) AS total FROM procedure_targets WHERE procedure_id = ? AND (${attention})`,
  )
  const states = db.prepare<[string], StateRecord>(
    'SELECT position, state, verified_at FROM procedure_targets WHERE procedure_id = ? ORDER BY position',
  )
  const failures = db.prepare<[string], { failure: string }>(`
    SELECT outcome ->> '$.failure' AS failure FROM procedure_targets
    WHERE procedure_id = ? AND outcome ->> '$.failure' IS NOT NULL ORDER BY position`)
  const targetCounts = db.prepare<[string], CountRecord>(`
    SELECT state, verified_at IS NOT NULL AS verified, count(*) AS times FROM procedure_targets
    WHERE procedure_id = ? GROUP BY 1, 2`)
  const itemCounts = db.prepare<[string], ItemCountRecord>(`
    SELECT item_states, verified_at IS NOT NULL AS verified, count(*) AS times FROM procedure_targets
    WHERE procedure_id = ? GROUP BY 1, 2`)

  return {
    begin(procedure: KeptProcedure): void {
      insert.run({
        id: procedure.id,
        organizationId: procedure.organizationId,
        kind: procedure.request.kind,
        caseId: procedure.request.caseId,
        request: JSON.stringify(procedure.request),
        title: procedure.title,
        step: procedure.step,
        state: procedure.state,
        rule: JSON.stringify(procedure.rule),
        createdAt: procedure.createdAt,
        createdBy: procedure.createdBy,
        pid: process.pid,
      })
    },

    save(procedure: KeptProcedure): void {
      update.run({
        id: procedure.id,
        title: procedure.title,
        step: procedure.step,
        state: procedure.state,
        checks: JSON.stringify(procedure.checks),
        digest: procedure.digest,
        plannedAt: procedure.plannedAt,
        expiresAt: procedure.expiresAt,
        phrase: procedure.phrase,
        confirmedAt: procedure.confirmedAt,
        endedAt: procedure.endedAt,
        failure: procedure.failure === null ? null : JSON.stringify(procedure.failure),
        rehearsedAt: procedure.rehearsedAt,
        approvedBy: procedure.approvedBy,
        rule: JSON.stringify(procedure.rule),
        pid: process.pid,
      })
    },

    get(id: string): KeptProcedure | null {
      const kept = one.get(id)
      return kept ? procedureOf(kept) : null
    },

    /** Those that are not over first, then the newest. */
    page(
      organizationId: OrganizationId,
      caseId: string | null,
      offset: number,
      limit: number,
    ): { total: number; procedures: KeptProcedure[] } {
      return {
        total: count.get({ organizationId, caseId })?.total ?? 0,
        procedures: listed.all({ organizationId, caseId, limit, offset }).map(procedureOf),
      }
    },

    /** All that are not over, with the process that last worked on each. */
    unfinished(): { procedure: KeptProcedure; pid: number }[] {
      return unfinished.all().map((kept) => ({ procedure: procedureOf(kept), pid: kept.owner_pid }))
    },

    /** The text of the plan, byte for byte as it was kept; null where there is none. */
    planText: (id: string): string | null => readPlan.get(id)?.plan ?? null,

    /** Keeps a plan and forgets how an earlier one came out. */
    keepPlan(id: string, text: string | null, targets: readonly TargetView[]): void {
      savePlan.run(text, id)
      clearTargets.run(id)
      for (const [position, { target, outcome }] of targets.entries()) {
        insertTarget.run(
          id,
          position,
          target.accountId,
          JSON.stringify(target),
          outcome.state,
          outcome.verifiedAt,
          itemStates(outcome),
          JSON.stringify(outcome),
        )
      }
    },

    saveOutcome(id: string, position: number, outcome: TargetOutcome): void {
      updateTarget.run(
        outcome.state,
        outcome.verifiedAt,
        itemStates(outcome),
        JSON.stringify(outcome),
        id,
        position,
      )
    },

    target(id: string, position: number): TargetView | null {
      const kept = oneTarget.get(id, position)
      return kept ? viewOf(kept) : null
    },

    targets(
      id: string,
      only: 'all' | 'attention',
      offset: number,
      limit: number,
    ): { total: number; targets: TargetView[] } {
      const [page, total] =
        only === 'all' ? [pageOfTargets, countTargets] : [pageOfAttention, countAttention]
      return {
        total: total.get(id)?.total ?? 0,
        targets: page.all(id, limit, offset).map(viewOf),
      }
    },

    /** How every account stands, in the order of the plan. */
    states(id: string): { position: number; state: OutcomeState; verified: boolean }[] {
      return states.all(id).map((kept) => ({
        position: kept.position,
        state: kept.state,
        verified: kept.verified_at !== null,
      }))
    },

    /** Why accounts failed, in the order of the plan. */
    failures: (id: string): Failure[] =>
      failures.all(id).map((kept) => JSON.parse(kept.failure) as Failure),

    /** How many accounts, and items, stand how. */
    targetCounts: (id: string) => targetCounts.all(id).map(countOf),
    itemCounts: (id: string) => itemCounts.all(id).flatMap(itemCountsOf),
  }
}

type ProcedureRecord = {
  id: string
  organization_id: OrganizationId
  request: string
  title: string
  step: Procedure['step']
  state: Procedure['state']
  checks: string
  digest: string | null
  planned_at: string | null
  expires_at: string | null
  phrase: string | null
  rule: string
  created_at: string
  created_by: string
  confirmed_at: string | null
  ended_at: string | null
  failure: string | null
  rehearsed_at: string | null
  approved_by: string | null
  owner_pid: number
}
type TargetRecord = { target: string; outcome: string }
type StateRecord = { position: number; state: OutcomeState; verified_at: string | null }
type ItemCountRecord = { item_states: string; verified: number; times: number }
type CountRecord = { state: OutcomeState; verified: number; times: number }

function procedureOf(kept: ProcedureRecord): KeptProcedure {
  return {
    id: kept.id,
    organizationId: kept.organization_id,
    request: JSON.parse(kept.request) as ProcedureRequest,
    title: kept.title,
    step: kept.step,
    state: kept.state,
    checks: JSON.parse(kept.checks) as Check[],
    digest: kept.digest,
    plannedAt: kept.planned_at,
    expiresAt: kept.expires_at,
    phrase: kept.phrase,
    rule: JSON.parse(kept.rule) as ProcedureRule,
    createdAt: kept.created_at,
    createdBy: kept.created_by,
    confirmedAt: kept.confirmed_at,
    endedAt: kept.ended_at,
    failure: kept.failure === null ? null : (JSON.parse(kept.failure) as Failure),
    rehearsedAt: kept.rehearsed_at,
    approvedBy: kept.approved_by,
  }
}

function viewOf(kept: TargetRecord): TargetView {
  return {
    target: JSON.parse(kept.target) as PlanTarget,
    outcome: JSON.parse(kept.outcome) as TargetOutcome,
  }
}

/** In the order of their names, so that accounts that stand alike are counted as one. */
function itemStates({ items }: TargetOutcome): string {
  const counts = new Map<string, number>()
  for (const { state } of items) counts.set(state, (counts.get(state) ?? 0) + 1)
  return JSON.stringify(Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))))
}

function itemCountsOf({ item_states, verified, times }: ItemCountRecord) {
  const counts = Object.entries(JSON.parse(item_states) as Record<OutcomeState, number>)
  return counts.map(([state, count]) => ({
    state: state as OutcomeState,
    verified: verified === 1,
    times: times * count,
  }))
}

function countOf({ state, verified, times }: CountRecord) {
  return { state, verified: verified === 1, times }
}
