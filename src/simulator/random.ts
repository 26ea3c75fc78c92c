import { createHash } from 'node:crypto'

/** A repeatable source of randomness: the same seed text gives the same draws on every machine. */
export interface Random {
  /** A number in [0, 1). */
  next(): number
  /** A whole number between `low` and `high`, both included. */
  integer(low: number, high: number): number
  /** True with the given probability (0 never, 1 always). */
  chance(probability: number): boolean
  /** One of the items. Throws on an empty list. */
  pick<T>(items: readonly T[]): T
  /** One of the items, drawn by weight. Throws when no weight is positive. */
  weighted<T>(items: readonly (readonly [T, number])[]): T
  /** `length` characters drawn from `alphabet`. */
  text(alphabet: string, length: number): string
  /** The items in a drawn order; the given list is left alone. */
  shuffled<T>(items: readonly T[]): T[]
}

/** A source seeded with text (sfc32 over SHA-256 of the seed). Not for secrets that have to withstand anybody. */
export function createRandom(seed: string): Random {
  const digest = createHash('sha256').update(seed).digest()
  let a = digest.readUInt32LE(0)
  let b = digest.readUInt32LE(4)
  let c = digest.readUInt32LE(8)
  let counter = 1

  function next(): number {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return (sum >>> 0) / 4294967296
  }

  for (let round = 0; round < 12; round += 1) next()

  function integer(low: number, high: number): number {
    return low + Math.floor(next() * (high - low + 1))
  }

  function pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('cannot pick from an empty list')
    return items[integer(0, items.length - 1)] as T
  }

  function weighted<T>(items: readonly (readonly [T, number])[]): T {
    let rest = next() * items.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [item, weight] of items) {
      rest -= weight
      if (rest < 0) return item
    }
    throw new RangeError('cannot draw by weight: no weight is positive')
  }

  function text(alphabet: string, length: number): string {
    let drawn = ''
    while (drawn.length < length) drawn += alphabet.charAt(integer(0, alphabet.length - 1))
    return drawn
  }

  function shuffled<T>(items: readonly T[]): T[] {
    const order = [...items]
    for (let index = order.length - 1; index > 0; index -= 1) {
      const other = integer(0, index)
      const held = order[index] as T
      order[index] = order[other] as T
      order[other] = held
    }
    return order
  }

  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick,
    weighted,
    text,
    shuffled,
  }
}
