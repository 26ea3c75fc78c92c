import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { failureIn, valueOf } from '../../aws/testing/practice.ts'
import { startSignInTrial, type SignInTrial } from './testing/sign-in-trial.ts'

let trial: SignInTrial
beforeAll(async () => {
  trial = await startSignInTrial()
})
beforeEach(() => trial.reset())
afterAll(() => trial.close())

describe('signed in', () => {
  test('a token is renewed once for all who need it: before its end, and when AWS does not take it', async () => {
    const place = trial.place()
    valueOf(await trial.signIn(place))
    const ask = () => trial.center.accounts(place)
    const all = async () => (await Promise.all([ask(), ask(), ask()])).map(({ ok }) => ok)
    await trial.practice.control('POST', 'tokens/expire', {})
    expect(await all()).toEqual([true, true, true])
    expect(await trial.count('CreateToken')).toBe(2)
    await trial.pass(56 * 60_000)
    expect(await all()).toEqual([true, true, true])
    expect(await trial.count('CreateToken')).toBe(3)
    expect(await trial.count('ListAccounts')).toBe(9)
  })

  test('near its end a token is used on while it cannot be renewed, and not after', async () => {
    const place = trial.place()
    valueOf(await trial.signIn(place))
    const cut = [{ operation: 'CreateToken', probability: 1, reset: true }]
    await trial.practice.control('PUT', 'faults', cut)
    await trial.pass(56 * 60_000)
    expect((await trial.center.accounts(place)).ok).toBe(true)
    await trial.pass(5 * 60_000)
    expect(failureIn(await trial.center.accounts(place)).code).toBe('connection-lost')
    await trial.practice.control('PUT', 'faults', [])
    expect((await trial.center.accounts(place)).ok).toBe(true)
  })

  test('a sign-in that is over is forgotten, and says how it ended', async () => {
    const place = trial.place()
    const accountId = await trial.operatingAccount()
    for (const [end, code] of [
      [() => trial.practice.control('POST', 'tokens/revoke', {}), 'token-revoked'],
      // AWS renews the token, and takes none.
      [
        () => {
          const refused = { status: 401, code: 'UnauthorizedException' }
          const rules = [{ operation: 'ListAccounts', probability: 1, ...refused }]
          return trial.practice.control('PUT', 'faults', rules)
        },
        'token-revoked',
      ],
      // The sign-in lasts eight hours.
      [() => trial.pass(9 * 3_600_000), 'sign-in-needed'],
      [
        async () => {
          await trial.practice.control('POST', 'clients/expire')
          await trial.pass(3_600_000)
        },
        'sign-in-needed',
      ],
    ] as const) {
      await trial.reset()
      valueOf(await trial.signIn(place))
      const source = trial.center.credentials(place, accountId, 'RootAccess')
      await source()
      await end()
      expect(failureIn(await trial.center.accounts(place)).code).toBe(code)
      expect(trial.center.standing('kept-1').signedIn).toBe(false)
      // What was in memory is not handed out any more.
      await expect(source()).rejects.toMatchObject({
        name: 'CredentialsRefused',
        failure: { code: 'sign-in-needed' },
      })
    }
  })

  test('a role that is taken away is said to be, by name; other trouble passes or is told', async () => {
    const place = trial.place()
    valueOf(await trial.signIn(place))
    const accountId = await trial.operatingAccount()
    const source = trial.center.credentials(place, accountId, 'RootAccess')
    const busy = [{ operation: 'GetRoleCredentials', probability: 1, throttle: true }]
    await trial.practice.control('PUT', 'faults', busy)
    trial.person.meanwhile = (pause) =>
      pause === 2 ? trial.practice.control('PUT', 'faults', []) : undefined
    await source()
    expect(trial.person.pauses).toEqual([250, 500])

    await trial.practice.control('PUT', 'identity-center', { assignments: [] })
    await expect(source({ forceRefresh: true })).rejects.toMatchObject({
      failure: {
        code: 'role-not-assigned',
        message: `The role RootAccess is not assigned to you in account ${accountId}.`,
        awsCode: 'ForbiddenException',
      },
    })
    const roles = failureIn(await trial.center.roles(place, accountId))
    expect(roles.message).toContain(accountId)

    const nonsense = [{ operation: 'ListAccounts', probability: 1, garbage: true }]
    await trial.practice.control('PUT', 'faults', nonsense)
    expect(failureIn(await trial.center.accounts(place)).code).toBe('malformed-answer')
  })

  test('behind the lock nothing is handed out; another start URL or Region makes the sign-in void', async () => {
    const place = trial.place()
    valueOf(await trial.signIn(place))
    const source = trial.center.credentials(place, await trial.operatingAccount(), 'RootAccess')
    await source()
    trial.kept.lock(true)
    await expect(source()).rejects.toMatchObject({ failure: { code: 'locked' } })
    trial.kept.lock(false)
    await source()
    for (const change of [{ region: 'eu-west-1' }, { startUrl: `${trial.way.startUrl}/other` }]) {
      const elsewhere = failureIn(await trial.center.accounts(trial.place(change)))
      expect(elsewhere.code).toBe('sign-in-needed')
    }
  })

  test('signing out ends the sign-in at AWS; where AWS cannot be reached it is forgotten here, and said', async () => {
    const place = trial.place()
    valueOf(await trial.signIn(place))
    await trial.practice.control('POST', 'tokens/expire', {})
    valueOf(await trial.center.signOut(place))
    expect(trial.kept.held.size).toBe(0)
    expect(await trial.practice.control('POST', 'tokens/revoke', {})).toEqual({
      revokedSessions: 0,
    })
    valueOf(await trial.center.signOut(place))

    valueOf(await trial.signIn(place))
    const cut = [{ operation: 'Logout', probability: 1, reset: true }]
    await trial.practice.control('PUT', 'faults', cut)
    const failure = failureIn(await trial.center.signOut(place))
    expect(failure.message).toContain('forgotten on this computer')
    expect(failure.retryable).toBe(false)
    expect(trial.kept.held.size).toBe(0)

    await trial.practice.control('PUT', 'faults', [])
    for (const hinder of [
      () => trial.kept.lock(true),
      () => trial.place({ region: 'eu-west-1' }),
    ]) {
      trial.kept.lock(false)
      valueOf(await trial.signIn(place))
      const unended = await trial.center.signOut(hinder() ?? place)
      expect(failureIn(unended).message).toContain('not ended at AWS')
      expect(trial.kept.held.size).toBe(0)
    }
  })
})

