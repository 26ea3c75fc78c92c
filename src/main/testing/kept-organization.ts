import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AccountId, OrganizationId } from '../../shared/domain/accounts.ts'
import type { Presence, RootCredentials } from '../../shared/domain/credentials.ts'
import { openDatabase, type OpenDatabase } from '../database/database.ts'
import { unitNames, type ListedAccount, type ListedUnit } from '../database/inventory.ts'
import { createStore, type Store } from '../database/store.ts'
import { required } from './trial.ts'

export const organizationId = 'o-trial00000' as OrganizationId

/** A database of its own with an organization in it, for tests of what is kept. */
export type KeptOrganization = {
  readonly store: Store
  readonly opened: OpenDatabase
  close(): void
}

export const units: readonly ListedUnit[] = [
  { id: 'r-root', name: 'Root', parentId: null },
  { id: 'ou-root-workloads', name: 'Workloads', parentId: 'r-root' },
  { id: 'ou-root-prod0000', name: 'Prod', parentId: 'ou-root-workloads' },
  { id: 'ou-root-sandbox0', name: 'Sandbox', parentId: 'r-root' },
]

/** The ID of the account with this number. */
export function accountId(number: number): AccountId {
  return String(100_000_000_000 + number) as AccountId
}

/** An account as the listing carries it; number 0 is the management account. */
export function listed(number: number, change: Partial<ListedAccount> = {}): ListedAccount {
  const id = accountId(number)
  const parentId = units[number % units.length]?.id ?? 'r-root'
  return {
    id,
    name: `Account ${number}`,
    email: `aws+${number}@example.com`,
    state: 'ACTIVE',
    path: '',
    parentId,
    isManagement: number === 0,
    isDelegatedAdministrator: false,
    joinedMethod: 'CREATED',
    joinedAt: null,
    ...change,
  }
}

/** What a look sees of a root user that holds these kinds. */
export function holding(present: Partial<Presence> = {}): RootCredentials {
  return {
    present: {
      password: false,
      accessKeys: false,
      mfaDevices: false,
      signingCertificates: false,
      ...present,
    },
    details: null,
    detailsMissing: false,
  }
}

/** Keeps an organization with so many accounts, listed at `at`. */
export function keepOrganization(accounts: number, at: string): KeptOrganization {
  const folder = mkdtempSync(join(tmpdir(), 'rootkeep-kept-'))
  const opened = required(openDatabase(folder, new Date(at)))
  const store = createStore(opened.db)
  store.inventory.saveOrganization({
    id: organizationId,
    managementAccountId: accountId(0),
    featureSet: 'ALL',
    features: ['RootCredentialsManagement'],
    trustedAccess: true,
    describedAt: at,
  })
  store.inventory.saveUnits(organizationId, units)
  const members = Array.from({ length: accounts }, (_, number) => listed(number))
  store.inventory.saveAccounts(organizationId, members, unitNames(units), at)
  return {
    store,
    opened,
    close() {
      opened.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
