/** One canary account, then growing: what goes wrong goes wrong small. The last size repeats. */
export const waveSizes = [1, 5, 25, 125, 500] as const

/**
 * Cuts `count` accounts into waves, as index ranges from the beginning.
 *
 * @param sizes the plan's; the last one repeats.
 */
export function wavesOf(
  count: number,
  sizes: readonly number[],
): { from: number; until: number }[] {
  const waves: { from: number; until: number }[] = []
  for (let from = 0; from < count;) {
    const size = Math.max(1, sizes[Math.min(waves.length, sizes.length - 1)] ?? 1)
    const until = Math.min(count, from + size)
    waves.push({ from, until })
    from = until
  }
  return waves
}

/**
 * True where so many of a wave went wrong that no further account may begin.
 *
 * @param abovePercent the most that may go wrong, in percent of the wave; the canary alone is one of one.
 */
export function isTooMuch(wrong: number, ofWave: number, abovePercent: number): boolean {
  return wrong > 0 && (wrong * 100) / ofWave > abovePercent
}
