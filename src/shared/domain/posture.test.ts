import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accountStates } from './accounts.ts'
import { hasAny, type RootCredentials } from './credentials.ts'
import type { Exemption } from './exemptions.ts'
import { failureOf } from './failure-catalogue.ts'
import { failureCodes } from './failure.ts'
import { findingKinds, findingsOf, severityOf } from './findings.ts'
import {
  completenessOf,
  describeCompleteness,
  isAuditable,
  postureOf,
  postures,
  type PostureInput,
} from './posture.ts'

const dayMs = 86_400_000
const now = '2026-11-22T12:00:00.000Z'
const daysAgo = (days: number) => new Date(Date.parse(now) - days * dayMs).toISOString()

const clean: RootCredentials = {
  present: { password: false, accessKeys: false, mfaDevices: false, signingCertificates: false },
  details: null,
  detailsMissing: false,
}
const withPassword: RootCredentials = { ...clean, present: { ...clean.present, password: true } }
const member = { isManagement: false, state: 'ACTIVE', leftAt: null } as const
const seen = (credentials: RootCredentials, lastSeenAt = daysAgo(1)) => ({
  firstSeenAt: daysAgo(30),
  lastSeenAt,
  runId: 'r',
  credentials,
})
const failed = { at: now, runId: 'r', failure: failureOf('throttled') }
const exemption = (change: Partial<Exemption> = {}): Exemption => ({
  id: 'x',
  accountId: '111122223333' as Exemption['accountId'],
  kinds: ['password-without-mfa'],
  owner: 'Ada',
  reason: 'migration',
  ticket: 'SEC-1',
  createdAt: daysAgo(10),
  expiresAt: daysAgo(-10),
  revokedAt: null,
  ...change,
})
const input = (change: Partial<PostureInput>): PostureInput => ({
  account: member,
  observation: seen(clean),
  failedAttempt: null,
  exemptions: [],
  freshnessWindowMs: 7 * dayMs,
  ...change,
})

describe('the posture of an account', () => {
  test.each([
    ['clean and fresh', {}, 'compliant'],
    ['with a password', { observation: seen(withPassword) }, 'non-compliant'],
    ['never looked at', { observation: null }, 'unknown'],
    ['clean yesterday, and today the look failed', { failedAttempt: failed }, 'unknown'],
    ['clean, but long ago', { observation: seen(clean, daysAgo(8)) }, 'stale'],
    ['with a password, long ago', { observation: seen(withPassword, daysAgo(8)) }, 'stale'],
    ['exactly as old as the window', { observation: seen(clean, daysAgo(7)) }, 'stale'],
    ['exempted', { observation: seen(withPassword), exemptions: [exemption()] }, 'exempt'],
    [
      'with an exemption that ended',
      { observation: seen(withPassword), exemptions: [exemption({ expiresAt: now })] },
      'non-compliant',
    ],
    [
      'with an exemption that was revoked',
      { observation: seen(withPassword), exemptions: [exemption({ revokedAt: now })] },
      'non-compliant',
    ],
    [
      'with an exemption for something else',
      { observation: seen(withPassword), exemptions: [exemption({ kinds: ['access-key'] })] },
      'non-compliant',
    ],
    ['the management account', { account: { ...member, isManagement: true } }, 'not-applicable'],
    ['suspended', { account: { ...member, state: 'SUSPENDED' } }, 'not-applicable'],
    ['closed', { account: { ...member, state: 'CLOSED' } }, 'not-applicable'],
    ['gone from the organization', { account: { ...member, leftAt: now } }, 'not-applicable'],
    [
      'in a state that this version does not know, never looked at',
      { account: { ...member, state: 'UNKNOWN' }, observation: null },
      'unknown',
    ],
  ] as [string, Partial<PostureInput>, string][])('%s is %s', (_, change, expected) => {
    expect(postureOf(input(change), now).posture).toBe(expected)
  })

  test('only a fresh, successful look at a clean account is ever compliant', () => {
    fc.assert(
      fc.property(anyInput(), (given) => {
        const { posture } = postureOf(given, now)
        if (posture !== 'compliant') return
        expect(given.failedAttempt).toBeNull()
        expect(given.observation).not.toBeNull()
        expect(given.observation && hasAny(given.observation.credentials.present)).toBe(false)
        expect(Date.parse(given.observation?.lastSeenAt ?? '')).toBeGreaterThan(
          Date.parse(now) - given.freshnessWindowMs,
        )
        expect(isAuditable(given.account.state)).toBe(true)
      }),
    )
  })

  test('an account whose audit fails is never counted as clean, whatever was seen before', () => {
    fc.assert(
      fc.property(anyInput(), (given) => {
        const { posture } = postureOf({ ...given, failedAttempt: failed }, now)
        expect(['unknown', 'not-applicable']).toContain(posture)
      }),
    )
  })

  test('the verdict holds until the instant it names, and is another or renewed after it', () => {
    fc.assert(
      fc.property(anyInput(), fc.double({ min: 0, max: 0.999, noNaN: true }), (given, part) => {
        const verdict = postureOf(given, now)
        const end =
          verdict.validUntil === null
            ? Date.parse(now) + 900 * dayMs
            : Date.parse(verdict.validUntil)
        const between = new Date(
          Date.parse(now) + Math.floor((end - Date.parse(now)) * part),
        ).toISOString()
        if (verdict.validUntil !== null && between >= verdict.validUntil) return
        expect(postureOf(given, between).posture).toBe(verdict.posture)
      }),
    )
  })
})

