import { hash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accountDocument, scpDeniesRootSessions } from '../control/state-document.ts'
import type { Account, Unit } from '../organization.ts'
import { resolveOptions } from '../options.ts'
import { policyProblem } from '../services/resource-policy-check.ts'
import { generateOrganization } from './organization-generator.ts'

const REFERENCE = '2026-11-22T00:00:00Z'
const options = (accounts: number, seed: number) =>
  resolveOptions({ accounts, seed, referenceTime: REFERENCE })
const generate = (accounts: number, seed: number) => generateOrganization(options(accounts, seed))

function depthOf(unit: Unit): number {
  return unit.parent === null ? 0 : depthOf(unit.parent) + 1
}

function everyKindIn(accounts: readonly Account[], management: string): Record<string, boolean> {
  const active = accounts.filter(
    (account) => account.state === 'ACTIVE' && account.id !== management,
  )
  const some = (fits: (account: Account) => boolean) => active.some(fits)
  const locked = (policy: string | null) => {
    const statements =
      policy === null
        ? []
        : (JSON.parse(policy) as { Statement: { Sid: string; Effect: string }[] }).Statement
    return statements.some(
      ({ Sid, Effect }) => Effect === 'Deny' && Sid !== 'DenyInsecureTransport',
    )
  }
  return {
    clean: some(
      ({ root }) =>
        root.passwordSetAt === null &&
        root.accessKeys.length + root.mfaDevices.length + root.signingCertificates.length === 0,
    ),
    passwordWithMfa: some(({ root }) => root.passwordSetAt !== null && root.mfaDevices.length > 0),
    passwordWithoutMfa: some(
      ({ root }) => root.passwordSetAt !== null && root.mfaDevices.length === 0,
    ),
    unusedKey: some(({ root }) => root.accessKeys.some((key) => key.lastUsed === null)),
    keyUsedYesterday: some(({ root }) =>
      root.accessKeys.some(
        (key) => key.lastUsed !== null && Date.parse(REFERENCE) - key.lastUsed.at === 86_400_000,
      ),
    ),
    oldKey: some(({ root }) =>
      root.accessKeys.some((key) => Date.parse(REFERENCE) - key.createdAt > 365 * 86_400_000),
    ),
    twoKeys: some(({ root }) => root.accessKeys.length === 2),
    certificate: some(({ root }) => root.signingCertificates.length > 0),
    residualMfa: some(
      ({ root }) =>
        root.passwordSetAt === null && root.accessKeys.length === 0 && root.mfaDevices.length > 0,
    ),
    suspended: accounts.some(({ state }) => state === 'SUSPENDED'),
    closed: accounts.some(({ state }) => state === 'CLOSED'),
    pendingClosure: accounts.some(({ state }) => state === 'PENDING_CLOSURE'),
    assumeRootDenied: some((account) => account.assumeRootDenied),
    lockedBucket: some(({ buckets }) => buckets.some(({ policy }) => locked(policy))),
    lockedQueue: some(({ queues }) => queues.some(({ policy }) => locked(policy))),
  }
}

