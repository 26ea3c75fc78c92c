import type { Instant } from '../../shared/domain/accounts.ts'
import type { JournalDraft, JournalEntry } from '../../shared/domain/journal.ts'
import { canonicalJson, sha256Hex } from './canonical-json.ts'

/** The end of a chain of so many entries: what the next one follows. */
export type ChainHead = { readonly count: number; readonly hash: string }

/** The head of a chain without entries: the first entry follows 64 zeros. */
export const emptyChain: ChainHead = { count: 0, hash: '0'.repeat(64) }

/** Where a chain ends, by its newest entry; null where it has none. */
export function headOf(
  newest: { readonly sequence: number; readonly hash: string } | null,
): ChainHead {
  return newest ? { count: newest.sequence, hash: newest.hash } : emptyChain
}

/** The entry that a draft becomes when it follows `head`. */
export function chainedEntry(draft: JournalDraft, at: Instant, head: ChainHead): JournalEntry {
  const entry = hashedMembers({ ...draft, sequence: head.count + 1, at, previous: head.hash })
  return { ...entry, hash: sha256Hex(canonicalJson(entry)) }
}

/** The canonical JSON that the hash of an entry is taken of: all members but the hash. */
export function hashedText(entry: JournalEntry): string {
  return canonicalJson(hashedMembers(entry))
}

/** Member by member: what a draft carries besides would be hashed and not kept. */
function hashedMembers(entry: Omit<JournalEntry, 'hash'>): Omit<JournalEntry, 'hash'> {
  const { sequence, at, kind, organizationId, accountId, procedureId, caseId, actor } = entry
  const { detail, previous } = entry
  return {
    sequence,
    at,
    kind,
    organizationId,
    accountId,
    procedureId,
    caseId,
    actor,
    detail,
    previous,
  }
}
