import { createApprovals } from './approvals.ts'
import { createCases } from './cases.ts'
import { createCheckpoints } from './checkpoints.ts'
import { createCloudTrailImports } from './cloudtrail-imports.ts'
import { createConnections } from './connections.ts'
import type { WritableDatabase } from './database.ts'
import { createIdentities } from './identities.ts'
import { createJournalEntries } from './journal-entries.ts'
import { createJournalPages } from './journal-pages.ts'
import { createOperators } from './operators.ts'
import { createPreImages } from './pre-images.ts'
import { createProcedures } from './procedures.ts'
import { missingGuards } from './record-guards.ts'

export type RecordStore = ReturnType<typeof createRecordStore>

/** All repositories over the record: what was done, and who may do it. */
export function createRecordStore(db: WritableDatabase) {
  return {
    approvals: createApprovals(db),
    cases: createCases(db),
    checkpoints: createCheckpoints(db),
    cloudTrailImports: createCloudTrailImports(db),
    connections: createConnections(db),
    identities: createIdentities(db),
    journalEntries: createJournalEntries(db),
    journalPages: createJournalPages(db),
    missingGuards: () => missingGuards(db),
    operators: createOperators(db),
    preImages: createPreImages(db),
    procedures: createProcedures(db),
    /** Several writes as one: all of them or none. */
    transaction: <T>(work: () => T): T => db.transaction(work),
  }
}
