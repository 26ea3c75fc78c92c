/** A bucket or queue to choose. */
export type PickableResource = {
  /** The bucket's name, or the queue's URL. */
  readonly id: string
  readonly name: string
  readonly region: string | null
  /** Null where AWS does not say. */
  readonly createdAt: string | null
  /** When its policy was last changed from here; null where it never was. */
  readonly changedAt: string | null
}

/** The resources whose name or Region has every word of the query, by name. */
export function foundResources(
  resources: readonly PickableResource[],
  query: string,
): PickableResource[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return resources
    .filter(({ name, region }) => {
      const text = `${name} ${region ?? ''}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    .toSorted((a, b) => order.compare(a.name, b.name) || order.compare(a.id, b.id))
}

/** Numbers in names count as numbers: `logs-2` before `logs-10`. */
const order = new Intl.Collator('en', { numeric: true })

/** A bucket that the list does not have, by the name that was typed; null where that is no name of a bucket. */
export function bucketByName(
  typed: string,
  resources: readonly PickableResource[],
): PickableResource | null {
  const name = typed.trim()
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) return null
  if (resources.some((resource) => resource.name === name)) return null
  return { id: name, name, region: null, createdAt: null, changedAt: null }
}
