/** The little of the DOM that the scripts below use; this project's main has no DOM types. */
export type PageEvent = { readonly detail: unknown; readonly ports: readonly PageTarget[] }
export type PageTarget = {
  addEventListener(
    type: string,
    listener: (event: PageEvent) => void,
    options?: { once: boolean },
  ): void
  dispatchEvent(event: PageEvent): boolean
}
export type PageWorld = PageTarget & {
  CustomEvent: new (type: string, init: { detail: unknown }) => PageEvent
  MessageEvent: new (type: string, init: { ports: PageTarget[] }) => PageEvent
  MessageChannel: new () => { port1: PageTarget }
}
type Reference = { path: string[]; kind: 'function' | 'promise'; id: number }
export type Packed = { data: unknown; references: Reference[] }
type BridgeEnd = { pack(value: unknown): Packed; unpack(packed: Packed): unknown }

/**
 * One end of the bridge; the same code in both worlds. Data is copied. Functions and promises stay where
 * they are: the other world gets a proxy. A call runs synchronously, as Electron's does. Self-contained.
 */
export function bridgeEnd(port: PageTarget, own: string, peer: string): BridgeEnd {
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