describe('an organization of any size and seed', () => {
  test('is sound: IDs, addresses and bucket names are unique, the tree holds everybody, credentials keep their quotas', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(), (size, seed) => {
        const { organization, delegatedAdministratorId } = generate(size, seed)
        const { accounts, units } = organization
        const unique = (values: readonly string[]) =>
          expect(new Set(values).size).toBe(values.length)
        expect(accounts).toHaveLength(size)
        unique(accounts.map(({ id }) => id))
        unique(accounts.map(({ email }) => email.toLowerCase()))
        unique(accounts.flatMap(({ buckets }) => buckets.map(({ name }) => name)))
        expect(accounts.some(({ id }) => id === organization.managementAccountId)).toBe(true)
        expect(delegatedAdministratorId === null).toBe(size === 1)
        expect([...units.values()].flatMap((unit) => unit.accounts)).toHaveLength(size)
        for (const account of accounts) {
          expect(account.id).toMatch(/^[1-9]\d{11}$/)
          expect(account.email).toMatch(/^[^\s@]{1,50}@[a-z]+\.example$/)
          expect(account.email.length).toBeLessThanOrEqual(64)
          expect(account.name.length).toBeLessThanOrEqual(50)
          expect(units.get(account.unit.id)).toBe(account.unit)
          expect(account.root.accessKeys.length).toBeLessThanOrEqual(2)
          expect(account.root.signingCertificates.length).toBeLessThanOrEqual(2)
          expect(account.root.mfaDevices.length).toBeLessThanOrEqual(8)
          for (const queue of account.queues) expect(queue.name).toMatch(/^[\w-]{1,80}$/)
          for (const bucket of account.buckets) expect(bucket.name).toMatch(/^[a-z0-9-]{3,63}$/)
        }
        for (const unit of units.values()) {
          expect(depthOf(unit)).toBeLessThanOrEqual(5)
          expect(unit.parent === null || unit.parent.children.includes(unit)).toBe(true)
          unique(unit.children.map(({ name }) => name))
        }
      }),
      { numRuns: 60 },
    )
  })

  test('no date lies in the future or before the account existed', () => {
    const { organization } = generate(600, 3)
    const now = Date.parse(REFERENCE)
    for (const { id, root, joinedAt } of organization.accounts) {
      if (id === organization.managementAccountId) continue
      const dates = [
        root.passwordSetAt,
        root.passwordLastUsed,
        ...root.accessKeys.flatMap((key) => [key.createdAt, key.lastUsed?.at ?? null]),
        ...root.mfaDevices.map(({ enabledAt }) => enabledAt),
        ...root.signingCertificates.map(({ uploadedAt }) => uploadedAt),
      ]
      for (const date of dates) {
        if (date === null) continue
        expect(date).toBeGreaterThanOrEqual(joinedAt)
        expect(date).toBeLessThan(now)
      }
      for (const key of root.accessKeys) {
        expect(key.lastUsed?.at ?? now).toBeGreaterThanOrEqual(key.createdAt)
      }
    }
  })
})

test('the same seed, size and reference time give the same organization, another seed another one', () => {
  const picture = (seed: number) => {
    const { organization } = generate(214, seed)
    return JSON.stringify(
      organization.accounts.map((account) => accountDocument(organization, account)),
    )
  }
  expect(picture(7)).toBe(picture(7))
  expect(picture(8)).not.toBe(picture(7))
})

test('from thirty accounts on, every kind of account is there', () => {
  fc.assert(
    fc.property(fc.integer({ min: 30, max: 60 }), fc.nat(), (size, seed) => {
      const { organization } = generate(size, seed)
      const kinds = everyKindIn(organization.accounts, organization.managementAccountId)
      expect(Object.entries(kinds).filter(([, there]) => !there)).toEqual([])
      const documents = organization.accounts.map((account) =>
        accountDocument(organization, account),
      )
      expect(
        documents.some((account) => account.state === 'ACTIVE' && account.scpDeniesRootSessions),
      ).toBe(true)
    }),
    { numRuns: 40 },
  )
})

interface Statement {
  readonly Sid: string
  readonly Effect: string
}

const statementsOf = (policy: string | null): readonly Statement[] =>
  policy === null ? [] : (JSON.parse(policy) as { Statement: Statement[] }).Statement

