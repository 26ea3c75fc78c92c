import type { IpcMainInvokeEvent, WebContents } from 'electron'
import { describe, expect, it } from 'vitest'
import { succeed, type Outcome } from '../../shared/ipc/result.ts'
import { registerCalls } from './ipc-host.ts'

type Handler = (event: IpcMainInvokeEvent, input: unknown) => Promise<Outcome<unknown>>

function setUp() {
  const handlers = new Map<string, Handler>()
  const dispatched: [string, unknown][] = []
  const problems: string[] = []
  const window = {} as WebContents
  registerCalls({
    ipcMain: { handle: (channel, listener) => void handlers.set(channel, listener as Handler) },
    calls: ['session.about', 'runs.start'],
    window: () => window,
    dispatch: async (channel, input) => {
      dispatched.push([channel, input])
      return succeed('done')
    },
    log: { info: () => {}, problem: (_area, message) => `${problems.push(message)}` },
  })
  return { handlers, dispatched, problems, window }
}

function eventFrom(sender: WebContents, url: string, parent: unknown = null): IpcMainInvokeEvent {
  return { sender, senderFrame: { url, parent } } as IpcMainInvokeEvent
}

describe('calls from the window', () => {
  it('reach the dispatcher with their input', async () => {
    const { handlers, dispatched, window } = setUp()
    const answer = await handlers.get('runs.start')?.(eventFrom(window, 'app://rootkeep/'), {
      deep: true,
    })
    expect(answer).toEqual({ ok: true, value: 'done' })
    expect(dispatched).toEqual([['runs.start', { deep: true }]])
  })

  it('are registered for the contract and for nothing else', () => {
    expect([...setUp().handlers.keys()]).toEqual(['session.about', 'runs.start'])
  })

  it('of a foreign sender get an answer that says so, are logged, and reach nothing', async () => {
    const { handlers, dispatched, problems, window } = setUp()
    for (const event of [
      eventFrom(window, 'https://example.com/'),
      eventFrom(window, 'app://rootkeep/', {}),
      eventFrom({} as WebContents, 'app://rootkeep/'),
      { sender: window, senderFrame: null } as IpcMainInvokeEvent,
    ]) {
      const answer = await handlers.get('runs.start')?.(event, undefined)
      expect(answer).toMatchObject({ ok: false, error: { code: 'untrusted-sender' } })
    }
    expect(dispatched).toEqual([])
    expect(problems).toHaveLength(4)
  })
})
