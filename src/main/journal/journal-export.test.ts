import { afterEach, beforeEach, expect, test } from 'vitest'
import { Checkpoint, JournalEntry } from '../../shared/domain/journal.ts'
import { sha256Hex } from './canonical-json.ts'
import { journalLines } from './journal-export.ts'
import { draft, intent, keepJournal, type KeptJournal } from './testing/kept-journal.ts'

let kept: KeptJournal
beforeEach(() => {
  kept = keepJournal()
})
afterEach(() => kept.close())

type Line = { journal?: object; entry?: JournalEntry; checkpoint?: Checkpoint }

async function exported(): Promise<string[]> {
  let text = ''
  for await (const part of journalLines(kept, '2026-11-22T12:00:00.000Z')) text += part
  return text.split('\n').slice(0, -1)
}

test('the export holds every entry in order, then every checkpoint, one a line', async () => {
  for (let round = 0; round < 3; round += 1) {
    kept.journal.write(Array.from({ length: 400 }, () => draft({ detail: { text: 'a\nb „€“' } })))
    kept.sign()
  }
  const lines = (await exported()).map((line) => JSON.parse(line) as Line)
  expect(lines[0]).toEqual({
    journal: {
      format: 'rootkeep-journal',
      version: 1,
      exportedAt: '2026-11-22T12:00:00.000Z',
      entries: 1200,
      head: kept.entries.newest()?.hash,
    },
  })
  const entries = lines.slice(1, 1201).map(({ entry }) => JournalEntry.parse(entry))
  expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, index) => index + 1))
  expect(lines.slice(1201).map(({ checkpoint }) => Checkpoint.parse(checkpoint))).toEqual(
    kept.checkpoints.all(),
  )
})

test('whoever has the export alone can follow the chain: the text of an entry without its hash is what was hashed', async () => {
  kept.journal.write([draft({ detail: { text: '"quoted" „€“ 😀' } }), intent(), draft()])
  let previous = '0'.repeat(64)
  for (const line of (await exported()).slice(1)) {
    const { entry } = JSON.parse(line) as Required<Line>
    const text = line.slice('{"entry":'.length, -1).replace(`"hash":"${entry.hash}",`, '')
    expect(sha256Hex(text)).toBe(entry.hash)
    expect(entry.previous).toBe(previous)
    previous = entry.hash
  }
})

test('what is written while the export runs is not in it by half', async () => {
  kept.journal.write(Array.from({ length: 1200 }, () => draft()))
  const lines: string[] = []
  for await (const part of journalLines(kept, kept.clock.instant())) {
    lines.push(...part.split('\n').slice(0, -1))
    kept.journal.write([draft()])
    kept.sign()
  }
  expect(lines).toHaveLength(1201)
  expect(lines[0]).toContain('"entries":1200')
})

test('a journal without entries exports as the line that says so', async () => {
  expect(await exported()).toEqual([expect.stringContaining('"entries":0')])
})
