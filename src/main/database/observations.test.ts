import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RootCredentials } from '../../shared/domain/credentials.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import {
  accountId,
  holding,
  keepOrganization,
  organizationId,
  type KeptOrganization,
} from '../testing/kept-organization.ts'
import { isSameSight } from './observations.ts'

const day = (number: number) => new Date(Date.UTC(2026, 0, 1 + number)).toISOString()

let kept: KeptOrganization
beforeEach(() => {
  kept = keepOrganization(3, day(0))
})
afterEach(() => kept.close())

function see(credentials: RootCredentials, at: string, number = 1): void {
  kept.store.observations.record(organizationId, {
    accountId: accountId(number),
    runId: at,
    at,
    credentials,
  })
}
function miss(at: string, code: 'throttled' | 'denied-by-scp' = 'throttled'): void {
  const failure = failureOf(code, { requestId: `request-${at}` })
  kept.store.observations.record(organizationId, {
    accountId: accountId(1),
    runId: at,
    at,
    failure,
  })
}
const rows = (table: 'observations' | 'failures') =>
  kept.opened.db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }
const history = () => kept.store.observations.history(organizationId, accountId(1), 100)

test('a year of equal looks is one row', () => {
  for (let number = 0; number < 365; number += 1) see(holding({ password: true }), day(number))
  expect(rows('observations').n).toBe(1)
  expect(history()[0]).toMatchObject({ firstSeenAt: day(0), lastSeenAt: day(364) })
})

test('every span is what its looks saw, and the spans follow each other', () => {
  const looks = fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(looks, (sequence) => {
      const own = keepOrganization(2, day(0))
      sequence.forEach(([password, accessKeys], number) => {
        own.store.observations.record(organizationId, {
          accountId: accountId(1),
          runId: 'r',
          at: day(number),
          credentials: holding({ password, accessKeys }),
        })
      })
      const spans = own.store.observations.history(organizationId, accountId(1), 100).toReversed()
      own.close()
      sequence.forEach(([password, accessKeys], number) => {
        const span = spans.find(
          ({ firstSeenAt, lastSeenAt }) => firstSeenAt <= day(number) && day(number) <= lastSeenAt,
        )
        expect(span?.credentials.present).toMatchObject({ password, accessKeys })
      })
      spans.forEach((span, index) => {
        const next = spans[index + 1]
        if (!next) return
        expect(span.lastSeenAt < next.firstSeenAt).toBe(true)
        expect(isSameSight(span.credentials, next.credentials)).toBe(false)
      })
    }),
    { numRuns: 25 },
  )
})

test('a failed look keeps what was seen before, and says why it failed', () => {
  see(holding(), day(0))
  miss(day(1))
  expect(history()).toHaveLength(1)
  expect(kept.store.observations.failedAttempt(organizationId, accountId(1))).toMatchObject({
    at: day(1),
    failure: { code: 'throttled', requestId: `request-${day(1)}` },
  })
  see(holding(), day(2))
  expect(kept.store.observations.failedAttempt(organizationId, accountId(1))).toBeNull()
})

test('failures with the same reason are one row, and a new reason is another', () => {
  for (let number = 0; number < 10; number += 1) miss(day(number))
  expect(rows('failures').n).toBe(1)
  miss(day(10), 'denied-by-scp')
  expect(rows('failures').n).toBe(2)
  see(holding(), day(11))
  miss(day(12), 'denied-by-scp')
  expect(rows('failures').n).toBe(3)
})

test('changes say what appeared, what was fixed, and what became unknown; the first look is none', () => {
  see(holding({ password: true }), day(0))
  see(holding({ accessKeys: true }), day(1))
  miss(day(2))
  see(holding({ accessKeys: true }), day(3))
  const { changes, total } = kept.store.observations.changesSince(organizationId, day(0), 50)
  expect(changes.map(({ kind, finding }) => [kind, finding]).toReversed()).toEqual([
    ['appeared', 'access-key'],
    ['fixed', 'password-without-mfa'],
    ['became-unknown', null],
    ['known-again', null],
  ])
  expect(total).toBe(4)
})

test('a quick look at a clean account does not contradict an earlier deep one', () => {
  const deep: RootCredentials = {
    ...holding(),
    details: {
      userCreatedAt: day(0),
      passwordCreatedAt: null,
      passwordLastUsed: null,
      accessKeys: [],
      mfaDevices: [],
      signingCertificates: [],
    },
  }
  see(deep, day(0))
  see(holding(), day(1))
  expect(history()).toHaveLength(1)
  expect(history()[0]?.credentials.details).not.toBeNull()
})

test('a resumed run leaves out what was seen or is denied for good, and repeats what may pass', () => {
  const record = kept.store.observations.record
  record(organizationId, {
    accountId: accountId(0),
    runId: 'run',
    at: day(1),
    credentials: holding(),
  })
  record(organizationId, {
    accountId: accountId(1),
    runId: 'run',
    at: day(1),
    failure: failureOf('denied-by-scp'),
  })
  record(organizationId, {
    accountId: accountId(2),
    runId: 'run',
    at: day(1),
    failure: failureOf('timed-out'),
  })
  expect(kept.store.observations.settledIn(organizationId, 'run')).toEqual(
    new Set([accountId(0), accountId(1)]),
  )
  expect(kept.store.observations.settledIn(organizationId, 'another')).toEqual(new Set())
})