describe('from thirty accounts on, unlocking can be practised', () => {
  const BUCKET_LOCKS = [
    'DenyAll',
    'OnlyFromOurEndpoint',
    'OnlyOurNetwork',
    'OnlyBackupRole',
    'DenyEverybodyElse',
    'OnlyOurOrganization',
    'PolicyIsFinal',
  ]
  const QUEUE_LOCKS = ['DenyAll', 'OnlyFromTopic', 'OnlyFromOurEndpoint', 'OnlySettlementService']

  test('on every kind of lock, in many Regions and several accounts that let a root session in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 80 }), fc.nat(), (size, seed) => {
        const { organization } = generate(size, seed)
        const open = organization.accounts
          .filter(({ state, assumeRootDenied }) => state === 'ACTIVE' && !assumeRootDenied)
          .filter((account) => !scpDeniesRootSessions(organization, account))
        const locked = (resources: 'buckets' | 'queues', locks: readonly string[]) =>
          open.flatMap((account) =>
            account[resources].flatMap(({ region, policy }) =>
              statementsOf(policy)
                .filter(({ Sid }) => locks.includes(Sid))
                .map(({ Sid }) => ({ Sid, region, account: account.id })),
            ),
          )
        for (const [found, locks] of [
          [locked('buckets', BUCKET_LOCKS), BUCKET_LOCKS],
          [locked('queues', QUEUE_LOCKS), QUEUE_LOCKS],
        ] as const) {
          expect(new Set(found.map(({ Sid }) => Sid))).toEqual(new Set(locks))
          expect(new Set(found.map(({ region }) => region)).size).toBeGreaterThanOrEqual(4)
          expect(new Set(found.map(({ account }) => account)).size).toBeGreaterThanOrEqual(3)
        }
      }),
      { numRuns: 30 },
    )
  })

  const policies = () =>
    generate(30, 7).organization.accounts.flatMap(({ buckets }) =>
      buckets.map(({ policy }) => policy),
    )

  test('on one statement that locks among six that do not', () => {
    const policy = policies().find((text) => text?.includes('OnlyOurOrganization')) ?? ''
    expect(statementsOf(policy).map(({ Sid }) => Sid)).toEqual([
      'DenyInsecureTransport',
      'AWSCloudTrailWrite',
      'DenyUnencryptedUploads',
      'OnlyOurOrganization',
      'AuditorsRead',
      'VersionsOnlyWithMfa',
      'LoadBalancerLogs',
    ])
  })

  test('on a policy that does not survive being parsed and written again', () => {
    const policy = policies().find((text) => text?.includes('"2008-10-17"')) ?? ''
    expect(statementsOf(policy).map(({ Sid }) => Sid)).toEqual(['Stmt1', 'Stmt1'])
    expect(policy).toMatch('東京')
    expect(policy).toContain(String.raw`Grö\u00dfe`)
    expect(JSON.stringify(JSON.parse(policy), null, '\t')).not.toBe(policy)
  })

  test('on one that only looks like a lock', () => {
    expect(
      policies().some((text) => {
        const statements = statementsOf(text)
        return statements.length === 1 && statements[0]?.Sid === 'DenyInsecureTransport'
      }),
    ).toBe(true)
  })

  test('and every policy is one that AWS takes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), (size, seed) => {
        for (const { id, buckets, queues } of generate(size, seed).organization.accounts) {
          for (const { name, policy } of buckets) {
            const bucket = `arn:aws:s3:::${name}`
            expect(
              policy === null ? null : policyProblem(policy, [bucket, `${bucket}/`]),
            ).toBeNull()
            expect(Buffer.byteLength(policy ?? '')).toBeLessThanOrEqual(20_480)
          }
          for (const { name, region, policy } of queues) {
            const queue = `arn:aws:sqs:${region}:${id}:${name}`
            expect(policy === null ? null : policyProblem(policy, [queue])).toBeNull()
          }
        }
      }),
      { numRuns: 15 },
    )
  })
})

test('a seed gives the accounts that it always gave', () => {
  const { organization } = generate(214, 7)
  const accounts = organization.accounts.map((account) => {
    const { buckets: _buckets, queues: _queues, ...rest } = accountDocument(organization, account)
    return rest
  })
  expect(hash('sha256', JSON.stringify(accounts))).toBe(
    '4d74105d85c3a5f87f555340f9aff85efee5f508eb2fb0c93973b40f1f97dd89',
  )
})

test('most accounts of the default organization are clean, and some are not', () => {
  const { organization } = generate(214, 7)
  const clean = organization.accounts.filter(
    ({ root }) =>
      root.passwordSetAt === null &&
      root.accessKeys.length + root.mfaDevices.length + root.signingCertificates.length === 0,
  )
  expect(clean.length / 214).toBeGreaterThan(0.55)
  expect(clean.length / 214).toBeLessThan(0.8)
})

test('the tree of a large organization is deep, and within AWS quotas', () => {
  const { organization } = generate(2000, 1)
  const units = [...organization.units.values()]
  expect(Math.max(...units.map(depthOf))).toBe(5)
  expect(units.length).toBeLessThanOrEqual(2000)
})

test('the largest organization is drawn in a moment', { timeout: 20_000 }, () => {
  expect(generate(50_000, 1).organization.accountsById.size).toBe(50_000)
})
