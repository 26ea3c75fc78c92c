import { expect, test, vi } from 'vitest'
import { contract, type RootkeepContract } from '../../shared/ipc/contract.ts'
import type { Handlers } from '../../shared/ipc/derived.ts'
import { succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { View } from './bundle-viewer.ts'
import { callsOf } from '../guarded-handlers.ts'
import { whileViewing } from './viewing-handlers.ts'

type Handler = (input: unknown) => Outcome<unknown> | Promise<Outcome<unknown>>

/** Handlers of the workstation, of which each says who was called, behind a bundle whose reads say `bundle`. */
function guarded(isShown = true) {
  const called = vi.fn()
  const groups: Record<string, Record<string, Handler>> = {}
  for (const { group, name } of callsOf(contract)) {
    ;(groups[group] ??= {})[name] = (input) => {
      called(`${group}.${name}`, input)
      return succeed({ from: 'workstation', freshnessDays: 7 })
    }
  }
  const read = () => succeed({ from: 'bundle' })
  const view = {
    freshnessDays: 30,
    reads: {
      overview: { get: read },
      accounts: { page: read, ids: read, facets: read, detail: read, units: read, calls: read },
      filters: { list: read },
      runs: { list: read },
      exemptions: { list: read },
    },
  } as unknown as View
  const handlers = whileViewing(groups as unknown as Handlers<RootkeepContract>, () =>
    isShown ? view : null,
  ) as unknown as typeof groups
  const call = async (channel: string, input?: unknown): Promise<Outcome<unknown>> => {
    const [group = '', name = ''] = channel.split('.')
    return (await handlers[group]?.[name]?.(input)) ?? expect.fail(`${channel} is not there`)
  }
  return { call, called }
}

const channels = (kind: 'query' | 'command') =>
  callsOf(contract)
    .filter(({ call }) => call.kind === kind)
    .map(({ group, name }) => `${group}.${name}`)

async function answers(of: readonly string[]) {
  const { call } = guarded()
  const answered: Record<string, string[]> = { bundle: [], workstation: [], refused: [], null: [] }
  for (const channel of of) {
    // One that changes something of the organization, where it matters.
    const outcome = await call(channel, { region: 'eu-west-1' })
    const value = outcome.ok ? (outcome.value as { from: string } | null) : null
    const from = outcome.ok ? (value?.from ?? 'null') : 'refused'
    if (!outcome.ok) expect(outcome.error.code).toBe('bundle-shown')
    answered[from]?.push(channel)
  }
  return answered
}

test('SECURITY: while a bundle is shown, every command is refused but those about bundles and the program', async () => {
  const commands = channels('command')
  const { workstation, bundle, refused } = await answers(commands)
  expect(workstation).toEqual([
    'session.dismissNotice',
    'files.save',
    'bundles.open',
    'bundles.close',
    'bundles.compare',
    'lock.now',
    'lock.unlock',
    'lock.active',
    'lock.setPassphrase',
  ])
  expect(bundle).toEqual([])
  expect(refused).toHaveLength(commands.length - 9)
  expect(refused).toEqual(
    expect.arrayContaining(['procedures.confirm', 'runs.start', 'session.connect']),
  )
})

test('SECURITY: a command that is refused does not reach its handler', async () => {
  const { call, called } = guarded()
  for (const channel of channels('command')) {
    called.mockClear()
    const outcome = await call(channel, { region: 'eu-west-1' })
    expect(called.mock.calls.length, channel).toBe(outcome.ok ? 1 : 0)
  }
})

test('what is read is of the bundle, of the program, or refused: nothing of the connection shows through', async () => {
  const { workstation, bundle, refused, null: empty } = await answers(channels('query'))
  expect(bundle).toEqual([
    'overview.get',
    'accounts.page',
    'accounts.ids',
    'accounts.facets',
    'accounts.detail',
    'accounts.units',
    'accounts.calls',
    'filters.list',
    'runs.list',
    'exemptions.list',
  ])
  expect(workstation).toEqual([
    'session.snapshot',
    'session.about',
    'identity.get',
    'identity.operators',
    'bundles.viewed',
    'settings.get',
  ])
  expect(empty).toEqual(['runs.active'])
  expect(refused).toEqual(
    expect.arrayContaining(['procedures.list', 'cases.list', 'journal.page', 'reports.preview']),
  )
})

test('settings that are about the window alone may be changed, and freshness is that of the bundle', async () => {
  const { call, called } = guarded()
  const update = async (change: object) => {
    const outcome = await call('settings.update', change)
    return outcome.ok ? 'ok' : outcome.error.code
  }
  expect(await update({ theme: 'dark', plainKeys: false })).toBe('ok')
  expect(called).toHaveBeenCalledWith('settings.update', { theme: 'dark', plainKeys: false })
  expect(await update({ theme: 'dark', freshnessDays: 1 })).toBe('bundle-shown')
  expect(await call('settings.get')).toMatchObject({ value: { freshnessDays: 30 } })
})

test('without a bundle every call goes to the workstation with its input', async () => {
  const { call, called } = guarded(false)
  for (const channel of [...channels('query'), ...channels('command')]) {
    expect(await call(channel, { some: 'input' })).toMatchObject({ value: { from: 'workstation' } })
    expect(called).toHaveBeenLastCalledWith(channel, { some: 'input' })
  }
})
