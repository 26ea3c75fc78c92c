/**
 * Runs `work` over all items, at most `most` at a time, in their order. Begins no further item once `mayBegin` says no.
 *
 * @returns how many were begun; rejects with the first rejection, after those under way have ended.
 */
export async function eachOf<T>(
  items: readonly T[],
  most: number,
  work: (item: T, index: number) => Promise<void>,
  mayBegin: () => boolean = () => true,
): Promise<number> {
  let next = 0
  let broken = false
  let reason: unknown
  async function worker(): Promise<void> {
    while (next < items.length && !broken && mayBegin()) {
      const index = next
      next += 1
      try {
        await work(items[index] as T, index)
      } catch (error) {
        if (!broken) reason = error
        broken = true
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker))
  if (broken) throw reason
  return next
}
