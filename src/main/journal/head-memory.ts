import { z } from 'zod'
import type { JournalEntry } from '../../shared/domain/journal.ts'
import type { JournalEntries } from '../database/journal-entries.ts'
import { headOf, type ChainHead } from './chain.ts'

export type HeadMemory = ReturnType<typeof createHeadMemory>

/** Where facts are kept beside the record: the settings of the cache, another file. */
export type FactStore = {
  remembered(key: string): string | null
  remember(key: string, value: string): void
}

const key = 'journal.head'
const KeptHead = z.strictObject({ count: z.int().min(1), hash: z.string() })

/**
 * Remembers the head of the journal outside of the record, so that a record that was cut, made anew or exchanged shows even where no checkpoint was
 * ever signed. A head that the record contradicts is not forgotten for a later one.
 */
export function createHeadMemory(facts: FactStore, entries: Pick<JournalEntries, 'at' | 'newest'>) {
  let head = rememberedHead(facts)
  let contradicted = !holds()

  function holds(): boolean {
    return head === null || entries.at(head.count)?.hash === head.hash
  }

  return {
    /** The head that was seen last; null where none ever was. */
    head: (): ChainHead | null => head,

    /** Whether the record still holds what was seen. */
    holds: (): boolean => !contradicted && holds(),

    /** Takes notice of entries that were just written. */
    saw(written: readonly JournalEntry[]): void {
      const [first] = written
      const last = written.at(-1)
      if (!first || !last || contradicted) return
      const follows =
        head === null ||
        first.sequence > head.count + 1 ||
        (first.sequence === head.count + 1 && first.previous === head.hash)
      if (follows) head = headOf(last)
      else contradicted = true
    },

    /** Writes the head down. */
    keep(): void {
      const kept = rememberedHead(facts)
      if (head === null || contradicted || !holds() || (kept && kept.count > head.count)) return
      facts.remember(key, JSON.stringify(head))
    },

    /** Forgets the head of a record that was damaged and put aside: the first entry of the new one tells of it. */
    restart(): void {
      head = null
      contradicted = false
    },
  }
}

/** The head as it was written down last; null where it never was. */
export function rememberedHead(facts: Pick<FactStore, 'remembered'>): ChainHead | null {
  const kept = KeptHead.safeParse(JSON.parse(facts.remembered(key) ?? 'null'))
  return kept.success ? kept.data : null
}
