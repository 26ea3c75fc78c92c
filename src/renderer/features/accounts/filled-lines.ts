/** How many lines get their content in one frame: styling a screenful at once takes longer than a frame. */
export const linesAFrame = 10

/**
 * The accounts whose lines have content: those in sight that had it already, and a few more. The others
 * follow in the next frames; until then they hold their place.
 */
export function filledLines(
  held: ReadonlySet<string>,
  inSight: readonly string[],
  most: number,
): ReadonlySet<string> {
  const fresh = inSight.filter((id) => !held.has(id))
  if (fresh.length === 0) return held
  return new Set([...inSight.filter((id) => held.has(id)), ...fresh.slice(0, most)])
}
