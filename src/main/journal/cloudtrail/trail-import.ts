import { randomUUID } from 'node:crypto'
import type { OrganizationId } from '../../../shared/domain/accounts.ts'
import {
  cloudTrailMatches,
  type CloudTrailFinding,
  type CloudTrailImport,
  type CloudTrailMatch,
} from '../../../shared/domain/journal.ts'
import type { Clock } from '../../clock.ts'
import type { CloudTrailImports } from '../../database/cloudtrail-imports.ts'
import type { JournalEntries } from '../../database/journal-entries.ts'
import type { Store } from '../../database/store.ts'
import { inSlices, type Turn } from '../../slices.ts'
import type { Journal } from '../journal.ts'
import { compareWithTrail, missingInTrail } from './comparison.ts'
import { createCoverage, type Coverage } from './coverage.ts'
import { eachEvent } from './event-file.ts'
import { readJournalCalls } from './journal-calls.ts'
import { Unreadable } from './json-objects.ts'
import { knowCalls, type KnownCalls } from './known-calls.ts'
import { readLedgerCalls } from './ledger-calls.ts'
import { trailEventOf, type TrailEvent } from './trail-event.ts'

export type EventFile = { readonly name: string; readonly bytes: Uint8Array }

export type TrailImportDependencies = {
  readonly entries: JournalEntries
  readonly imports: CloudTrailImports
  readonly journal: Pick<Journal, 'write'>
  readonly store: Pick<Store, 'ledger' | 'runs'>
  readonly clock: Clock
}

/** What the files of an import hold between them. */
type Trail = {
  readonly events: TrailEvent[]
  readonly coverage: Coverage
  /** How many events there are, with those that do not concern us. */
  count: number
}

const findingsAtOnce = 500

/**
 * Reads event files of CloudTrail, compares them with the journal and the request ledger, and keeps what was found. Files that cannot be read are named
 * with the reason; nothing of them is used.
 */
export async function importTrail(
  files: readonly EventFile[],
  organizationId: OrganizationId,
  actor: string,
  { entries, imports, journal, store, clock }: TrailImportDependencies,
): Promise<CloudTrailImport> {
  const turn = inSlices()
  const calls = await readJournalCalls(entries, turn)
  const known = knowCalls(calls, await readLedgerCalls(store, organizationId, turn))
  const { trail, unreadable } = await readTrail(files, known, turn)
  const found = compareWithTrail(trail.events, known)
  const findings = [...found, ...missingInTrail(calls, found, known, trail.coverage)].toSorted(
    (a, b) => a.at.localeCompare(b.at),
  )
  const imported: CloudTrailImport = {
    id: randomUUID(),
    at: clock.instant(),
    files: files.length,
    events: trail.count,
    unreadable,
    ...trail.coverage.span(),
    counts: countsOf(findings),
  }
  imports.dropUnfinished()
  for (let position = 0; position < findings.length; position += findingsAtOnce) {
    imports.addFindings(imported.id, findings.slice(position, position + findingsAtOnce), position)
    await turn()
  }
  journal.write(
    [
      {
        kind: 'cloudtrail-imported',
        organizationId,
        accountId: null,
        procedureId: null,
        caseId: null,
        actor,
        detail: {
          importId: imported.id,
          files: imported.files,
          unreadable: unreadable.length,
          events: imported.events,
          from: imported.from,
          until: imported.until,
          counts: imported.counts,
        },
      },
    ],
    () => imports.add(organizationId, imported),
  )
  return imported
}

async function readTrail(
  files: readonly EventFile[],
  known: KnownCalls,
  turn: Turn,
): Promise<{ trail: Trail; unreadable: CloudTrailImport['unreadable'] }> {
  const trail: Trail = { events: [], coverage: createCoverage(), count: 0 }
  const unreadable = []
  const seen = new Set<string>()
  for (const { name, bytes } of files) {
    try {
      const read = await readFile(bytes, known, turn)
      trail.count += read.count
      trail.coverage.join(read.coverage)
      for (const event of read.events) {
        // One event can be delivered twice, and lie in the trails of two accounts.
        if (event.eventId !== null && seen.has(event.eventId)) continue
        if (event.eventId !== null) seen.add(event.eventId)
        trail.events.push(event)
      }
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      unreadable.push({ name, reason: error.message })
    }
    await turn()
  }
  return { trail, unreadable }
}

/** Reads one file apart from the others: it counts whole, or not at all. */
async function readFile(bytes: Uint8Array, known: KnownCalls, turn: Turn): Promise<Trail> {
  const trail: Trail = { events: [], coverage: createCoverage(), count: 0 }
  await eachEvent(bytes, turn, (record) => {
    trail.count += 1
    trail.coverage.note(record)
    const event = trailEventOf(record, known.isKnown)
    if (event) trail.events.push(event)
  })
  return trail
}

function countsOf(findings: readonly CloudTrailFinding[]): Record<CloudTrailMatch, number> {
  const counts = Object.fromEntries(cloudTrailMatches.map((match) => [match, 0])) as Record<
    CloudTrailMatch,
    number
  >
  for (const { match } of findings) counts[match] += 1
  return counts
}
