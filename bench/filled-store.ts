import type { AccountId, OrganizationId } from '../src/shared/domain/accounts.ts'
import type { RootCredentials } from '../src/shared/domain/credentials.ts'
import type { Run } from '../src/shared/domain/runs.ts'
import { failureOf } from '../src/shared/domain/failure-catalogue.ts'
import { openDatabase } from '../src/main/database/database.ts'
import { unitNames, type ListedAccount } from '../src/main/database/inventory.ts'
import { createStore, type Store } from '../src/main/database/store.ts'

export const organizationId = 'o-bench00000' as OrganizationId

export type FilledStore = {
  readonly store: Store
  readonly file: string
  /** The accounts that an audit looks at. */
  readonly targets: readonly AccountId[]
  /** Keeps the listing of all accounts again at `at`, page by page, as a run does. */
  listAll(at: Date): void
  /** Looks at every target again at `at`, as an audit does that finds all unchanged. */
  auditAll(runId: string, at: Date): void
  /** Closes the database; the folder stays. */
  close(): void
}

const accountsAPage = 20
const looksAtOnce = 100

const nothing = {
  password: false,
  accessKeys: false,
  mfaDevices: false,
  signingCertificates: false,
}
const denied = failureOf('assume-root-denied', { awsCode: 'AccessDenied' })
const clean: RootCredentials = { present: nothing, details: null, detailsMissing: false }

/**
 * Makes a database in `folder` with so many accounts: one in nine with root credentials, one in fifty
 * unknown, one in sixty suspended, all of them looked at once.
 */
export function fillStore(folder: string, accounts: number, at: Date): FilledStore {
  const opened = openDatabase(folder, at)
  if (!opened.ok) throw new Error(opened.error.message)
  const store = createStore(opened.value.db)
  const accountIds = Array.from(
    { length: accounts },
    (_, index) => String(100_000_000_000 + index * 7919) as AccountId,
  )
  const units = Array.from({ length: 40 }, (_, index) => ({
    id: `ou-bnch-${String(index).padStart(8, '0')}`,
    name: `Unit ${index}`,
    parentId: 'r-bnch',
  }))
  store.inventory.saveOrganization({
    id: organizationId,
    managementAccountId: accountIds[0] as AccountId,
    featureSet: 'ALL',
    features: ['RootCredentialsManagement', 'RootSessions'],
    trustedAccess: true,
    describedAt: at.toISOString(),
  })
  store.inventory.saveUnits(organizationId, [
    { id: 'r-bnch', name: 'Root', parentId: null },
    ...units,
  ])
  const names = unitNames(store.inventory.units(organizationId))
  const listed = accountIds.map((id, index): ListedAccount => {
    const unit = units[index % units.length]?.id ?? 'r-bnch'
    return {
      id,
      name: `Workload ${index * 31}`,
      email: `aws+${id}@example.com`,
      state: index % 60 === 7 ? 'SUSPENDED' : 'ACTIVE',
      path: `${organizationId}/r-bnch/${unit}/${id}/`,
      parentId: unit,
      isManagement: index === 0,
      isDelegatedAdministrator: false,
      joinedMethod: 'CREATED',
      joinedAt: at.toISOString(),
    }
  })
  const targets = listed.flatMap(({ id, isManagement, state }, index) =>
    isManagement || state !== 'ACTIVE' ? [] : [{ id, index }],
  )

  const filled: FilledStore = {
    store,
    file: opened.value.file,
    targets: targets.map(({ id }) => id),
    listAll(when) {
      const instant = when.toISOString()
      for (const page of slicesOf(listed, accountsAPage)) {
        store.transaction(() => {
          store.inventory.saveAccounts(organizationId, page, names, instant)
          for (const { id } of page) {
            store.verdicts.refresh(organizationId, id, store.freshnessWindowMs(), instant)
          }
        })
      }
      store.inventory.endListing(organizationId, instant, instant)
    },
    auditAll(runId, when) {
      const instant = when.toISOString()
      for (const slice of slicesOf(targets, looksAtOnce)) {
        store.transaction(() => {
          for (const { id, index } of slice) {
            const about = { accountId: id, runId, at: instant }
            store.observations.record(organizationId, { ...about, ...lookAt(index) })
            store.verdicts.refresh(organizationId, id, store.freshnessWindowMs(), instant)
          }
        })
      }
    },
    close: () => opened.value.close(),
  }
  filled.listAll(at)
  filled.auditAll('run-0', at)
  return filled
}

function* slicesOf<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}

/** What is seen of the account with this number, the same at every look. */
function lookAt(index: number) {
  if (index % 50 === 3) return { failure: denied }
  if (index % 9 !== 1) return { credentials: clean }
  // Counted among those that hold something: the number itself leaves the same rest by three each time.
  const holder = Math.floor(index / 9)
  const createdAt = new Date(Date.UTC(2019, index % 72, 1 + (index % 27))).toISOString()
  const usedAt = new Date(Date.UTC(2025, index % 12, 1 + (index % 27))).toISOString()
  return {
    credentials: {
      present: {
        ...nothing,
        password: holder % 2 === 0,
        accessKeys: holder % 3 === 0,
        mfaDevices: true,
      },
      details: {
        userCreatedAt: createdAt,
        passwordCreatedAt: createdAt,
        passwordLastUsed: null,
        accessKeys: [
          {
            id: `AKIA${String(index).padStart(16, '0')}`,
            status: 'Active',
            createdAt,
            lastUsed: index % 2 === 0 ? null : { at: usedAt, service: 's3', region: 'eu-west-1' },
          },
        ],
        mfaDevices: [
          {
            serialNumber: `arn:aws:iam::${index}:mfa/root-account-mfa-device`,
            enabledAt: createdAt,
          },
        ],
        signingCertificates: [],
      },
      detailsMissing: false,
    } satisfies RootCredentials,
  }
}

/** The record of a run that completed, as it is kept for good. */
export function completedRun(id: string, at: Date): Run {
  const instant = at.toISOString()
  const count = { calls: 50_000, throttled: 0, failed: 0 }
  return {
    id,
    organizationId,
    state: 'completed',
    scope: { kind: 'organization' },
    deep: false,
    startedAt: instant,
    endedAt: instant,
    callerArn: 'arn:aws:sts::111122223333:assumed-role/RootkeepAuditor/operator@example.com',
    completeness: {
      inOrganization: 50_000,
      observed: 48_000,
      unknown: 1_000,
      stale: 0,
      notApplicable: 1_000,
    },
    nonCompliant: 5_000,
    calls: Object.fromEntries(
      [
        'organizations:ListAccounts',
        'sts:AssumeRoot',
        'iam:GetAccountSummary',
        'iam:GetUser',
        'iam:GetLoginProfile',
        'iam:ListAccessKeys',
        'iam:GetAccessKeyLastUsed',
        'iam:ListMFADevices',
        'iam:ListSigningCertificates',
      ].map((name) => [name, count]),
    ),
    failure: null,
  }
}
