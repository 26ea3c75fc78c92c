import { entryOf, type StoredEntries, type StoredEntry } from '../database/journal-entries.ts'
import { canonicalJson, sha256Hex } from './canonical-json.ts'
import { emptyChain, hashedText, headOf, type ChainHead } from './chain.ts'
import { contradiction, cutOff, type BrokenEntry, type Witness } from './witnesses.ts'

export type ChainWalk = {
  /** The last entry that fits. */
  readonly head: ChainHead
  readonly broken: BrokenEntry | null
  /** Entries that are dated more than a minute before the one before them, first to last. */
  readonly setBack: readonly number[]
}

/** How many entries are looked at before others have their turn: about three milliseconds. */
const sliceLength = 200
const jitterMs = 60_000

/**
 * Follows the chain from its first entry to the one with the sequence `last`, and asks each witness at its place. Ends at the first entry that does
 * not fit: behind it nothing can be told.
 */
export async function walkChain(
  entries: StoredEntries,
  last: number,
  witnesses: readonly Witness[],
): Promise<ChainWalk> {
  const asked = Map.groupBy(witnesses, ({ head }) => head.count)
  const setBack: number[] = []
  let head = emptyChain
  let before = Number.NEGATIVE_INFINITY
  // From the very beginning: an entry with the sequence 0 would be one too many.
  let slice = entries.after(Number.MIN_SAFE_INTEGER, sliceLength)

  while (slice.length > 0) {
    for (const stored of slice) {
      if (stored.sequence > last) break
      const broken = problemOf(stored, head) ?? contradicted(stored, asked)
      if (broken) return { head, broken, setBack }
      const at = Date.parse(stored.at)
      if (at < before - jitterMs) setBack.push(stored.sequence)
      before = at
      head = headOf(stored)
    }
    await new Promise((resolve) => setImmediate(resolve))
    slice = head.count < last ? entries.after(head.count, sliceLength) : []
  }
  return { head, broken: cutOff(witnesses, head.count), setBack }
}

function contradicted(
  { sequence, hash }: StoredEntry,
  asked: ReadonlyMap<number, readonly Witness[]>,
): BrokenEntry | null {
  for (const witness of asked.get(sequence) ?? []) {
    const problem = contradiction(witness, hash)
    if (problem) return problem
  }
  return null
}

/** What is wrong with an entry as the one that follows `head`; null where it fits. */
function problemOf(stored: StoredEntry, head: ChainHead): BrokenEntry | null {
  const { sequence } = stored
  const expected = head.count + 1
  if (sequence > expected) {
    return { sequence: expected, problem: `It is missing: entry ${sequence} comes next.` }
  }
  if (sequence < expected) {
    return { sequence, problem: 'It was added: the journal begins with entry 1.' }
  }
  const problem = contentProblem(stored)
  if (problem !== null) return { sequence, problem }
  if (stored.previous === head.hash) return null
  return {
    sequence,
    problem:
      head.count === 0
        ? 'It follows an entry that is not there: the beginning was cut off.'
        : `It does not follow entry ${head.count} as that stands here: one of the two was changed.`,
  }
}

function contentProblem(stored: StoredEntry): string | null {
  let text
  try {
    const entry = entryOf(stored)
    if (canonicalJson(entry.detail) !== stored.detail) {
      return 'Its detail is not written as Rootkeep writes it.'
    }
    text = hashedText(entry)
  } catch {
    return 'Its detail cannot be read.'
  }
  return sha256Hex(text) === stored.hash
    ? null
    : 'Its hash does not fit what it says: it was changed after it was written.'
}