test('SECURITY: no secret of a sign-in is in the log, a step, a failure or the ledger', async () => {
  const place = trial.place()
  const accountId = await trial.operatingAccount()
  const { written, exchanged, ledger } = trial
  const note = async (outcome: Promise<unknown>) => {
    written.push(await outcome.catch((error: unknown) => [String(error), error]))
  }

  for (const fault of [{ garbage: true }, { truncate: true }, { status: 400, code: 'Odd' }]) {
    const rule = { operation: 'CreateToken', probability: 1, ...fault }
    await trial.practice.control('PUT', 'faults', [rule])
    await note(trial.signIn(place))
  }
  await trial.practice.control('PUT', 'faults', [])
  trial.person.meanwhile = () => trial.device({ decision: 'allow', userName: 'sam.okafor' })
  await note(trial.begin(place, 'device').outcome)
  trial.person.meanwhile = () => {}
  await note(trial.signIn(place))
  const source = trial.center.credentials(place, accountId, 'RootAccess')
  await source()
  await trial.practice.control('POST', 'tokens/expire', {})
  await note(trial.center.accounts(place))
  await trial.practice.control('POST', 'tokens/revoke', {})
  await note(source({ forceRefresh: true }))
  await note(trial.center.signOut(place))

  const secrets = secretsIn(exchanged)
  expect([...secrets.keys()].toSorted()).toEqual([...secretFields].toSorted())
  const told = JSON.stringify([written, ledger])
  expect(told).toContain('CreateToken')
  expect(told).toContain('token-revoked')
  for (const [field, values] of secrets) {
    for (const value of values) {
      expect(told.includes(value), `${field} is told`).toBe(false)
    }
  }
})

/** `drawn`: state and verifier. */
const secretFields = [
  'accessToken',
  'refreshToken',
  'clientSecret',
  'code',
  'codeVerifier',
  'deviceCode',
  'drawn',
  'secretAccessKey',
  'sessionToken',
] as const

/** Every secret that went over the wire, by the name of its field. */
function secretsIn(texts: readonly string[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const text of texts) {
    for (const field of secretFields) {
      for (const [, value = ''] of text.matchAll(new RegExp(`"${field}":"([^"]+)"`, 'g'))) {
        found.set(field, (found.get(field) ?? new Set()).add(value))
      }
    }
  }
  return found
}
