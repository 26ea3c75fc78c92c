import type { Instant, OrganizationId } from '../../shared/domain/accounts.ts'
import type { RunRecord } from '../../shared/domain/evidence.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import type { TrendPoint } from '../../shared/domain/overview.ts'
import type { Completeness, Posture } from '../../shared/domain/posture.ts'
import type { CallCounts, Run, RunScope, RunState } from '../../shared/domain/runs.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

/** Who runs a run: the process, so that another one can tell whether it is still alive. */
export type RunOwner = { readonly pid: number }

/** Keeps the record of every audit run. */
export function createRuns(db: WritableDatabase) {
  const insert = db.prepare(`
    INSERT INTO runs (id, organization_id, state, scope, deep, started_at, caller_arn, owner_pid, heartbeat_at, completeness)
    VALUES ($id, $organizationId, $state, $scope, $deep, $startedAt, $callerArn, $pid, $startedAt, $completeness)`)
  const save = db.prepare(`
    UPDATE runs SET state = $state, ended_at = $endedAt, completeness = $completeness, postures = $postures,
      non_compliant = $nonCompliant, calls = $calls, failure = $failure, heartbeat_at = $at, owner_pid = $pid
    WHERE id = $id`)
  const setState = db.prepare('UPDATE runs SET state = ? WHERE id = ?')
  const beat = db.prepare('UPDATE runs SET heartbeat_at = ? WHERE id = ?')
  const one = db.prepare<[string], StoredRun>('SELECT * FROM runs WHERE id = ?')
  const page = db.prepare<[string, number, number], StoredRun>(
    'SELECT * FROM runs WHERE organization_id = ? ORDER BY started_at DESC, id DESC LIMIT ? OFFSET ?',
  )
  const count = db.prepare<[string], { total: number }>(
    'SELECT count(*) AS total FROM runs WHERE organization_id = ?',
  )
  const open = db.prepare<[], StoredRun>(
    `SELECT * FROM runs WHERE state IN ('running', 'paused') ORDER BY started_at DESC`,
  )
  const unfinished = db.prepare<[string], StoredRun>(`
    SELECT * FROM runs WHERE organization_id = ? AND state IN ('running', 'paused', 'interrupted')
    ORDER BY started_at DESC LIMIT 1`)
  const completed = db.prepare<[string, number], StoredRun>(`
    SELECT * FROM runs WHERE organization_id = ? AND state = 'completed' AND postures IS NOT NULL
      AND scope ->> '$.kind' = 'organization' ORDER BY ended_at DESC LIMIT ?`)

  return {
    begin(run: Run, owner: RunOwner): void {
      insert.run({
        ...run,
        scope: JSON.stringify(run.scope),
        deep: Number(run.deep),
        completeness: JSON.stringify(run.completeness),
        pid: owner.pid,
      })
    },

    /** Writes where a run stands. `postures` are the counts of the organization at that moment. */
    save(run: Run, postures: Record<Posture, number>, owner: RunOwner, at: Instant): void {
      save.run({
        id: run.id,
        state: run.state,
        endedAt: run.endedAt,
        completeness: JSON.stringify(run.completeness),
        postures: JSON.stringify(postures),
        nonCompliant: run.nonCompliant,
        calls: JSON.stringify(run.calls),
        failure: run.failure === null ? null : JSON.stringify(run.failure),
        at,
        pid: owner.pid,
      })
    },

    /** Says that the process of a run is still there. */
    beat(id: string, at: Instant): void {
      beat.run(at, id)
    },

    get(id: string): Run | null {
      const record = one.get(id)
      return record ? runOf(record) : null
    },

    page(
      organizationId: OrganizationId,
      offset: number,
      limit: number,
    ): { total: number; runs: Run[] } {
      return {
        total: count.get(organizationId)?.total ?? 0,
        runs: page.all(organizationId, limit, offset).map(runOf),
      }
    },

    /** The run that is under way, paused or interrupted; null where there is none. */
    unfinished(organizationId: OrganizationId): Run | null {
      const record = unfinished.get(organizationId)
      return record ? runOf(record) : null
    },

    /** Marks runs whose process is gone: they can be resumed. */
    interruptOrphans(isAlive: (owner: { pid: number; heartbeatAt: Instant }) => boolean): Run[] {
      return db.transaction(() => {
        const orphans = open
          .all()
          .filter((record) => !isAlive({ pid: record.owner_pid, heartbeatAt: record.heartbeat_at }))
        for (const orphan of orphans) setState.run('interrupted', orphan.id)
        return orphans.map((orphan) => ({ ...runOf(orphan), state: 'interrupted' as const }))
      })
    },

    /** Completed runs over the whole organization, newest first. */
    completed(organizationId: OrganizationId, limit: number): Run[] {
      return completed.all(organizationId, limit).map(runOf)
    },

    /** Where the organization stood at the end of each of those, oldest first. */
    trend(organizationId: OrganizationId, limit: number): TrendPoint[] {
      return completed
        .all(organizationId, limit)
        .toReversed()
        .flatMap((record) => {
          if (record.postures === null || record.ended_at === null) return []
          const postures = JSON.parse(record.postures) as Record<Posture, number>
          return [
            {
              runId: record.id,
              at: record.ended_at,
              nonCompliant: postures['non-compliant'],
              exempt: postures.exempt,
              compliant: postures.compliant,
              unknown: postures.unknown + postures.stale,
            },
          ]
        })
    },
  }
}

/** All runs of an organization with the counts that were written with them, oldest first. */
export function readRunRecords(db: ReadableDatabase, organizationId: OrganizationId): RunRecord[] {
  return db
    .prepare<[string], StoredRun>(
      'SELECT * FROM runs WHERE organization_id = ? ORDER BY started_at, id',
    )
    .all(organizationId)
    .map((stored) => ({
      ...runOf(stored),
      postures:
        stored.postures === null ? null : (JSON.parse(stored.postures) as Record<Posture, number>),
    }))
}

type StoredRun = {
  id: string
  organization_id: OrganizationId
  state: RunState
  scope: string
  deep: number
  started_at: string
  ended_at: string | null
  caller_arn: string
  owner_pid: number
  heartbeat_at: string
  completeness: string
  postures: string | null
  non_compliant: number
  calls: string
  failure: string | null
}

function runOf(record: StoredRun): Run {
  return {
    id: record.id,
    organizationId: record.organization_id,
    state: record.state,
    scope: JSON.parse(record.scope) as RunScope,
    deep: record.deep === 1,
    startedAt: record.started_at,
    endedAt: record.ended_at,
    callerArn: record.caller_arn,
    completeness: JSON.parse(record.completeness) as Completeness,
    nonCompliant: record.non_compliant,
    calls: JSON.parse(record.calls) as CallCounts,
    failure: record.failure === null ? null : (JSON.parse(record.failure) as Failure),
  }
}
