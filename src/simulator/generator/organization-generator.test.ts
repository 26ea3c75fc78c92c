import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accountDocument } from '../control/state-document.ts'
import type { Account, Unit } from '../organization.ts'
import { resolveOptions } from '../options.ts'
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
