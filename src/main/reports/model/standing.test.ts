import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { isAuditable, isJudged, postureOf } from '../../../shared/domain/posture.ts'
import { readRunRecords } from '../../database/runs.ts'
import { unitNames } from '../../database/inventory.ts'
import {
  accountId,
  holding,
  keepOrganization,
  listed,
  organizationId,
  units,
} from '../../testing/kept-organization.ts'
import { readAccounts } from '../evidence/account-evidence-reader.ts'
import { lookProof } from './look-proof.ts'
import { standingAt } from './standing.ts'
import { change, day, someAccount, someRun, span } from '../testing/some-evidence.ts'

const noRuns = lookProof([], day(40))
const atDay = (evidence: Parameters<typeof standingAt>[0], number: number, runs = [someRun(40)]) =>
  standingAt(evidence, lookProof(runs, day(number)), day(number))

describe('what was known of an account at an instant', () => {
  test('is nothing before a listing named it', () => {
    const evidence = someAccount(1)
    evidence.account.firstSeenAt = day(5)
    expect(atDay(evidence, 4)).toBeNull()
    expect(atDay(evidence, 5)).not.toBeNull()
  })

  test('is what the listing said then: name, State, unit, and whether it was a member', () => {
    const {
      firstSeenAt: _,
      lastSeenAt: __,
      joinedMethod: ___,
      joinedAt: ____,
      id: _____,
      ...facts
    } = someAccount(1).account
    const evidence = someAccount(1, {
      past: [
        { ...facts, name: 'Old', until: day(3) },
        { ...facts, until: day(10) },
        { ...facts, leftAt: day(10), until: day(20) },
      ],
    })
    expect(atDay(evidence, 2)?.account).toMatchObject({ name: 'Old', leftAt: null })
    expect(atDay(evidence, 3)?.account).toMatchObject({ name: 'Account 1', leftAt: null })
    expect(atDay(evidence, 10)?.account.leftAt).toBe(day(10))
    expect(atDay(evidence, 19)?.account.leftAt).toBe(day(10))
    expect(atDay(evidence, 20)?.account.leftAt).toBeNull()
  })

  test('inside a span it was last looked at when that is proven, and not when it is likely', () => {
    const evidence = someAccount(1, { observations: [span(2, 30)] })
    const lastSeen = (runs: Parameters<typeof lookProof>[0]) =>
      standingAt(evidence, lookProof(runs, day(20)), day(20))?.observation?.lastSeenAt
    expect(lastSeen([])).toBe(day(2))
    expect(lastSeen([someRun(5), someRun(12)])).toBe(day(12))
    expect(lastSeen([someRun(12, { state: 'cancelled' })])).toBe(day(2))
    expect(lastSeen([someRun(12, { endedAt: day(21) })])).toBe(day(2))
    expect(lastSeen([someRun(25)])).toBe(day(2))
    const other = { kind: 'accounts' as const, accountIds: [accountId(2)] }
    const own = { kind: 'accounts' as const, accountIds: [accountId(1)] }
    expect(lastSeen([someRun(12, { scope: other })])).toBe(day(2))
    expect(lastSeen([someRun(12, { scope: own })])).toBe(day(12))
  })

  test('a run in which the look failed proves nothing, and the recovery from it does', () => {
    const evidence = someAccount(1, {
      observations: [span(2, 30)],
      failures: [
        { firstAt: day(12), lastAt: day(13), runId: 'run', failure: failureOf('throttled') },
      ],
      changes: [change(12, 'became-unknown'), change(14, 'known-again')],
    })
    const runs = [someRun(8), someRun(12), someRun(13)]
    expect(atDay(evidence, 11, runs)?.observation?.lastSeenAt).toBe(day(8))
    expect(atDay(evidence, 12, runs)?.failedAttempt).toMatchObject({ at: day(12) })
    expect(atDay(evidence, 13, runs)?.failedAttempt).toMatchObject({ at: day(13) })
    expect(atDay(evidence, 20, runs)).toMatchObject({
      failedAttempt: null,
      observation: { lastSeenAt: day(14) },
    })
  })

  test('a run while the account was suspended proves nothing', () => {
    const {
      firstSeenAt: _,
      lastSeenAt: __,
      joinedMethod: ___,
      joinedAt: ____,
      id: _____,
      ...facts
    } = someAccount(1).account
    const evidence = someAccount(1, {
      observations: [span(2, 30)],
      past: [
        { ...facts, until: day(10) },
        { ...facts, state: 'SUSPENDED', until: day(15) },
      ],
    })
    expect(atDay(evidence, 20, [someRun(6), someRun(12)])?.observation?.lastSeenAt).toBe(day(6))
  })

  test('of a failure that was repeated later only the code is told: the request was another', () => {
    const failure = failureOf('throttled', { requestId: 'the newest' })
    const evidence = someAccount(1, {
      failures: [{ firstAt: day(5), lastAt: day(9), runId: 'run', failure }],
    })
    expect(atDay(evidence, 9)?.failedAttempt?.failure.requestId).toBe('the newest')
    expect(atDay(evidence, 7)?.failedAttempt).toEqual({
      at: day(5),
      runId: 'run',
      failure: failureOf('throttled'),
    })
  })

  test('an exemption counts from its day on, and a revocation not before it came', () => {
    const evidence = someAccount(1, {
      exemptions: [
        {
          id: 'x',
          accountId: accountId(1),
          kinds: ['password-without-mfa'],
          owner: 'Ada',
          reason: 'migration',
          ticket: 'SEC-1',
          createdAt: day(5),
          expiresAt: day(25),
          revokedAt: day(15),
        },
      ],
    })
    expect(atDay(evidence, 4)?.exemptions).toEqual([])
    expect(atDay(evidence, 14)?.exemptions[0]?.revokedAt).toBeNull()
    expect(atDay(evidence, 15)?.exemptions[0]?.revokedAt).toBe(day(15))
  })

  test('after a clock was set back, a failed look is still the newest where it was noted last', () => {
    const evidence = someAccount(1, {
      observations: [span(20, 20)],
      failures: [{ firstAt: day(5), lastAt: day(5), runId: 'r', failure: failureOf('throttled') }],
      changes: [change(5, 'became-unknown')],
    })
    expect(standingAt(evidence, noRuns, day(30))?.failedAttempt).not.toBeNull()
  })
})

