/** What happened, oldest first. */
export interface BoundedLog<T> {
  add(entry: T): void
  entries(): readonly T[]
  clear(): void
}

/** A log that forgets its oldest tenth whenever it holds `limit` entries. */
export function createBoundedLog<T>(limit: number): BoundedLog<T> {
  let held: T[] = []
  return {
    add: (entry) => {
      if (held.length >= limit) held = held.slice(Math.ceil(limit / 10))
      held.push(entry)
    },
    entries: () => held,
    clear: () => {
      held = []
    },
  }
}
