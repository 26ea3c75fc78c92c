/** Choices that a seed decides. */
export type Chooser = {
  /** A whole number from `from` to `until`, both included. */
  between(from: number, until: number): number
  chance(probability: number): boolean
  one<T>(of: readonly T[]): T
}

/** Mulberry32: the same seed chooses the same. */
export function createChooser(seed: number): Chooser {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  return {
    between: (from, until) => from + Math.floor(next() * (until - from + 1)),
    chance: (probability) => next() < probability,
    one(of) {
      const chosen = of[Math.floor(next() * of.length)]
      if (chosen === undefined) throw new Error('there is nothing to choose from')
      return chosen
    },
  }
}
