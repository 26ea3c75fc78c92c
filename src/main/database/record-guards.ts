import type { ReadableDatabase } from './database.ts'

/** What the schema of the record must refuse: to change or delete what the journal holds. */
const guarded = [
  { table: 'journal_entries', event: 'UPDATE' },
  { table: 'journal_entries', event: 'DELETE' },
  { table: 'checkpoints', event: 'UPDATE' },
  { table: 'checkpoints', event: 'DELETE' },
] as const

const guardText =
  /^CREATE TRIGGER \w+ BEFORE (UPDATE|DELETE) ON (\w+)\s+BEGIN SELECT RAISE\(ABORT, '[^']*'\); END$/

/** The guards that are missing from a record, a phrase each. Rootkeep never drops one: then somebody else opened the record. */
export function missingGuards(db: ReadableDatabase): string[] {
  const triggers = db
    .prepare<[], { sql: string | null }>(`SELECT sql FROM sqlite_schema WHERE type = 'trigger'`)
    .all()
  const present = new Set(
    triggers.map(({ sql }) => {
      const [, event, table] = guardText.exec(sql ?? '') ?? []
      return `${event} of ${table}`
    }),
  )
  return guarded
    .map(({ table, event }) => `${event} of ${table}`)
    .filter((guard) => !present.has(guard))
}
