import { expect, test } from 'vitest'
import type { AccountId } from '../../shared/domain/accounts.ts'
import { publicEndpoints } from '../../shared/domain/connections.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { PortalAccount, SignInProgress } from '../../shared/domain/sign-in.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import { failureIn, valueOf } from '../aws/testing/practice.ts'
import { openDoor } from '../egress/open-door.ts'
import type { IdentityCenter, IdentityCenterWay } from './identity-ports.ts'
import { createSignInService, type RoleChoice } from './sign-in-service.ts'

const accountId = '111122223333' as AccountId
const choice: RoleChoice = { accountId, roleName: 'RootAccess' }
const now = '2026-11-23T10:00:00.000Z'
const way: IdentityCenterWay = {
  kind: 'identity-center',
  startUrl: 'https://d-1.awsapps.com/start',
  region: 'eu-west-1',
  ...choice,
}
const toChoose: Partial<IdentityCenterWay> = { accountId: null, roleName: null }

/** A service over an Identity Center whose person answers when the test says. */
function trial(change: Partial<IdentityCenterWay> = {}) {
  const seen: (SignInProgress | null)[] = []
  const done: string[] = []
  const world: {
    signedIn: boolean
    accounts: Outcome<PortalAccount[]>
    connected: Outcome<null>
    placed: Outcome<never> | null
    answer: (outcome: Outcome<null>) => void
  } = {
    signedIn: false,
    accounts: succeed([{ accountId, name: 'Security', email: 's@example.com' }]),
    connected: succeed(null),
    placed: null,
    answer() {},
  }
  const center: IdentityCenter = {
    signIn({ onStep, signal }) {
      onStep({ state: 'waiting', until: now, verification: null })
      return new Promise((resolve) => {
        world.answer = (outcome) => {
          onStep({ state: 'finishing' })
          resolve(outcome)
        }
        signal.addEventListener('abort', () => resolve(fail(failureOf('cancelled'))))
      })
    },
    openAgain: () => Promise.resolve(succeed(undefined)),
    accounts: () => Promise.resolve(world.accounts),
    roles: () => Promise.resolve(succeed(['RootAccess'])),
    credentials: () => () => Promise.reject(new Error('not asked here')),
    standing: () => ({ signedIn: world.signedIn, renewal: 'sign-in' }),
    signOut: () => Promise.resolve(succeed(null)),
  }
  const service = createSignInService({
    center,
    clock: { now: () => Date.parse(now), instant: () => now },
    log: { info() {}, problem: () => 'log-1' },
    connectionName: (id) => `Connection ${id}`,
    place(connectionId) {
      if (world.placed) return world.placed
      const settings = {
        partition: 'aws',
        signIn: way,
        endpoints: publicEndpoints,
        proxy: null,
        caBundle: null,
      } as const
      const deps = { settings, region: 'eu-west-1', signInRegions: [], proxyPassword: null }
      const silent = { ledger() {}, refused() {}, clock: () => 0 }
      const door = {
        ...valueOf(openDoor({ ...deps, ...silent })),
        close: () => done.push('closed'),
      }
      const { endpoints } = settings
      return succeed({ connectionId, way: { ...way, ...change }, endpoints, door })
    },
    connect(id) {
      done.push(`connect ${id}`)
      return Promise.resolve(world.connected)
    },
    keepChoice(id, { roleName }) {
      done.push(`keep ${id} ${roleName}`)
      return succeed(null)
    },
    useChoice: (id, { roleName }) => done.push(`use ${id} ${roleName}`),
    forget: (id) => done.push(`forget ${id}`),
    onChanged: (progress) => seen.push(progress),
  })
  return { service, world, seen, done, states: () => seen.map((shown) => shown?.state ?? null) }
}

