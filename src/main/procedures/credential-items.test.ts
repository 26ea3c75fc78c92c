import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasAny, type CredentialDetails } from '../../shared/domain/credentials.ts'
import type { PlannedItem } from '../../shared/domain/plans.ts'
import { credentialKinds, type CredentialKind } from '../../shared/domain/procedures.ts'
import {
  credentialItems,
  differenceFrom,
  lastUseOf,
  presenceIn,
  remainingOf,
} from './credential-items.ts'
import { deletableKinds } from './credential-look.ts'

const accountId = '111122223333'
const instant = fc
  .integer({ min: Date.UTC(2015, 0), max: Date.UTC(2026, 0) })
  .map((ms) => new Date(ms).toISOString())
const perhaps = fc.option(instant, { nil: null })
const unique = <T>(item: fc.Arbitrary<T>, idOf: (one: T) => string, maxLength: number) =>
  fc.uniqueArray(item, { selector: idOf, maxLength })

const details: fc.Arbitrary<CredentialDetails> = fc.record({
  userCreatedAt: fc.constant(null),
  passwordCreatedAt: perhaps,
  passwordLastUsed: perhaps,
  accessKeys: unique(
    fc.record({
      id: fc.stringMatching(/^AKIA[A-Z0-9]{16}$/),
      status: fc.constantFrom('Active', 'Inactive'),
      createdAt: perhaps,
      lastUsed: fc.option(
        fc.record({ at: instant, service: fc.constant('s3'), region: fc.constant('eu-west-1') }),
        { nil: null },
      ),
    }),
    ({ id }) => id,
    2,
  ),
  mfaDevices: unique(
    fc.record({ serialNumber: fc.stringMatching(/^[A-Z0-9]{8}$/), enabledAt: perhaps }),
    ({ serialNumber }) => serialNumber,
    8,
  ),
  signingCertificates: unique(
    fc.record({
      id: fc.stringMatching(/^[A-Z0-9]{12}$/),
      status: fc.constant('Active'),
      uploadedAt: perhaps,
    }),
    ({ id }) => id,
    2,
  ),
})
const someKinds = fc.subarray([...credentialKinds], { minLength: 1 })

const planned = (seen: CredentialDetails, kinds?: readonly CredentialKind[]): PlannedItem[] =>
  credentialItems(accountId, seen, kinds).map((item) => ({ ...item, acknowledge: null }))

describe('the items of an account', () => {
  test('are all that it holds, each once, under an ID of its own', () => {
    fc.assert(
      fc.property(details, (seen) => {
        const items = planned(seen)
        expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
        expect(items.length > 0).toBe(hasAny(presenceIn(seen)))
        expect(items).toHaveLength(
          Number(seen.passwordCreatedAt !== null) +
            seen.accessKeys.length +
            seen.mfaDevices.length +
            seen.signingCertificates.length,
        )
      }),
    )
  })

  test('go keys, certificates, password, MFA devices, whatever is chosen', () => {
    fc.assert(
      fc.property(details, someKinds, (seen, kinds) => {
        const order = planned(seen, kinds).map(({ thing }) =>
          credentialKinds.indexOf(thing.kind as CredentialKind),
        )
        expect(order).toEqual(order.toSorted((a, b) => a - b))
        expect(planned(seen, kinds).every(({ thing }) => kinds.includes(thing.kind as never))).toBe(
          true,
        )
      }),
    )
  })

  test('never leave a password without its second factor', () => {
    fc.assert(
      fc.property(details, someKinds, (seen, kinds) => {
        const items = planned(seen, deletableKinds(kinds, seen))
        const kept = planned(seen).filter((item) => !items.some(({ id }) => id === item.id))
        const passwordStays = kept.some(({ thing }) => thing.kind === 'password')
        const deviceGoes = items.some(({ thing }) => thing.kind === 'mfa-device')
        expect(passwordStays && deviceGoes).toBe(false)
      }),
    )
  })
})

describe('the difference from the plan', () => {
  test('there is none where nothing came up, also where things are gone', () => {
    fc.assert(
      fc.property(details, fc.func(fc.boolean()), (seen, stays) => {
        const present = planned(seen).filter(({ id }) => stays(id))
        expect(differenceFrom(planned(seen), present)).toBeNull()
        expect(remainingOf(planned(seen), present)).toEqual(new Set(present.map(({ id }) => id)))
      }),
    )
  })

  test('whatever is there and not in the plan is one, and is named', () => {
    fc.assert(
      fc.property(details, fc.nat(), (seen, which) => {
        const present = planned(seen)
        const added = present[which % Math.max(1, present.length)]
        fc.pre(added !== undefined)
        const difference = differenceFrom(
          present.filter((item) => item !== added),
          present,
        )
        expect(difference).toContain('not in the plan')
      }),
    )
  })

  test('a use after the plan is one, an older one is none', () => {
    fc.assert(
      fc.property(details, instant, (seen, later) => {
        const before = planned(seen)
        const now = planned({
          ...seen,
          passwordLastUsed: later,
          accessKeys: seen.accessKeys.map((key) => ({
            ...key,
            lastUsed: { at: later, service: 'sts', region: 'us-east-1' },
          })),
        })
        const used = before.filter(({ thing }) => {
          const then = lastUseOf(thing)
          const dated = thing.kind === 'password' || thing.kind === 'access-key'
          return dated && (then === null || later > then)
        })
        expect(differenceFrom(before, now) === null).toBe(used.length === 0)
      }),
    )
  })

  test('a password that was set anew is another one: that of the plan is gone', () => {
    const seen: CredentialDetails = {
      userCreatedAt: null,
      passwordCreatedAt: '2020-01-01T00:00:00.000Z',
      passwordLastUsed: null,
      accessKeys: [],
      mfaDevices: [],
      signingCertificates: [],
    }
    const anew = planned({ ...seen, passwordCreatedAt: '2026-01-01T00:00:00.000Z' })
    expect(differenceFrom(planned(seen), anew)).toContain('set anew')
    expect(remainingOf(planned(seen), anew).size).toBe(0)
  })
})
