import { describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { command, nothing, push, query } from '../shared/ipc/channel.ts'
import { succeed } from '../shared/ipc/result.ts'
import { createDispatcher } from './dispatcher.ts'

const contract = {
  things: {
    get: query({ in: z.strictObject({ id: z.string().max(5) }), out: z.string() }),
    clear: command({ in: nothing, out: z.null() }),
    changed: push(z.string()),
  },
} as const

function dispatcher(get = vi.fn(({ id }: { id: string }) => succeed(id))) {
  const log = { info: vi.fn(), problem: vi.fn(() => 'log-1') }
  const handlers = { things: { get, clear: () => succeed(null) } }
  return { get, log, dispatch: createDispatcher(contract, handlers, log).dispatch }
}

describe('the dispatcher', () => {
  test('hands parsed input to the service and its answer back', async () => {
    const { dispatch, get } = dispatcher()
    expect(await dispatch('things.get', { id: 'a' })).toEqual({ ok: true, value: 'a' })
    expect(get).toHaveBeenCalledWith({ id: 'a' })
  })

  test.each([[undefined], [{ id: 'too long' }], [{ id: 'a', more: 1 }], [[]], ['a']])(
    'refuses %j without calling the service',
    async (input) => {
      const { dispatch, get } = dispatcher()
      expect(await dispatch('things.get', input)).toMatchObject({
        ok: false,
        error: { code: 'invalid-input' },
      })
      expect(get).not.toHaveBeenCalled()
    },
  )

  test.each(['things.changed', 'things.none', 'constructor', '__proto__.toString', ''])(
    'knows no call named %j',
    async (channel) => {
      expect(await dispatcher().dispatch(channel, undefined)).toMatchObject({
        ok: false,
        error: { code: 'internal' },
      })
    },
  )

  test('turns an exception into a failure with a log ID, and keeps its text out of the window', async () => {
    const { dispatch, log } = dispatcher(
      vi.fn(() => {
        throw new Error('secret detail')
      }),
    )
    const outcome = await dispatch('things.get', { id: 'a' })
    expect(outcome).toMatchObject({ ok: false, error: { code: 'internal', logId: 'log-1' } })
    expect(JSON.stringify(outcome)).not.toContain('secret detail')
    expect(log.problem).toHaveBeenCalledOnce()
  })
})
