import { decode, encode } from './clone.ts'

/**
 * The two scripts that run in the page before any script of the page.
 *
 * The preload runs in an isolated world: it shares the DOM with the page and nothing else, so no page
 * script can reach its variables, its `require` or the binding to main. `contextBridge` crosses between the
 * two worlds over a port that both hold and nobody else can name: it is handed over once, before the page
 * has run a line, and everything on it is structured-cloned by Chromium because the worlds differ.
 */

export const worldName = 'Rootkeep Preload'
export const bindingName = '__rootkeepSend'
export const receiverName = '__rootkeepReceive'

/** The script of the isolated world: Electron's `require('electron')` for a preload, then the preload. */
export function isolatedWorldScript(preload: string, handshake: string): string {
  return `(() => {
if (window !== window.top) return
const encode = ${encode.toString()}
const decode = ${decode.toString()}
const bridgeEnd = ${bridgeEnd.toString()}
const electron = (${preloadElectron.toString()})(${JSON.stringify({ handshake, bindingName, receiverName })}, encode, decode, bridgeEnd)
const require = (name) => {
  if (name === 'electron' || name === 'electron/renderer') return electron
  throw new Error('module not found: ' + name)
}
const module = { exports: {} }
;(function (require, module, exports) {
${preload}
})(require, module, module.exports)
})()`
}

/** The script of the page's own world: receives what the preload exposes, then forgets how. */
export function mainWorldScript(handshake: string): string {
  return `(() => {
if (window !== window.top) return
;(${receiveExposed.toString()})(${JSON.stringify(handshake)}, ${bridgeEnd.toString()})
})()`
}

/** The little of the DOM that the scripts below use; this project's main has no DOM types. */
type PageEvent = { readonly detail: unknown; readonly ports: readonly PageTarget[] }
type PageTarget = {
  addEventListener(
    type: string,
    listener: (event: PageEvent) => void,
    options?: { once: boolean },
  ): void
  dispatchEvent(event: PageEvent): boolean
}
type PageWorld = PageTarget & {
  CustomEvent: new (type: string, init: { detail: unknown }) => PageEvent
  MessageEvent: new (type: string, init: { ports: PageTarget[] }) => PageEvent
  MessageChannel: new () => { port1: PageTarget }
}
type Reference = { path: string[]; kind: 'function' | 'promise'; id: number }
type Packed = { data: unknown; references: Reference[] }
type BridgeEnd = { pack(value: unknown): Packed; unpack(packed: Packed): unknown }

/**
 * One end of the bridge; the same code in both worlds. Data is copied. Functions and promises stay where
 * they are: the other world gets a proxy. A call runs synchronously, as Electron's does. Self-contained.
 */
function bridgeEnd(port: PageTarget, own: string, peer: string): BridgeEnd {
  const { CustomEvent } = globalThis as unknown as PageWorld
  // Bound now: a page that later replaces the prototype's method must not be handed the port.
  const dispatch = port.dispatchEvent.bind(port)
  const functions = new Map<number, (...args: unknown[]) => unknown>()
  const ids = new Map<unknown, number>()
  const promises = new Map<
    number,
    { resolve(value: unknown): void; reject(reason: unknown): void }
  >()
  const answers = new Map<number, { ok: boolean; value: Packed }>()
  let lastId = 0

  function post(detail: unknown): void {
    dispatch(new CustomEvent(peer, { detail }))
  }

  function pack(value: unknown): Packed {
    const references: Reference[] = []
    const copies = new Map<unknown, unknown>()
    function copy(item: unknown, path: string[]): unknown {
      if (typeof item === 'function') {
        let id = ids.get(item)
        if (id === undefined) {
          id = lastId += 1
          ids.set(item, id)
          functions.set(id, item as (...args: unknown[]) => unknown)
        }
        references.push({ path, kind: 'function', id })
        return undefined
      }
      if (typeof item !== 'object' || item === null) return item
      if (copies.has(item)) return copies.get(item)
      if (item instanceof Promise) {
        const id = (lastId += 1)
        item.then(
          (result) => post({ op: 'settle', id, ok: true, value: pack(result) }),
          (reason: unknown) => post({ op: 'settle', id, ok: false, value: pack(reason) }),
        )
        references.push({ path, kind: 'promise', id })
        return undefined
      }
      if (Array.isArray(item)) {
        const list: unknown[] = []
        copies.set(item, list)
        for (let i = 0; i < item.length; i += 1) list[i] = copy(item[i], [...path, String(i)])
        return list
      }
      const prototype: unknown = Object.getPrototypeOf(item)
      if (prototype !== Object.prototype && prototype !== null) return item
      const object: Record<string, unknown> = {}
      copies.set(item, object)
      for (const key of Object.keys(item)) {
        const inner = copy((item as Record<string, unknown>)[key], [...path, key])
        Object.defineProperty(object, key, {
          value: inner,
          enumerable: true,
          configurable: true,
          writable: true,
        })
      }
      return object
    }
    // Throws DataCloneError here, in the sender's world, where something cannot be cloned.
    return structuredClone({ data: copy(value, []), references })
  }

  function unpack({ data, references }: Packed): unknown {
    const root = { data }
    for (const { path, kind, id } of references) {
      let holder: Record<string, unknown> = root
      let key = 'data'
      for (const step of path) {
        holder = holder[key] as Record<string, unknown>
        key = step
      }
      holder[key] =
        kind === 'function'
          ? proxy(id)
          : new Promise((resolve, reject) => promises.set(id, { resolve, reject }))
    }
    return root.data
  }

  function proxy(id: number): (...args: unknown[]) => unknown {
    return (...args) => {
      const call = (lastId += 1)
      post({ op: 'call', call, id, args: pack(args) })
      const answer = answers.get(call)
      answers.delete(call)
      if (!answer) throw new Error('the other side of the bridge is gone')
      const value = unpack(answer.value)
      if (!answer.ok) throw value
      return value
    }
  }

  type Incoming =
    | { op: 'call'; call: number; id: number; args: Packed }
    | { op: 'answer'; call: number; ok: boolean; value: Packed }
    | { op: 'settle'; id: number; ok: boolean; value: Packed }
  port.addEventListener(own, ({ detail }) => {
    const message = detail as Incoming
    if (message.op === 'answer') {
      answers.set(message.call, message)
    } else if (message.op === 'settle') {
      const promise = promises.get(message.id)
      promises.delete(message.id)
      const value = unpack(message.value)
      if (message.ok) promise?.resolve(value)
      else promise?.reject(value)
    } else {
      let ok = true
      let value: Packed
      try {
        const target = functions.get(message.id)
        if (!target) throw new Error('no such function')
        value = pack(target(...(unpack(message.args) as unknown[])))
      } catch (error) {
        ok = false
        value = pack(error instanceof Error ? error : new Error(String(error)))
      }
      post({ op: 'answer', call: message.call, ok, value })
    }
  })
  return { pack, unpack }
}

