import { accessSync, constants, existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite, { type Database as SqliteDatabase, type Statement } from 'better-sqlite3'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { FailureCode } from '../../shared/domain/failure.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import { migrate, newestVersion, type DatabaseName } from './migrations/index.ts'

/** A database that cannot be written through this type. */
export type ReadableDatabase = {
  prepare<Parameters extends unknown[] | object = unknown[], Row = unknown>(
    sql: string,
  ): Statement<Parameters extends unknown[] ? Parameters : [Parameters], Row>
}

/** The database of this workstation. */
export type WritableDatabase = ReadableDatabase & {
  transaction<T>(work: () => T): T
  /** True while a transaction is under way: what is written now may still be taken back. */
  inTransaction(): boolean
}

export type OpenDatabase = {
  readonly db: WritableDatabase
  readonly file: string
  /** Where the damaged predecessor lies, if there was one: the operator is told. */
  readonly movedAside: string | null
  close(): void
}

/**
 * The two files. The cache holds what can be read again from AWS. The record holds what was done, and is on the disk, not only in the
 * system's buffers, when a write returns: an intent that a power cut takes away would be a call that nobody remembers.
 */
export const databaseFiles = {
  cache: { name: 'rootkeep.db', synchronous: 'NORMAL' },
  record: { name: 'record.db', synchronous: 'FULL' },
} as const satisfies Record<DatabaseName, { name: string; synchronous: string }>

/**
 * Opens, and where needed makes, one of the databases in `folder`.
 *
 * A damaged file is moved aside, never deleted; a file of a newer version is left alone and refused.
 * Errors: `data-folder-unwritable`, `database-newer`, `disk-full`, `database-in-use`.
 */
export function openDatabase(
  folder: string,
  now: Date,
  name: DatabaseName = 'cache',
): Outcome<OpenDatabase> {
  const file = join(folder, databaseFiles[name].name)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK)
  } catch (error) {
    return fail(storageFailure(error, folder))
  }
  try {
    return succeed(openFile(file, name, null))
  } catch (error) {
    if (error instanceof NewerDatabase) {
      return fail(
        failureOf('database-newer', {
          message: `The database has schema version ${error.version}, and this version of Rootkeep knows ${newestVersion(name)}. It was not touched.`,
        }),
      )
    }
    if (!isDamage(error)) return fail(storageFailure(error, folder))
  }
  try {
    const aside = moveAside(file, now)
    return succeed(openFile(file, name, aside))
  } catch (error) {
    return fail(storageFailure(error, folder))
  }
}

/** A database with the schema of one of the files that lies in memory alone, and is gone when it is closed. */
export function openInMemory(name: DatabaseName): Pick<OpenDatabase, 'db' | 'close'> {
  const sqlite = new Sqlite(':memory:')
  migrate(sqlite, name)
  return { db: writable(sqlite), close: () => sqlite.close() }
}

class NewerDatabase extends Error {
  readonly version: number
  constructor(version: number) {
    super(`schema version ${version}`)
    this.version = version
  }
}

function openFile(file: string, name: DatabaseName, movedAside: string | null): OpenDatabase {
  const sqlite = new Sqlite(file, { timeout: 5000 })
  try {
    const version = sqlite.pragma('user_version', { simple: true }) as number
    if (version > newestVersion(name)) throw new NewerDatabase(version)
    sqlite.pragma('journal_mode = WAL')
    sqlite.pragma(`synchronous = ${databaseFiles[name].synchronous}`)
    sqlite.pragma('foreign_keys = ON')
    sqlite.pragma('cache_size = -32768')
    const check = sqlite.pragma('quick_check(1)', { simple: true })
    if (check !== 'ok') throw new Sqlite.SqliteError(String(check), 'SQLITE_CORRUPT')
    migrate(sqlite, name)
  } catch (error) {
    sqlite.close()
    throw error
  }
  return { db: writable(sqlite), file, movedAside, close: () => sqlite.close() }
}

function writable(sqlite: SqliteDatabase): WritableDatabase {
  return {
    prepare: (sql) => sqlite.prepare(sql) as never,
    // At once a writer: one that reads first must not find out at its first write that another process wrote in between.
    transaction: (work) => sqlite.transaction(work).immediate(),
    inTransaction: () => sqlite.inTransaction,
  }
}

/** True for what SQLite says of a file that is no database, or not whole. */
export function isDamage(error: unknown): boolean {
  const code = codeOf(error)
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB'
}

function moveAside(file: string, now: Date): string {
  const aside = `${file}.damaged-${now.toISOString().replaceAll(':', '-')}`
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix)
  }
  return aside
}

/** Says what a failed read or write of the data folder means to the operator. */
export function storageFailure(error: unknown, folder: string): ReturnType<typeof failureOf> {
  const code = codeOf(error)
  const known: FailureCode | undefined =
    code.startsWith('SQLITE_FULL') || code === 'ENOSPC'
      ? 'disk-full'
      : code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')
        ? 'database-in-use'
        : undefined
  if (known) return failureOf(known)
  return failureOf('data-folder-unwritable', {
    message: `The data folder ${folder} cannot be used (${code || 'unknown error'}).`,
  })
}

/** True for what SQLite says when it cannot read or write. */
export function isStorageError(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_')
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}
