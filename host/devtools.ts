import type { Readable, Writable } from 'node:stream'
// Types only: the package does not export them by name.
import type { Protocol } from '../node_modules/playwright-core/types/protocol.d.ts'

export type { Protocol }

type Commands = Protocol.CommandParameters
type Answers = Protocol.CommandReturnValues
type Events = Protocol.Events

/** One DevTools session: the browser itself, or one target in it. */
export type Session = {
  /** Empty for the browser's own session. */
  readonly id: string
  send<M extends keyof Commands & keyof Answers>(
    method: M,
    ...params: Commands[M] extends undefined ? [] : [params?: Commands[M]]
  ): Promise<Answers[M]>
  on<E extends keyof Events>(event: E, listener: (payload: Events[E]) => void): void
}

export type Devtools = {
  readonly browser: Session
  session(id: string): Session
  /** Resolves when the pipe has closed, which means that Chromium is gone. */
  readonly closed: Promise<void>
}

type Message = {
  id?: number
  sessionId?: string
  method?: string
  params?: unknown
  result?: unknown
  error?: { message: string }
}

/**
 * Speaks the DevTools protocol over the two ends of `--remote-debugging-pipe`: JSON messages that end
 * with a NUL. No port is opened, and Chromium ends when the pipe does.
 */
export function connectDevtools(input: Writable, output: Readable): Devtools {
  let lastId = 0
  let open = true
  const waiting = new Map<
    number,
    { method: string; resolve(value: unknown): void; reject(error: Error): void }
  >()
  const listeners = new Map<string, ((payload: never) => void)[]>()
  const closing = Promise.withResolvers<void>()

  function receive(message: Message): void {
    if (message.id === undefined) {
      const key = `${message.sessionId ?? ''} ${message.method}`
      for (const listener of listeners.get(key) ?? []) listener(message.params as never)
      return
    }
    const call = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.error) call?.reject(new Error(`${call.method}: ${message.error.message}`))
    else call?.resolve(message.result)
  }

  let pending: Buffer[] = []
  output.on('data', (chunk: Buffer) => {
    let start = 0
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      const text = Buffer.concat([...pending, chunk.subarray(start, end)]).toString('utf8')
      pending = []
      start = end + 1
      receive(JSON.parse(text) as Message)
    }
    if (start < chunk.length) pending.push(chunk.subarray(start))
  })

  function end(): void {
    if (!open) return
    open = false
    for (const { method, reject } of waiting.values()) {
      reject(new Error(`${method}: Chromium is gone`))
    }
    waiting.clear()
    closing.resolve()
  }
  output.on('close', end).on('error', end)
  input.on('close', end).on('error', end)

  function session(id: string): Session {
    return {
      id,
      send(method, ...[params]) {
        if (!open) return Promise.reject(new Error(`${method}: Chromium is gone`))
        lastId += 1
        const call = Promise.withResolvers<never>()
        waiting.set(lastId, { method, ...call })
        input.write(
          `${JSON.stringify({ id: lastId, method, params, ...(id && { sessionId: id }) })}\0`,
        )
        return call.promise
      },
      on(event, listener) {
        const key = `${id} ${event}`
        listeners.set(key, [...(listeners.get(key) ?? []), listener])
      },
    }
  }

  return { browser: session(''), session, closed: closing.promise }
}