/** `electron` as a sandboxed preload sees it: contextBridge and ipcRenderer. Self-contained. */
function preloadElectron(
  names: { handshake: string; bindingName: string; receiverName: string },
  encodeText: typeof encode,
  decodeText: typeof decode,
  end: typeof bridgeEnd,
): unknown {
  const world = globalThis as unknown as PageWorld & Record<string, unknown>
  const send = world[names.bindingName] as (text: string) => void
  const { port1: port } = new world.MessageChannel()
  const bridge = end(port, 'to-preload', 'to-page')
  world.addEventListener(
    `${names.handshake}-ask`,
    () =>
      void world.dispatchEvent(
        new world.MessageEvent(`${names.handshake}-give`, { ports: [port] }),
      ),
    { once: true },
  )

  // Held back until the page's world is ready, a moment later and still before any script of the page.
  const held: { key: string; api: Packed }[] = []
  let expose = (key: string, api: Packed): void => void held.push({ key, api })
  world.addEventListener(
    `${names.handshake}-ready`,
    () => {
      expose = (key, api) =>
        void port.dispatchEvent(new world.CustomEvent('expose', { detail: { key, api } }))
      for (const { key, api } of held) expose(key, api)
    },
    { once: true },
  )

  let lastCall = 0
  const calls = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>()
  const listeners = new Map<string, ((event: object, ...args: unknown[]) => void)[]>()

  world[names.receiverName] = (text: string): void => {
    const message = decodeText(text) as
      | { call: number; ok: boolean; value: unknown }
      | { call?: undefined; channel: string; args: unknown[] }
    if (message.call !== undefined) {
      const call = calls.get(message.call)
      calls.delete(message.call)
      if (message.ok) call?.resolve(message.value)
      else call?.reject(message.value)
      return
    }
    for (const listener of listeners.get(message.channel) ?? []) {
      listener({ sender: ipcRenderer }, ...message.args)
    }
  }

  const ipcRenderer = {
    invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      const text = encodeText(structuredClone({ call: (lastCall += 1), channel, args }))
      return new Promise((resolve, reject) => {
        calls.set(lastCall, { resolve, reject })
        send(text)
      })
    },
    on(channel: string, listener: (event: object, ...args: unknown[]) => void): unknown {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      return ipcRenderer
    },
    removeListener(
      channel: string,
      listener: (event: object, ...args: unknown[]) => void,
    ): unknown {
      const kept = [...(listeners.get(channel) ?? [])]
      const at = kept.lastIndexOf(listener)
      if (at >= 0) kept.splice(at, 1)
      listeners.set(channel, kept)
      return ipcRenderer
    },
  }
  return {
    contextBridge: {
      exposeInMainWorld(key: string, api: unknown): void {
        expose(key, bridge.pack(api))
      },
    },
    ipcRenderer,
  }
}

/** The page's side of `exposeInMainWorld`: deep-frozen, and not to be replaced. Self-contained. */
function receiveExposed(handshake: string, end: typeof bridgeEnd): void {
  const world = globalThis as unknown as PageWorld & { Event: new (type: string) => PageEvent }
  const { Event } = world
  let port: PageTarget | undefined
  world.addEventListener(`${handshake}-give`, (event) => void (port = event.ports[0]), {
    once: true,
  })
  world.dispatchEvent(new Event(`${handshake}-ask`))
  if (!port) return
  const bridge = end(port, 'to-page', 'to-preload')

  function freeze(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value
    for (const item of Object.values(value)) freeze(item)
    return Object.freeze(value)
  }
  port.addEventListener('expose', ({ detail }) => {
    const { key, api } = detail as { key: string; api: Packed }
    const value = freeze(bridge.unpack(api))
    Object.defineProperty(world, key, {
      value,
      writable: false,
      configurable: false,
      enumerable: true,
    })
  })
  world.dispatchEvent(new Event(`${handshake}-ready`))
}
