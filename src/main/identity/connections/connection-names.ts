import type { KeptConnection } from '../../database/connections.ts'

/** Names that differ in their letters' case or width alone are one name. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}

/** The connection of this name among those that are kept; null where there is none. */
export function connectionNamed(
  name: string,
  kept: readonly KeptConnection[],
): KeptConnection | null {
  return kept.find(({ settings }) => nameKey(settings.name) === nameKey(name)) ?? null
}

/** The name, with a number where another connection has it already; at most 60 characters. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(nameKey(name))) return name
  for (let number = 2; ; number += 1) {
    const suffix = ` (${number})`
    const next = `${name.slice(0, 60 - suffix.length).trimEnd()}${suffix}`
    if (!taken.has(nameKey(next))) return next
  }
}
