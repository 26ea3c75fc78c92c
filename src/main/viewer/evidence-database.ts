import type { Instant, OrganizationId } from '../../shared/domain/accounts.ts'
import type { Evidence } from '../../shared/domain/evidence.ts'
import { openInMemory, type WritableDatabase } from '../database/database.ts'
import { unitNames } from '../database/inventory.ts'
import { createSettingsStore } from '../database/settings.ts'
import { createStore, type Store } from '../database/store.ts'
import { judgeAccount } from '../reports/model/judged-account.ts'
import { lookProof } from '../reports/model/look-proof.ts'
import { organizationAt } from '../reports/model/organization-standing.ts'
import { paced, type Steps } from '../reports/pace.ts'
import { addCalls, createEvidenceRows } from './evidence-rows.ts'

const dayMs = 86_400_000

/** Evidence as a cache in memory, so that what reads the cache reads it as well. */
export type EvidenceDatabase = {
  readonly store: Store
  readonly organizationId: OrganizationId
  /**
   * Adds what nobody looks at first: the request ledger, which is long, and the indexes without which some orders of the table take longer. Call it once.
   * Errors: as `openEvidenceDatabase`.
   */
  complete(signal: AbortSignal): Promise<void>
  close(): void
}

/**
 * Fills a database with evidence as it stood at `at`, verdicts included. Gives way to others, so that the window stays alive.
 *
 * Errors: rejects with what going through the evidence throws, and with the reason of the signal; nothing is left then.
 */
export async function openEvidenceDatabase(
  evidence: Evidence,
  at: Instant,
  signal: AbortSignal,
): Promise<EvidenceDatabase> {
  const { db, close } = openInMemory('cache')
  const organizationId = evidence.organization.organization.id
  try {
    const indexes = dropIndexes(db)
    const store = await paced(fill(db, evidence, at), { signal })
    for (const { sql } of indexes.filter(({ name }) => named.has(name))) db.prepare(sql).run()
    return {
      store,
      organizationId,
      async complete(signal) {
        await paced(addCalls(db, organizationId, evidence.calls(), at), { signal })
        await paced(
          makeIndexes(
            db,
            indexes.filter(({ name }) => !named.has(name)),
          ),
          { signal },
        )
      },
      close,
    }
  } catch (error) {
    close()
    throw error
  }
}

function* fill(db: WritableDatabase, evidence: Evidence, at: Instant): Steps<Store> {
  const { organization, units, attestations, freshnessDays } = evidence.organization
  const { id } = organization
  db.prepare('PRAGMA foreign_keys = OFF').run()
  db.prepare('BEGIN').run()
  const then = organizationAt(evidence.organization, evidence.runs, at)
  createSettingsStore(db).update({ freshnessDays })
  const store = createStore(db)
  store.inventory.saveOrganization({
    ...organization,
    featureSet: then.featureSet,
    features: then.features,
    trustedAccess: then.trustedAccess,
    describedAt: then.describedAt,
  })
  store.inventory.saveUnits(id, units)
  for (const attestation of attestations) {
    if (attestation.attestedAt <= at) store.attestations.add(id, attestation)
  }
  const rows = createEvidenceRows(db, id, at)
  rows.addRuns(evidence.runs)
  const judging = {
    at,
    freshnessWindowMs: freshnessDays * dayMs,
    proof: lookProof(evidence.runs, at),
    names: unitNames(units),
  }
  let done = 0
  for (const account of evidence.accounts()) {
    const judged = judgeAccount(account, judging)
    if (judged) rows.addAccount(account, judged)
    done += 1
    yield done
  }
  db.prepare('COMMIT').run()
  return store
}

type Index = { readonly name: string; readonly sql: string }

/** The indexes that queries name (`account-conditions.ts`): without them they fail. */
const named: ReadonlySet<string> = new Set(['accounts_by_search'])

/**
 * Takes the indexes away that are not constraints: made anew at the end, each at once, they cost a fraction of what it costs to put every row in its place in
 * each of them.
 */
function dropIndexes(db: WritableDatabase): Index[] {
  const indexes = db
    .prepare<[], Index>(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`,
    )
    .all()
  for (const { name } of indexes) db.prepare(`DROP INDEX "${name}"`).run()
  return indexes
}

function* makeIndexes(db: WritableDatabase, indexes: readonly Index[]): Steps<void> {
  for (const [done, { sql }] of indexes.entries()) {
    db.prepare(sql).run()
    yield done
  }
}