describe('findings', () => {
  test('are there exactly where something is present', () => {
    fc.assert(
      fc.property(anyCredentials(), (credentials) => {
        expect(findingsOf(credentials).length > 0).toBe(hasAny(credentials.present))
      }),
    )
  })

  test('name a password once, with or without MFA, and MFA alone only when nothing else is there', () => {
    fc.assert(
      fc.property(anyCredentials(), (credentials) => {
        const kinds = findingsOf(credentials).map((finding) => finding.kind)
        const { password, accessKeys, mfaDevices, signingCertificates } = credentials.present
        expect(kinds.includes('password')).toBe(password && mfaDevices)
        expect(kinds.includes('password-without-mfa')).toBe(password && !mfaDevices)
        expect(kinds.includes('access-key')).toBe(accessKeys)
        expect(kinds.includes('signing-certificate')).toBe(signingCertificates)
        expect(kinds.includes('residual-mfa')).toBe(
          mfaDevices && !password && !accessKeys && !signingCertificates,
        )
      }),
    )
  })

  test('have the severities of the design', () => {
    expect(severityOf).toEqual({
      'access-key': 'critical',
      'password-without-mfa': 'critical',
      password: 'high',
      'signing-certificate': 'high',
      'residual-mfa': 'low',
    })
  })
})

describe('completeness', () => {
  test('accounts for every member exactly once', () => {
    const counts = fc.record(
      Object.fromEntries(postures.map((posture) => [posture, fc.nat(50_000)])),
    )
    fc.assert(
      fc.property(counts, (given) => {
        const { inOrganization, observed, unknown, stale, notApplicable } = completenessOf(
          given as Record<(typeof postures)[number], number>,
        )
        expect(observed + unknown + stale + notApplicable).toBe(inOrganization)
      }),
    )
  })

  test('is said with what is missing', () => {
    expect(
      describeCompleteness({
        inOrganization: 220,
        observed: 212,
        unknown: 2,
        stale: 0,
        notApplicable: 6,
      }),
    ).toBe('observed 212 of 214, 2 unknown, 6 not applicable')
  })
})

test('every failure has a sentence and a way on', () => {
  for (const code of failureCodes) {
    const failure = failureOf(code)
    expect(failure.message).toMatch(/^[A-Z].*\.$/)
    expect(failure.remedy).toMatch(/^[A-Z].*\.$/)
  }
})

function anyCredentials(): fc.Arbitrary<RootCredentials> {
  return fc.record({
    present: fc.record({
      password: fc.boolean(),
      accessKeys: fc.boolean(),
      mfaDevices: fc.boolean(),
      signingCertificates: fc.boolean(),
    }),
    details: fc.constant(null),
    detailsMissing: fc.boolean(),
  })
}

function anyInput(): fc.Arbitrary<PostureInput> {
  const instant = fc.integer({ min: -400, max: 400 }).map((days) => daysAgo(days))
  return fc.record({
    account: fc.record({
      isManagement: fc.boolean(),
      state: fc.constantFrom(...accountStates),
      leftAt: fc.option(instant, { freq: 5 }),
    }),
    observation: fc.option(
      fc.record({
        firstSeenAt: instant,
        lastSeenAt: fc.integer({ min: 0, max: 20 }).map((days) => daysAgo(days)),
        runId: fc.constant('r'),
        credentials: anyCredentials(),
      }),
      { freq: 6 },
    ),
    failedAttempt: fc.option(fc.constant(failed), { freq: 3 }),
    exemptions: fc.array(
      fc.record({
        id: fc.uuid(),
        accountId: fc.constant('111122223333' as Exemption['accountId']),
        kinds: fc.subarray([...findingKinds], { minLength: 1 }),
        owner: fc.string(),
        reason: fc.string(),
        ticket: fc.string(),
        createdAt: instant,
        expiresAt: instant,
        revokedAt: fc.option(instant, { freq: 4 }),
      }),
      { maxLength: 4 },
    ),
    freshnessWindowMs: fc.integer({ min: 1, max: 30 }).map((days) => days * dayMs),
  })
}
