import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { JournalVerification } from '../shared/domain/journal.ts'
import { failureOf } from '../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../shared/ipc/result.ts'
import { systemClock } from '../main/clock.ts'
import { readCheckpoints } from '../main/database/checkpoints.ts'
import { readDatabase, type DatabaseReader } from '../main/database/database-reader.ts'
import { readJournalEntries } from '../main/database/journal-entries.ts'
import { missingGuards } from '../main/database/record-guards.ts'
import { readFacts } from '../main/database/settings.ts'
import type { ChainHead } from '../main/journal/chain.ts'
import { rememberedHead } from '../main/journal/head-memory.ts'
import { journalLines } from '../main/journal/journal-export.ts'
import { verifyJournal } from '../main/journal/verification.ts'
import { plainLine } from '../main/plain-line.ts'
import { FileNotSaved, saveFile } from '../main/saved-file.ts'
import type { Command } from './arguments.ts'
import { writeData } from './output.ts'
import { complain } from './complaint.ts'

/** A verification, with whose signatures it rests on. */
type Verified = JournalVerification & { readonly signers: readonly string[] }

/**
 * `rootkeep journal verify`: whether the journal is as it was written. Reads only, also while a workstation is open, and calls nobody. Exit codes: 0
 * intact, 2 broken, 1 it could not be read.
 */
export const verifyJournalCommand: Command = async ({ dataFolder, format, out }) => {
  if (format === 'csv') {
    process.stderr.write('A verification is printed as table or json.\n')
    return 1
  }
  const verified = await withRecord(dataFolder, async ({ db }) => {
    const checkpoints = readCheckpoints(db)
    const note = notedHead(dataFolder)
    const verification = await verifyJournal(
      {
        entries: readJournalEntries(db),
        checkpoints,
        missingGuards: missingGuards(db),
        remembered: note.head,
      },
      systemClock,
    )
    const signers = new Set(checkpoints.all().map(({ fingerprint }) => fingerprint))
    return {
      ...verification,
      warnings: [...verification.warnings, ...note.warnings],
      signers: [...signers],
    }
  })
  if (!verified.ok) {
    complain(verified.error)
    return 1
  }
  const text =
    format === 'json'
      ? `${JSON.stringify({ dataFolder, ...verified.value }, null, 2)}\n`
      : table(dataFolder, verified.value)
  if (!(await writeData(text, out))) return 1
  return verified.value.intact ? 0 : 2
}

/** `rootkeep journal export`: the journal as JSON Lines. Exit codes: 0 written, 1 not. */
export const exportJournalCommand: Command = async ({ dataFolder, out }) => {
  const written = await withRecord(dataFolder, async ({ db }) => {
    const lines = journalLines(
      { entries: readJournalEntries(db), checkpoints: readCheckpoints(db) },
      systemClock.instant(),
    )
    if (out === null) await pipeline(Readable.from(lines), process.stdout, { end: false })
    else await saveFile(out, lines)
  })
  if (written.ok) return 0
  complain(written.error)
  return 1
}

/** Lends the record to the work. Errors: those of `readDatabase`, `not-found`, `file-not-saved`. */
async function withRecord<T>(
  dataFolder: string,
  work: (record: DatabaseReader) => Promise<T>,
): Promise<Outcome<T>> {
  const opened = readDatabase(dataFolder, 'record')
  if (!opened.ok) return opened
  const record = opened.value
  if (record === null) {
    const message = `There is no journal in ${dataFolder} yet.`
    return fail(failureOf('not-found', { message }))
  }
  try {
    return succeed(await work(record))
  } catch (error) {
    return fail(error instanceof FileNotSaved ? error.failure : record.explain(error))
  } finally {
    record.close()
  }
}

/** The newest head as it is noted in the cache. Without the note less can be seen, and that is said. */
function notedHead(dataFolder: string): { head: ChainHead | null; warnings: string[] } {
  const opened = readDatabase(dataFolder, 'cache')
  const cache = opened.ok ? opened.value : null
  if (!cache) {
    return {
      head: null,
      warnings: [
        `The note of the newest entry, in rootkeep.db, ${opened.ok ? 'is not there' : 'cannot be read'}: entries that were cut off the end show only where a checkpoint covers them.`,
      ],
    }
  }
  try {
    return { head: rememberedHead(readFacts(cache.db)), warnings: [] }
  } finally {
    cache.close()
  }
}

/** SECURITY: what stands in the record can come from others; nothing of it steers the terminal. */
function table(dataFolder: string, verified: Verified): string {
  const { intact, entries, head, firstBroken, checkpoints, sinceCheckpoint, signers } = verified
  const signed =
    checkpoints === 0
      ? 'none: what was cut off the end shows only by the note in rootkeep.db'
      : `${checkpoints}, signed by ${signers.join(', ')}; ${sinceCheckpoint} entries since the newest`
  const sequence = firstBroken?.sequence ?? null
  const at = sequence === null ? '' : `entry ${sequence}: `
  const lines: [string, string][] = [
    ['Data folder', dataFolder],
    ['Journal', intact ? 'intact' : 'BROKEN'],
    ...(firstBroken ? [['First broken', `${at}${firstBroken.problem}`] as [string, string]] : []),
    ['Entries', String(entries)],
    ['Newest hash', head ?? 'none'],
    ['Checkpoints', signed],
    ...verified.warnings.map((warning): [string, string] => ['Warning', warning]),
  ]
  return lines.map(([name, text]) => `${name.padEnd(14)} ${plainLine(text, 1000)}\n`).join('')
}
