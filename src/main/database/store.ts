import { createAccountTable } from './account-table.ts'
import { createAttestations } from './attestations.ts'
import type { WritableDatabase } from './database.ts'
import { createExemptions } from './exemptions.ts'
import { createInventory } from './inventory.ts'
import { createLedger } from './ledger.ts'
import { createObservations } from './observations.ts'
import { createRequests } from './requests.ts'
import { createRefusedContacts } from './refused-contacts.ts'
import { createRuns } from './runs.ts'
import { createSavedFilters } from './saved-filters.ts'
import { createSealedSecrets } from './sealed-secrets.ts'
import { createSettingsStore } from './settings.ts'
import { createVerdicts } from './verdicts.ts'
import { createWrittenFiles } from './written-files.ts'

export type Store = ReturnType<typeof createStore>

const dayMs = 86_400_000

/** All repositories over one database. */
export function createStore(db: WritableDatabase) {
  const exemptions = createExemptions(db)
  const sqlite = db.prepare<[], { version: string }>('SELECT sqlite_version() AS version')
  const settings = createSettingsStore(db)
  let freshnessWindowMs = settings.get().freshnessDays * dayMs

  return {
    accountTable: createAccountTable(db),
    attestations: createAttestations(db),
    exemptions,
    inventory: createInventory(db),
    ledger: createLedger(db),
    observations: createObservations(db),
    requests: createRequests(db),
    refusedContacts: createRefusedContacts(db),
    runs: createRuns(db),
    savedFilters: createSavedFilters(db),
    sealedSecrets: createSealedSecrets(db),
    settings,
    verdicts: createVerdicts(db, exemptions),
    writtenFiles: createWrittenFiles(db),
    sqliteVersion: (): string => sqlite.get()?.version ?? '',
    /** Several writes as one: all of them or none. */
    transaction: <T>(work: () => T): T => db.transaction(work),
    /** How old an observation may be, in milliseconds. Asked for every account, so it is kept at hand. */
    freshnessWindowMs: (): number => freshnessWindowMs,
    reloadFreshnessWindow(): void {
      freshnessWindowMs = settings.get().freshnessDays * dayMs
    },
  }
}
