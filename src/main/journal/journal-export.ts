import type { StoredCheckpoints } from '../database/checkpoints.ts'
import { shownEntry, type StoredEntries } from '../database/journal-entries.ts'
import { canonicalJson } from './canonical-json.ts'
import { headOf } from './chain.ts'

const sliceLength = 500

/**
 * The journal as JSON Lines, some lines at a time: one that describes the file, then every entry, then every checkpoint. Each line is canonical JSON of
 * one member that says what it is (docs/journal-format.md).
 */
export async function* journalLines(
  {
    entries,
    checkpoints,
  }: { readonly entries: StoredEntries; readonly checkpoints: StoredCheckpoints },
  exportedAt: string,
): AsyncGenerator<string> {
  const head = headOf(entries.newest())
  const signed = checkpoints.all().filter(({ count }) => count <= head.count)
  yield line({
    journal: {
      format: 'rootkeep-journal',
      version: 1,
      exportedAt,
      entries: head.count,
      head: head.count === 0 ? null : head.hash,
    },
  })
  let read = Number.MIN_SAFE_INTEGER
  while (read < head.count) {
    const slice = entries.after(read, sliceLength).filter(({ sequence }) => sequence <= head.count)
    const last = slice.at(-1)
    if (!last) break
    yield slice.map((stored) => line({ entry: shownEntry(stored) })).join('')
    read = last.sequence
    await new Promise((resolve) => setImmediate(resolve))
  }
  yield signed.map((checkpoint) => line({ checkpoint })).join('')
}

function line(value: object): string {
  return `${canonicalJson(value)}\n`
}
