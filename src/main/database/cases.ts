import type { AccountId, Instant, OrganizationId } from '../../shared/domain/accounts.ts'
import type {
  BreakGlassCase,
  CaseScenario,
  RecoveryStepDone,
  ReopenedAccount,
} from '../../shared/domain/cases.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

/** What was last notified of a case: of which kind, for which end of the time box, and when. */
export type KeptNotice = {
  readonly kind: 'near' | 'over' | 'still-open'
  readonly until: Instant
  readonly at: Instant
}

export type Cases = ReturnType<typeof createCases>

/** Keeps break-glass cases and the accounts that they opened. */
export function createCases(db: WritableDatabase) {
  const insert = db.prepare(`
    INSERT INTO cases (id, organization_id, scenario, reason, ticket, opened_at, opened_by, until)
    VALUES ($id, $organizationId, $scenario, $reason, $ticket, $openedAt, $openedBy, $until)`)
  const extend = db.prepare('UPDATE cases SET until = ? WHERE id = ? AND closed_at IS NULL')
  const close = db.prepare(
    'UPDATE cases SET closed_at = ?, outcome = ? WHERE id = ? AND closed_at IS NULL',
  )
  const notice = db.prepare('UPDATE cases SET notice = ? WHERE id = ?')

  const reopen = db.prepare(`
    INSERT INTO reopened_accounts (case_id, procedure_id, account_id, account_name, reopened_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING`)
  const forget = db.prepare(
    'DELETE FROM reopened_accounts WHERE case_id = ? AND procedure_id = ? AND closed_at IS NULL',
  )
  const closeAccount = db.prepare(`
    UPDATE reopened_accounts SET closed_at = ?, closed_by_procedure_id = ?
    WHERE case_id = ? AND account_id = ? AND closed_at IS NULL`)
  const setSteps = db.prepare(
    'UPDATE reopened_accounts SET steps = ? WHERE case_id = ? AND procedure_id = ?',
  )

  return {
    ...readCases(db),

    add(opened: BreakGlassCase): void {
      insert.run({
        id: opened.id,
        organizationId: opened.organizationId,
        scenario: opened.scenario,
        reason: opened.reason,
        ticket: opened.ticket,
        openedAt: opened.openedAt,
        openedBy: opened.openedBy,
        until: opened.until,
      })
    },

    extend(id: string, until: Instant): void {
      extend.run(until, id)
    },

    close(id: string, at: Instant, outcome: string): void {
      close.run(at, outcome, id)
    },

    keepNotice(id: string, kept: KeptNotice): void {
      notice.run(JSON.stringify(kept), id)
    },

    /** Says that a procedure opens an account, or may have. Saying it again changes nothing. */
    reopen(
      caseId: string,
      account: Omit<ReopenedAccount, 'steps' | 'closedAt' | 'closedByProcedureId'>,
    ): void {
      const { procedureId, accountId, accountName, reopenedAt } = account
      reopen.run(caseId, procedureId, accountId, accountName, reopenedAt)
    },

    /** Takes that back: AWS plainly did not do it. */
    forgetReopening(caseId: string, procedureId: string): void {
      forget.run(caseId, procedureId)
    },

    /** Says that an account was read back as closed, whichever procedures had opened it. */
    closeAccount(caseId: string, accountId: AccountId, procedureId: string, at: Instant): void {
      closeAccount.run(at, procedureId, caseId, accountId)
    },

    /** Keeps the human steps that were done after a procedure had opened its account. */
    keepSteps(caseId: string, procedureId: string, steps: readonly RecoveryStepDone[]): void {
      setSteps.run(JSON.stringify(steps), caseId, procedureId)
    },
  }
}

/** Reads the cases of a record. */
export function readCases(db: ReadableDatabase) {
  const one = db.prepare<[string], CaseRecord>('SELECT * FROM cases WHERE id = ?')
  const all = db.prepare<[string], CaseRecord>(`
    SELECT * FROM cases WHERE organization_id = ? ORDER BY closed_at IS NOT NULL, opened_at DESC, id`)
  const open = db.prepare<[], CaseRecord>(
    'SELECT * FROM cases WHERE closed_at IS NULL ORDER BY until, id',
  )
  const procedures = db.prepare<[string], { id: string }>(
    'SELECT id FROM procedures WHERE case_id = ? ORDER BY created_at, id',
  )
  const reopened = db.prepare<[string], ReopenedRecord>(
    'SELECT * FROM reopened_accounts WHERE case_id = ? ORDER BY reopened_at, procedure_id',
  )

  const read = (kept: CaseRecord): BreakGlassCase =>
    caseOf(
      kept,
      reopened.all(kept.id),
      procedures.all(kept.id).map(({ id }) => id),
    )

  return {
    get(id: string): BreakGlassCase | null {
      const kept = one.get(id)
      return kept ? read(kept) : null
    },

    /** Open ones first, then the newest. */
    list: (organizationId: OrganizationId): BreakGlassCase[] => all.all(organizationId).map(read),

    /** The open cases of all organizations with what was last notified of each, the first to end first. */
    open: (): { open: BreakGlassCase; notice: KeptNotice | null }[] =>
      open.all().map((kept) => ({
        open: read(kept),
        notice: kept.notice === null ? null : (JSON.parse(kept.notice) as KeptNotice),
      })),
  }
}

type CaseRecord = {
  id: string
  organization_id: OrganizationId
  scenario: CaseScenario
  reason: string
  ticket: string
  opened_at: string
  opened_by: string
  until: string
  closed_at: string | null
  outcome: string | null
  notice: string | null
}
type ReopenedRecord = {
  procedure_id: string
  account_id: AccountId
  account_name: string
  reopened_at: string
  steps: string
  closed_at: string | null
  closed_by_procedure_id: string | null
}

function caseOf(
  kept: CaseRecord,
  reopened: readonly ReopenedRecord[],
  procedureIds: string[],
): BreakGlassCase {
  return {
    id: kept.id,
    organizationId: kept.organization_id,
    scenario: kept.scenario,
    reason: kept.reason,
    ticket: kept.ticket,
    openedAt: kept.opened_at,
    openedBy: kept.opened_by,
    until: kept.until,
    state: kept.closed_at === null ? 'open' : 'closed',
    closedAt: kept.closed_at,
    outcome: kept.outcome,
    reopened: reopened.map((account) => ({
      accountId: account.account_id,
      accountName: account.account_name,
      procedureId: account.procedure_id,
      reopenedAt: account.reopened_at,
      steps: JSON.parse(account.steps) as RecoveryStepDone[],
      closedAt: account.closed_at,
      closedByProcedureId: account.closed_by_procedure_id,
    })),
    procedureIds,
  }
}