describe('compared with what the cache itself said at that time', () => {
  const windowMs = 7 * 86_400_000
  const step = fc.record({
    hours: fc.integer({ min: 3, max: 90 }),
    what: fc.oneof(
      { weight: 4, arbitrary: fc.constant('look' as const) },
      { weight: 3, arbitrary: fc.constant('run' as const) },
      fc.constantFrom('miss', 'list', 'leave', 'exempt', 'revoke'),
    ),
    /** What there is to see, to fail with, or to list. */
    choice: fc.integer({ min: 0, max: 2 }),
    fails: fc.boolean(),
  })
  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

  /** Plays the steps into a database of its own; gives the instant after the last. */
  function play(steps: readonly Step[]) {
    const kept = keepOrganization(2, day(1))
    const { store } = kept
    const id = accountId(1)
    let now = Date.parse(day(1))
    const instant = (minutes = 0) => new Date(now + minutes * 60_000).toISOString()
    const auditable = () => {
      const known = store.accountTable.get(organizationId, id)?.account
      return known !== undefined && known.leftAt === null && isAuditable(known.state)
    }
    const record = (at: string, { choice, fails }: Step) => {
      if (!auditable()) return
      const seen = [holding(), holding({ password: true }), holding({ accessKeys: true })][choice]
      const code = choice === 0 ? 'throttled' : 'denied-by-scp'
      store.observations.record(organizationId, {
        accountId: id,
        runId: 'r',
        at,
        ...(fails || !seen ? { failure: failureOf(code) } : { credentials: seen }),
      })
    }
    for (const [index, taken] of steps.entries()) {
      now += taken.hours * 3_600_000
      const { what, choice } = taken
      if (what === 'look') record(instant(), { ...taken, fails: false })
      if (what === 'miss') record(instant(), { ...taken, fails: true })
      if (what === 'run') {
        const accountIds = [accountId(choice === 2 ? 0 : 1)]
        const run = someRun(1, {
          id: `run-${index}`,
          startedAt: instant(),
          endedAt: instant(2),
          scope: choice === 0 ? { kind: 'organization' } : { kind: 'accounts', accountIds },
        })
        store.runs.begin(run, { pid: 1 })
        if (choice !== 2) record(instant(1), taken)
        now += 120_000
        store.runs.save(run, someRun(1).postures ?? never(), { pid: 1 }, instant())
      }
      if (what === 'list') {
        const change = choice === 0 ? {} : choice === 1 ? { name: 'New' } : suspended
        const accounts = [listed(0), listed(1, change)]
        for (const joined of store.inventory.saveAccounts(
          organizationId,
          accounts,
          unitNames(units),
          instant(),
        )) {
          store.observations.noteMembership(organizationId, joined, 'joined', 'r', instant())
        }
      }
      if (what === 'leave') {
        store.inventory.saveAccounts(organizationId, [listed(0)], unitNames(units), instant())
        store.inventory.endListing(organizationId, instant(), instant())
      }
      if (what === 'exempt') {
        store.exemptions.add(organizationId, {
          id: `x-${index}`,
          accountId: id,
          kinds: ['password-without-mfa', 'access-key'],
          owner: 'Ada',
          reason: 'migration',
          ticket: 'SEC-1',
          createdAt: instant(),
          expiresAt: instant(60 * 24 * 9),
          revokedAt: null,
        })
      }
      if (what === 'revoke') {
        for (const { id: exemption } of store.exemptions.ofAccount(organizationId, id)) {
          store.exemptions.revoke(organizationId, exemption, instant())
        }
      }
    }
    store.verdicts.refresh(organizationId, id, windowMs, instant())
    return { ...kept, at: instant() }
  }
  const suspended = { state: 'SUSPENDED' as const }

  test('it is the same, but never fresher: where a look is not proven, the account may be stale', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 14 }),
        fc.nat({ max: 13 }),
        (steps, cut) => {
          const then = play(steps.slice(0, cut + 1))
          const row = then.store.accountTable.get(organizationId, accountId(1))
          const seen = then.store.observations.history(organizationId, accountId(1), 1)[0] ?? null
          then.close()

          const whole = play(steps)
          const evidence = [...readAccounts(whole.opened.db, organizationId, true)][1]
          const runs = readRunRecords(whole.opened.db, organizationId)
          whole.close()
          if (!row || !evidence) throw new Error('the account was listed first')

          const standing = standingAt(evidence, lookProof(runs, then.at), then.at)
          if (!standing) throw new Error('the account was listed first')
          const { posture } = postureOf({ ...standing, freshnessWindowMs: windowMs }, then.at)
          const { name, state, leftAt } = row.account
          expect(standing.account).toMatchObject({ name, state, leftAt })
          expect(standing.observation?.credentials).toEqual(seen?.credentials)
          expect((standing.observation?.lastSeenAt ?? '') <= (seen?.lastSeenAt ?? '')).toBe(true)
          const present = cut >= steps.length - 1
          const mayBeStale = !present && isJudged(row.row.posture)
          const expected = mayBeStale && posture === 'stale' ? 'stale' : row.row.posture
          expect(posture).toBe(expected)
          if (present) expect(standing.observation).toEqual(seen)
        },
      ),
      { numRuns: 40 },
    )
  })
})

function never(): never {
  throw new Error('runs of this test have counts')
}
