import {
  bridgeEnd,
  type Packed,
  type PageEvent,
  type PageTarget,
  type PageWorld,
} from './bridge-end.ts'
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
