import type { Database } from 'better-sqlite3'

/** One step of the schema. Runs once, in a transaction with the others that are due. */
export type Migration = {
  /** The `user_version` the database has afterwards. */
  readonly version: number
  up(db: Database): void
}