test('a sign-in goes from its beginning to the connection, one at a time, and closes its door', async () => {
  const { service, world, seen, done, states } = trial()
  valueOf(service.begin('a', 'browser'))
  expect(seen[0]).toEqual({
    connectionId: 'a',
    connectionName: 'Connection a',
    means: 'browser',
    state: 'starting',
    startedAt: now,
    until: null,
    verification: null,
    failure: null,
  })
  expect(service.progress()).toMatchObject({ state: 'waiting', until: now })
  expect(failureIn(service.begin('b', 'device')).code).toBe('sign-in-under-way')
  world.answer(succeed(null))
  await service.settled()
  expect(states()).toEqual(['starting', 'waiting', 'finishing', null])
  expect(done).toEqual(['connect a', 'closed'])
})

test('a failure stays in sight until it is begun again or cleared away', async () => {
  const { service, world } = trial()
  valueOf(service.begin('a', 'browser'))
  world.answer(fail(failureOf('sign-in-denied')))
  await service.settled()
  expect(service.progress()).toMatchObject({
    state: 'failed',
    until: null,
    failure: { code: 'sign-in-denied' },
  })
  valueOf(service.begin('a', 'device'))
  expect(service.progress()).toMatchObject({ state: 'waiting', means: 'device', failure: null })
  service.cancel()
  expect(service.progress()).toBeNull()
  await service.settled()
  expect(service.progress()).toBeNull()
  valueOf(service.begin('a', 'device'))
  world.answer(fail(failureOf('sign-in-late')))
  await service.settled()
  service.cancel()
  expect(service.progress()).toBeNull()
})

test('where account and role are open the person chooses, for good or for now, and again where it is not theirs', async () => {
  const { service, world, done } = trial(toChoose)
  expect(failureIn(await service.choose(choice, false)).code).toBe('sign-in-needed')
  valueOf(service.begin('a', 'browser'))
  expect(failureIn(await service.accounts()).code).toBe('sign-in-needed')
  world.answer(succeed(null))
  await service.settled()
  expect(service.progress()?.state).toBe('choosing')
  expect(failureIn(service.begin('a', 'browser')).code).toBe('sign-in-under-way')
  expect(valueOf(await service.accounts())).toHaveLength(1)
  expect(valueOf(await service.roles(accountId))).toEqual(['RootAccess'])

  world.connected = fail(failureOf('role-not-assigned'))
  await service.choose(choice, false)
  expect(service.progress()).toMatchObject({
    state: 'choosing',
    failure: { code: 'role-not-assigned' },
  })
  world.connected = succeed(null)
  const twice = [service.choose(choice, true), service.choose(choice, true)]
  expect((await Promise.all(twice)).map(({ ok }) => ok)).toEqual([true, false])
  expect(service.progress()).toBeNull()
  expect(done).toEqual([
    'use a RootAccess',
    'connect a',
    'keep a RootAccess',
    'connect a',
    'closed',
  ])
})

test('a kept sign-in that AWS still accepts leads to the choice without a browser, a revoked one to the browser', async () => {
  const { service, world, states } = trial(toChoose)
  world.signedIn = true
  valueOf(service.begin('a', 'browser'))
  await service.settled()
  expect(states()).toEqual(['starting', 'choosing'])
  world.accounts = fail(failureOf('token-revoked'))
  expect(failureIn(await service.accounts()).code).toBe('token-revoked')
  expect(service.progress()).toMatchObject({ state: 'failed', failure: { code: 'token-revoked' } })
  valueOf(service.begin('a', 'browser'))
  await new Promise(setImmediate)
  expect(service.progress()?.state).toBe('waiting')
  await service.close()
})

test('signing out ends what is under way there, and forgets also where no door opens', async () => {
  const { service, world, done } = trial()
  valueOf(service.begin('a', 'browser'))
  valueOf(await service.signOut('a'))
  expect(service.progress()).toBeNull()
  expect(done).toEqual(['closed', 'closed'])
  world.placed = fail(failureOf('authority-unreadable'))
  expect(failureIn(await service.signOut('a')).code).toBe('authority-unreadable')
  expect(done.at(-1)).toBe('forget a')
  expect(failureIn(service.begin('a', 'browser')).code).toBe('authority-unreadable')
  expect(service.progress()).toBeNull()
})
