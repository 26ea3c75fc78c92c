import { rmSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { entryOf } from '../database/journal-entries.ts'
import { beginJournal } from './beginning.ts'
import { draft, keepJournal, type KeptJournal } from './testing/kept-journal.ts'

const begin = (kept: KeptJournal) =>
  beginJournal(kept, { version: '1.2.3', movedAside: kept.movedAside })
const first = ({ entries }: KeptJournal) => entries.after(0, 1).map(entryOf)[0]

test('a journal begins with an entry that says so, once', () => {
  const kept = keepJournal()
  begin(kept)
  begin(kept)
  expect(kept.entries.countUpTo(10)).toBe(1)
  expect(first(kept)).toMatchObject({
    kind: 'journal-begun',
    actor: 'rootkeep',
    detail: { version: '1.2.3', reason: 'first start', movedAside: null, before: null },
  })
  kept.close()
})

/** A journal of three entries that was left properly, so that its head is noted beside it. */
function leftBehind(): KeptJournal {
  const kept = keepJournal()
  begin(kept)
  kept.journal.write([draft(), draft()])
  kept.memory.keep()
  kept.leave()
  return kept
}

test('the journal after a damaged record names the file that holds it, and is intact', async () => {
  const { folder, file, memory } = leftBehind()
  writeFileSync(file, 'no database at all '.repeat(100))
  const next = keepJournal(folder)
  begin(next)
  expect(first(next)?.detail).toMatchObject({
    reason: 'the record before it was damaged',
    movedAside: expect.stringMatching(/^record\.db\.damaged-/),
    before: { count: 3, head: memory.head()?.hash },
  })
  const { intact, warnings } = await next.verify()
  expect(intact).toBe(true)
  expect(warnings).toEqual([
    expect.stringMatching(/record before it was damaged.*kept as record\.db\.damaged-.*3 entries/),
  ])
  next.close()
})

test('SECURITY: a record that was deleted is missed', async () => {
  const { folder, file } = leftBehind()
  rmSync(file)
  const next = keepJournal(folder)
  begin(next)
  next.journal.write([draft(), draft(), draft()])
  const { intact, firstBroken, warnings } = await next.verify()
  expect(intact).toBe(false)
  expect(firstBroken).toEqual({ sequence: 3, problem: expect.stringContaining('the note') })
  expect(warnings).toEqual([expect.stringContaining('the record before it was gone')])
  next.close()
})
