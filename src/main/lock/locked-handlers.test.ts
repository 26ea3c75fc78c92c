import { expect, test, vi } from 'vitest'
import { contract, type RootkeepContract } from '../../shared/ipc/contract.ts'
import type { Handlers } from '../../shared/ipc/derived.ts'
import { succeed } from '../../shared/ipc/result.ts'
import { callsOf, type AnyHandlers, type Handler } from '../guarded-handlers.ts'
import { mayBePushed, whileLocked } from './locked-handlers.ts'

function guarded(locked: boolean) {
  const called = vi.fn()
  const active = vi.fn()
  const lock = { locked, isLocked: () => lock.locked, active }
  const groups: Record<string, Record<string, Handler>> = {}
  for (const { group, name } of callsOf(contract)) {
    ;(groups[group] ??= {})[name] = () => {
      called(`${group}.${name}`)
      return succeed('data')
    }
  }
  const handlers = whileLocked(groups as unknown as Handlers<RootkeepContract>, lock)
  return { handlers: handlers as unknown as AnyHandlers, called, active, lock, groups }
}

test('SECURITY: a locked workstation answers what a locked window needs, and refuses all else before it runs', async () => {
  const { handlers, called } = guarded(true)
  const answered: string[] = []
  for (const { group, name } of callsOf(contract)) {
    const outcome = await handlers[group]?.[name]?.({})
    if (outcome?.ok) answered.push(`${group}.${name}`)
    else expect(outcome?.ok === false && outcome.error.code).toBe('locked')
  }
  expect(answered.toSorted()).toEqual([
    'lock.active',
    'lock.now',
    'lock.unlock',
    'session.about',
    'session.snapshot',
    'settings.get',
  ])
  expect(called.mock.calls).toEqual(answered.map((channel) => [channel]))
  expect(mayBePushed('session.changed')).toBe(true)
  for (const push of ['data.changed', 'procedures.changed', 'runs.progress', 'readiness.changed']) {
    expect(mayBePushed(push)).toBe(false)
  }
})

test('SECURITY: what was asked before the lock went on is not answered after', async () => {
  const { handlers, lock, groups } = guarded(false)
  groups['accounts'] = {
    ...groups['accounts'],
    async page() {
      lock.locked = true
      return succeed('data')
    },
  }
  const late = whileLocked(groups as unknown as Handlers<RootkeepContract>, lock)
  const outcome = await (late as unknown as AnyHandlers)['accounts']?.['page']?.({})
  expect(outcome?.ok).toBe(false)
  expect(handlers).toBeDefined()
})

test('who commands is there; what the window reads by itself is nobody', async () => {
  const { handlers, active } = guarded(false)
  await handlers['overview']?.['get']?.(undefined)
  expect(active).not.toHaveBeenCalled()
  await handlers['runs']?.['start']?.({})
  expect(active).toHaveBeenCalledTimes(1)
})
