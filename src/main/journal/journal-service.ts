import type { OrganizationId } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type {
  Checkpoint,
  CloudTrailFinding,
  CloudTrailImport,
  CloudTrailMatch,
  JournalEntry,
  JournalFilter,
  JournalHead,
  JournalVerification,
} from '../../shared/domain/journal.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { Clock } from '../clock.ts'
import { shownEntry } from '../database/journal-entries.ts'
import type { RecordStore } from '../database/record-store.ts'
import type { Store } from '../database/store.ts'
import type { Log } from '../log.ts'
import type { Signer } from '../operators/signed-document.ts'
import type { Pushes } from '../pushes.ts'
import { saveFile } from '../saved-file.ts'
import type { ShellServices } from '../shell-services.ts'
import { createCheckpointSigning } from './checkpoint-signing.ts'
import { importTrail, type EventFile } from './cloudtrail/trail-import.ts'
import { journalLines } from './journal-export.ts'
import type { OpenJournal } from './open-journal.ts'
import { verifyJournal } from './verification.ts'

export type JournalServiceDeps = {
  readonly record: RecordStore
  readonly opened: OpenJournal
  readonly store: Pick<Store, 'ledger' | 'runs'>
  readonly clock: Clock
  readonly log: Pick<Log, 'problem'>
  readonly pushes: Pick<Pushes, 'changed'>
  readonly shell: Pick<ShellServices, 'chooseSavePath'>
  /** Null where there is no identity, or it is locked. */
  readonly signer: () => Signer | null
  /** The organization on screen; null where there is none. */
  readonly organizationId: () => OrganizationId | null
  /** Who does it, for the journal. */
  readonly actor: () => string
}

type Page<T> = { readonly offset: number; readonly limit: number } & T

/** The journal as the window and the command line use it. Its writers use `Journal`. */
export function createJournalService(deps: JournalServiceDeps) {
  const { record, store, clock, log, pushes, shell, signer, organizationId, actor } = deps
  const { journal, memory } = deps.opened
  const { journalEntries: entries, checkpoints, cloudTrailImports: imports } = record
  const sign = createCheckpointSigning({ entries, checkpoints, memory, clock, signer })

  function checkpoint(): Outcome<Checkpoint> {
    const signed = sign()
    if (signed.ok) pushes.changed(['journal'])
    return signed
  }

  return {
    page: ({
      filter,
      offset,
      limit,
    }: Page<{ filter: JournalFilter }>): Outcome<{
      total: number
      entries: JournalEntry[]
    }> => succeed(record.journalPages(organizationId(), filter, offset, limit)),

    entry({ sequence }: { sequence: number }): Outcome<JournalEntry | null> {
      const stored = entries.at(sequence)
      return succeed(stored && shownEntry(stored))
    },

    head(): Outcome<JournalHead> {
      const count = entries.newest()?.sequence ?? 0
      return succeed({
        entries: count,
        sinceCheckpoint: Math.max(0, count - (checkpoints.newest()?.count ?? 0)),
      })
    },

    verify: async (): Promise<Outcome<JournalVerification>> =>
      succeed(
        await verifyJournal(
          {
            entries,
            checkpoints,
            missingGuards: record.missingGuards(),
            remembered: memory.head(),
          },
          clock,
        ),
      ),

    /** Newest first. */
    checkpoints: (): Outcome<Checkpoint[]> => succeed(checkpoints.all().toReversed()),

    checkpoint,

    /**
     * Signs the journal where the identity is at hand, as at the end of every case and procedure; else what is due stays due until the identity is
     * unlocked and this is called again. Notes the head beside the record in any case. What went before is done: a failure here is logged, and does not
     * undo it.
     */
    checkpointIfPossible(): void {
      try {
        memory.keep()
        if (signer() === null) return
        const signed = checkpoint()
        if (!signed.ok) log.problem('journal', `not signed: ${signed.error.message}`)
      } catch (error) {
        log.problem('journal', 'the journal could not be signed', error)
      }
    },

    /** Rejects with `FileNotSaved`. */
    async export(): Promise<Outcome<{ path: string | null }>> {
      const at = clock.instant()
      const path = await shell.chooseSavePath(`rootkeep-journal-${at.slice(0, 10)}.jsonl`)
      if (path !== null) await saveFile(path, journalLines({ entries, checkpoints }, at))
      return succeed({ path })
    },

    /** Errors: `nothing-connected`. */
    async importCloudTrail({
      files,
    }: {
      files: readonly EventFile[]
    }): Promise<Outcome<CloudTrailImport>> {
      const organization = organizationId()
      if (organization === null) return fail(failureOf('nothing-connected'))
      const imported = await importTrail(files, organization, actor(), {
        entries,
        imports,
        journal,
        store,
        clock,
      })
      pushes.changed(['journal'])
      return succeed(imported)
    },

    cloudTrailImports(): Outcome<CloudTrailImport[]> {
      const organization = organizationId()
      return succeed(organization === null ? [] : imports.list(organization))
    },

    /** Errors: `not-found`. */
    cloudTrailFindings({
      importId,
      match,
      offset,
      limit,
    }: Page<{ importId: string; match: CloudTrailMatch | null }>): Outcome<{
      total: number
      findings: CloudTrailFinding[]
    }> {
      const found = imports.findings(importId, match, offset, limit)
      return found
        ? succeed(found)
        : fail(failureOf('not-found', { message: 'There is no such import of CloudTrail files.' }))
    },
  }
}
