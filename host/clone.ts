/**
 * Values of the structured clone algorithm as text, for the one channel into the page that carries only
 * strings. Both functions are self-contained: their source is also sent into the page's isolated world.
 *
 * Format: a JSON list of nodes; node 0 is the value, and every reference is an index into the list, so
 * cycles and shared objects survive.
 */

/**
 * Writes a value. Callers pass the result of `structuredClone`, which has already refused what cannot be
 * cloned (functions, symbols, DOM nodes); what is left here is data.
 */
export function encode(root: unknown): string {
  const nodes: unknown[] = []
  const seen = new Map<object, number>()

  function put(node: unknown): number {
    return nodes.push(node) - 1
  }

  function base64(bytes: Uint8Array): string {
    let text = ''
    for (const byte of bytes) text += String.fromCharCode(byte)
    return btoa(text)
  }

  function visit(value: unknown): number {
    if (typeof value === 'bigint') return put(['bigint', String(value)])
    if (typeof value === 'number') {
      const plain = Number.isFinite(value) && !Object.is(value, -0)
      return put(plain ? ['json', value] : ['number', Object.is(value, -0) ? '-0' : String(value)])
    }
    if (value === undefined) return put(['undefined'])
    if (typeof value !== 'object' || value === null) return put(['json', value])
    const known = seen.get(value)
    if (known !== undefined) return known
    const index = put(null)
    seen.set(value, index)
    nodes[index] = describe(value)
    return index
  }

  function describe(value: object): unknown[] {
    if (Array.isArray(value)) return ['array', Array.from(value, visit)]
    if (value instanceof Date) return ['date', value.getTime()]
    if (value instanceof RegExp) return ['regexp', value.source, value.flags]
    if (value instanceof Map) {
      return ['map', Array.from(value, ([key, item]) => [visit(key), visit(item)])]
    }
    if (value instanceof Set) return ['set', Array.from(value, visit)]
    if (value instanceof Error) {
      return [
        'error',
        value.name,
        value.message,
        value.stack ?? '',
        'cause' in value ? visit(value.cause) : -1,
      ]
    }
    if (value instanceof ArrayBuffer) return ['buffer', base64(new Uint8Array(value))]
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
      return ['view', value.constructor.name, base64(bytes)]
    }
    if (/^\[object (Number|String|Boolean)\]$/.test(Object.prototype.toString.call(value))) {
      return ['boxed', visit(value.valueOf())]
    }
    return ['object', Object.entries(value).map(([key, item]) => [key, visit(item)])]
  }

  visit(root)
  return JSON.stringify(nodes)
}

/** Reads what `encode` wrote, in any world: every object is made with the reader's own constructors. */
export function decode(text: string): unknown {
  const nodes = JSON.parse(text) as [string, ...unknown[]][]
  const made = new Map<number, unknown>()

  function bytes(base64: string): Uint8Array<ArrayBuffer> {
    const text = atob(base64)
    const array = new Uint8Array(text.length)
    for (let i = 0; i < text.length; i += 1) array[i] = text.charCodeAt(i)
    return array
  }

  function keep<T>(index: number, value: T): T {
    made.set(index, value)
    return value
  }

  function define(target: object, key: string, value: unknown): void {
    Object.defineProperty(target, key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    })
  }

  function read(index: number): unknown {
    if (made.has(index)) return made.get(index)
    const [kind, first, second, third, fourth] = nodes[index] as [string, ...unknown[]]
    switch (kind) {
      case 'json':
        return first
      case 'undefined':
        return undefined
      case 'number':
        return Number(first)
      case 'bigint':
        return BigInt(first as string)
      case 'date':
        return keep(index, new Date(first === null ? Number.NaN : (first as number)))
      case 'regexp':
        return keep(index, new RegExp(first as string, second as string))
      case 'array': {
        const list = keep<unknown[]>(index, [])
        for (const item of first as number[]) list.push(read(item))
        return list
      }
      case 'map': {
        const map = keep(index, new Map<unknown, unknown>())
        for (const [key, item] of first as [number, number][]) map.set(read(key), read(item))
        return map
      }
      case 'set': {
        const set = keep(index, new Set<unknown>())
        for (const item of first as number[]) set.add(read(item))
        return set
      }
      case 'error': {
        const constructors: Record<string, ErrorConstructor> = {
          EvalError,
          RangeError,
          ReferenceError,
          SyntaxError,
          TypeError,
          URIError,
        }
        const error = keep(index, new (constructors[first as string] ?? Error)(second as string))
        define(error, 'stack', third)
        if ((fourth as number) >= 0) define(error, 'cause', read(fourth as number))
        return error
      }
      case 'buffer':
        return keep(index, bytes(first as string).buffer)
      case 'view': {
        const { buffer } = bytes(second as string)
        const views = globalThis as unknown as Record<string, new (buffer: ArrayBuffer) => object>
        // A Buffer of Node arrives as what it is to everybody else.
        const View = views[first === 'Buffer' ? 'Uint8Array' : (first as string)] ?? Uint8Array
        return keep(index, new View(buffer))
      }
      case 'boxed':
        return keep(index, Object(read(first as number)))
      default: {
        const object = keep(index, {})
        for (const [key, item] of first as [string, number][]) define(object, key, read(item))
        return object
      }
    }
  }

  return read(0)
}
