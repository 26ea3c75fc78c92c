import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { failureIn, valueOf } from '../../aws/testing/practice.ts'
import { challengeOf } from './pkce.ts'
import { startSignInTrial, type SignInTrial } from './testing/sign-in-trial.ts'

let trial: SignInTrial
beforeAll(async () => {
  trial = await startSignInTrial()
})
beforeEach(() => trial.reset())
afterAll(() => trial.close())

describe('in the browser', () => {
  test('a person signs in as with the AWS CLI, and sees accounts, roles and credentials', async () => {
    const place = trial.place()
    const under = trial.begin(place)
    await under.waiting
    expect(under.steps).toEqual([
      { state: 'waiting', until: expect.any(String) as string, verification: null },
    ])
    const page = new URL(trial.person.pages[0] ?? '')
    expect(`${page.origin}${page.pathname}`).toBe(`${trial.endpoint}/authorize`)
    expect(Object.fromEntries(page.searchParams)).toEqual({
      response_type: 'code',
      client_id: expect.any(String) as string,
      redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/oauth\/callback$/) as string,
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge_method: 'S256',
      scopes: 'sso:account:access',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
    })
    expect(valueOf(await trial.center.openAgain())).toBeUndefined()
    expect(trial.person.pages).toEqual([page.href, page.href])

    const callback = await trial.answer('allow')
    const shown = await (await fetch(callback)).text()
    expect(shown).toContain('Return to Rootkeep')
    expect(valueOf(await under.outcome)).toBeNull()
    expect(under.steps.at(-1)).toEqual({ state: 'finishing' })
    await expect(fetch(callback)).rejects.toThrow('fetch failed')
    expect(failureIn(await trial.center.openAgain()).code).toBe('not-found')
    const sent = JSON.parse(trial.exchanged.findLast((text) => text.includes('codeVerifier')) ?? '')
    expect(sent.codeVerifier).toMatch(/^[A-Za-z0-9._~-]{64}$/)
    expect(challengeOf(sent.codeVerifier)).toBe(page.searchParams.get('code_challenge'))

    expect(trial.center.standing('kept-1')).toEqual({ signedIn: true, renewal: 'automatic' })
    const accountId = await trial.operatingAccount()
    const accounts = valueOf(await trial.center.accounts(place))
    expect(accounts.map((account) => account.accountId)).toContain(accountId)
    expect(valueOf(await trial.center.roles(place, accountId))).toContain('RootAccess')
    const source = trial.center.credentials(place, accountId, 'RootAccess')
    const [one, two] = await Promise.all([source(), source()])
    expect(one).toBe(two)
    expect(await source()).toBe(one)
    expect(one.expiration?.getTime()).toBeGreaterThan(trial.clock())
    expect(await trial.count('GetRoleCredentials')).toBe(1)
    await trial.pass(56 * 60_000)
    expect((await source()).accessKeyId).not.toBe(one.accessKeyId)

    expect(valueOf(await trial.signIn(place))).toBeNull()
    expect(await trial.count('RegisterClient')).toBe(1)
  })

  test('a person who may see more accounts than fit on a page sees all', async () => {
    const { accounts } = await trial.practice.state()
    const ids = accounts.filter(({ state }) => state === 'ACTIVE').map(({ id }) => id)
    expect(ids.length).toBeGreaterThan(100)
    await trial.practice.control('PUT', 'identity-center', {
      assignments: ids.map((accountId) => ({
        userName: 'theo.brandt',
        permissionSet: 'OrganizationReader',
        accountId,
      })),
    })
    const place = trial.place()
    valueOf(await trial.signIn(place, 'theo.brandt'))
    const seen = valueOf(await trial.center.accounts(place))
    expect(new Set(seen.map(({ accountId }) => accountId))).toEqual(new Set(ids))
  })

  test('what others send to the port does not end the sign-in; the right answer does', async () => {
    const under = trial.begin(trial.place())
    await under.waiting
    const callback = await trial.answer('allow')
    const wrong = new URL(callback)
    wrong.searchParams.set('state', 'another-tab')
    expect((await fetch(wrong)).status).toBe(400)
    expect((await fetch(wrong, { method: 'POST', body: 'garbage' })).status).toBe(405)
    expect((await fetch(callback)).status).toBe(200)
    expect((await under.outcome).ok).toBe(true)
  })

  test('each end has its own reason, and nothing is kept', async () => {
    const denied = trial.begin(trial.place())
    await denied.waiting
    expect(await (await fetch(await trial.answer('deny'))).text()).toContain('was denied')
    expect(failureIn(await denied.outcome).code).toBe('sign-in-denied')

    const late = trial.begin(trial.place())
    await late.waiting
    trial.giveUp()
    expect(failureIn(await late.outcome).code).toBe('sign-in-late')

    const cancelled = trial.begin(trial.place())
    await cancelled.waiting
    const callback = await trial.answer('allow')
    cancelled.cancel()
    expect(failureIn(await cancelled.outcome).code).toBe('cancelled')
    await expect(fetch(callback)).rejects.toThrow('fetch failed')

    const early = trial.begin(trial.place())
    early.cancel()
    expect(failureIn(await early.outcome).code).toBe('cancelled')

    trial.person.hasBrowser = false
    expect(failureIn(await trial.begin(trial.place()).outcome).code).toBe('browser-not-opened')

    trial.kept.lock(true)
    expect(failureIn(await trial.begin(trial.place()).outcome).code).toBe('locked')
    expect(trial.center.standing('kept-1')).toEqual({ signedIn: false, renewal: 'sign-in' })
  })

  test('a registration that AWS has forgotten is made anew after nobody could answer', async () => {
    valueOf(await trial.signIn(trial.place()))
    await trial.practice.control('POST', 'clients/expire')
    const stuck = trial.begin(trial.place())
    await stuck.waiting
    stuck.cancel()
    await stuck.outcome
    valueOf(await trial.signIn(trial.place()))
    expect(await trial.count('RegisterClient')).toBe(2)
  })

  test('a wrong start URL and a wrong Region are named', async () => {
    for (const change of [
      { startUrl: 'https://d-0000000000.awsapps.com/start' },
      // The simulator knows no other Region under its own name: it moves instead.
      {},
    ]) {
      if (Object.keys(change).length === 0) {
        await trial.practice.control('PUT', 'identity-center', { region: 'eu-north-1' })
      }
      const place = trial.place(change)
      for (const means of ['browser', 'device'] as const) {
        const { code, message, remedy } = failureIn(await trial.begin(place, means).outcome)
        expect(code).toBe('start-url-wrong')
        expect(message).toContain(place.way.region)
        expect(message).toContain(place.way.startUrl)
        expect(remedy).toContain('portal')
      }
    }
    expect(trial.person.pages).toEqual([])
  })
})

