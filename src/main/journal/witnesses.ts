import type { Checkpoint } from '../../shared/domain/journal.ts'
import type { ChainHead } from './chain.ts'

/** An entry that does not fit, and how. */
export type BrokenEntry = { readonly sequence: number; readonly problem: string }

/** A statement that the journal once had so many entries and ended in this hash. */
export type Witness = { readonly head: ChainHead; readonly says: string }

/** What a checkpoint says of the journal. */
export function signedWitness({ count, head, at }: Checkpoint): Witness {
  return { head: { count, hash: head }, says: `the checkpoint that was signed at ${at}` }
}

/** What the cache, another file than the record, remembers of the journal. */
export function rememberedWitness(head: ChainHead): Witness {
  return { head, says: 'the note that this workstation keeps beside the journal' }
}

/** The contradiction between a witness and the entry at its place, which has this hash; null where they agree. */
export function contradiction({ head, says }: Witness, hash: string): BrokenEntry | null {
  if (hash === head.hash) return null
  return {
    sequence: head.count,
    problem: `It is not the entry that ${says} tells of: it, or one before it, was changed and the chain was made anew.`,
  }
}

/** The entry that is missing at the end of a journal of `count` entries, by those who know of more; null where nobody does. */
export function cutOff(witnesses: readonly Witness[], count: number): BrokenEntry | null {
  const [most] = witnesses.toSorted((a, b) => b.head.count - a.head.count)
  if (!most || most.head.count <= count) return null
  return {
    sequence: count + 1,
    problem: `It is missing, as is all that followed: ${most.says} tells of ${most.head.count} entries.`,
  }
}
