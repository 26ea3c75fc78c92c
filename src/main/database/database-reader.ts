import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import { databaseFiles, isDamage, storageFailure, type ReadableDatabase } from './database.ts'
import { newestVersion, type DatabaseName } from './migrations/index.ts'

export type DatabaseReader = {
  readonly db: ReadableDatabase
  /** The version of its schema, which may be older than this program's: reading brings nothing up to date. */
  readonly version: number
  /** From now on everything is read as it is at this moment, whatever is written meanwhile. */
  holdStill(): void
  /** What an exception while reading means to the operator. */
  explain(error: unknown): Failure
  close(): void
}

/**
 * Opens one of the databases in `folder` for reading alone, also while a workstation has it open: nothing in it is changed, mended or moved aside. Null
 * where there is none yet.
 *
 * Errors: `database-newer`, `record-damaged` (of the cache `database-corrupt`), `database-in-use`, `data-folder-unwritable`.
 */
export function readDatabase(folder: string, name: DatabaseName): Outcome<DatabaseReader | null> {
  const file = join(folder, databaseFiles[name].name)
  if (!existsSync(file)) return succeed(null)
  const explain = (error: unknown): Failure =>
    isDamage(error)
      ? failureOf(name === 'record' ? 'record-damaged' : 'database-corrupt', {
          message: `The file ${file} is damaged and cannot be read. It was not touched.`,
        })
      : storageFailure(error, folder)
  let opened: Sqlite.Database | null = null
  try {
    const sqlite = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 5000 })
    opened = sqlite
    const version = sqlite.pragma('user_version', { simple: true }) as number
    if (version > newestVersion(name)) {
      sqlite.close()
      return fail(failureOf('database-newer'))
    }
    return succeed({
      db: { prepare: (sql) => sqlite.prepare(sql) as never },
      version,
      holdStill() {
        sqlite.exec('BEGIN')
        // A snapshot begins with the first read in it.
        sqlite.pragma('schema_version')
      },
      explain,
      close: () => sqlite.close(),
    })
  } catch (error) {
    opened?.close()
    return fail(explain(error))
  }
}