describe('with a device code', () => {
  test('silence, slow-downs and trouble on the way are ridden out, and the code works', async () => {
    const place = trial.place()
    trial.person.meanwhile = async (pause) => {
      if (pause === 2) await trial.device({ decision: 'slow-down' })
      const cut = [{ operation: 'CreateToken', probability: 1, reset: true }]
      await trial.practice.control('PUT', 'faults', pause === 4 ? cut : [])
      if (pause === 6) await trial.device({ decision: 'allow', userName: 'noa.lindqvist' })
    }
    const under = trial.begin(place, 'device')
    expect(valueOf(await under.outcome)).toBeNull()
    expect(trial.person.pauses).toEqual([5000, 5000, 10_000, 10_000, 10_000, 10_000])
    expect(under.steps).toEqual([
      {
        state: 'waiting',
        until: expect.any(String) as string,
        verification: {
          userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/) as string,
          url: `${trial.endpoint}/device`,
          urlWithCode: expect.stringContaining('?user_code=') as string,
        },
      },
      { state: 'finishing' },
    ])
    expect(trial.person.pages).toEqual([])
    const [account] = valueOf(await trial.center.accounts(place))
    expect(account?.accountId).toBe(await trial.operatingAccount())
  })

  test('denied, expired, cancelled and unanswered end with their reason', async () => {
    for (const [decide, code] of [
      [() => trial.device({ decision: 'deny' }), 'sign-in-denied'],
      [() => trial.device({ decision: 'expire' }), 'sign-in-late'],
      [() => trial.pass(600_000), 'sign-in-late'],
      // The network is gone, and stays so to the end.
      [
        async (pause: number) => {
          const cut = [{ operation: 'CreateToken', probability: 1, reset: true }]
          await trial.practice.control('PUT', 'faults', cut)
          if (pause === 2) await trial.pass(600_000)
        },
        'connection-lost',
      ],
    ] as const) {
      trial.person.meanwhile = decide
      expect(failureIn(await trial.begin(trial.place(), 'device').outcome).code).toBe(code)
      await trial.reset()
    }
    const under = trial.begin(trial.place(), 'device')
    trial.person.meanwhile = () => under.cancel()
    expect(failureIn(await under.outcome).code).toBe('cancelled')
  })

  test('a registration that AWS has forgotten is made anew at once', async () => {
    trial.person.meanwhile = () => trial.device({ decision: 'allow', userName: 'sam.okafor' })
    valueOf(await trial.begin(trial.place(), 'device').outcome)
    await trial.practice.control('POST', 'clients/expire')
    trial.person.meanwhile = async () => {
      const all = (await trial.practice.control('GET', 'devices')) as { userCode: string }[]
      const resource = `devices/${all.at(-1)?.userCode}`
      await trial.practice.control('POST', resource, { decision: 'allow', userName: 'sam.okafor' })
    }
    valueOf(await trial.begin(trial.place(), 'device').outcome)
    expect(await trial.count('RegisterClient')).toBe(2)
  })
})
