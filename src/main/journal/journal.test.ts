import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../database/database.ts'
import { createJournalEntries, entryOf } from '../database/journal-entries.ts'
import { required } from '../testing/trial.ts'
import { sha256Hex } from './canonical-json.ts'
import { hashedText } from './chain.ts'
import { createJournal } from './journal.ts'
import { accountId, draft, intent, keepJournal, type KeptJournal } from './testing/kept-journal.ts'

let kept: KeptJournal
beforeEach(() => {
  kept = keepJournal()
})
afterEach(() => kept.close())

const all = () => kept.entries.after(0, 10_000).map(entryOf)
const note = (text: string) => draft({ detail: { text } })
const texts = () => all().map(({ detail }) => detail['text'])

describe('what is written', () => {
  test('follows what was there, without a gap, from 64 zeros on', () => {
    kept.journal.write([note('one'), note('two')])
    kept.journal.write([note('three')])
    const [one, two, three] = all()
    expect(all().map(({ sequence }) => sequence)).toEqual([1, 2, 3])
    expect(one?.previous).toBe('0'.repeat(64))
    expect(two?.previous).toBe(one?.hash)
    expect(three?.previous).toBe(two?.hash)
  })

  test('is returned as it is read again, and its hash is that of all its other members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (value) => {
        // As JSON has it: no minus zero, no member named `__proto__` that a literal would swallow.
        const detail = JSON.parse(JSON.stringify(value)) as Record<string, string>
        const [written] = kept.journal.write([draft({ detail })])
        const newest = kept.entries.newest()
        if (!written || !newest) throw new Error('nothing was written')
        expect(entryOf(newest)).toEqual(written)
        expect(newest.hash).toBe(sha256Hex(hashedText(entryOf(newest))))
      }),
      { numRuns: 60 },
    )
  })

  test('keeps nothing, and hashes nothing, that is no member of an entry', () => {
    const stray = { ...note('one'), stray: 'by a spread' }
    const [written] = kept.journal.write([stray])
    expect(written).not.toHaveProperty('stray')
    expect(written?.hash).toBe(sha256Hex(hashedText(all()[0] ?? fail())))
  })

  test('goes with what the writer writes beside it, or neither is written', () => {
    const beside = (fails: boolean) => () => {
      kept.db.prepare(`INSERT INTO operators VALUES ('f', 'n', 'k', 't', NULL)`).run()
      if (fails) throw new Error('no')
    }
    const operators = () => kept.db.prepare('SELECT count(*) AS n FROM operators').get()
    expect(() => kept.journal.write([note('one')], beside(true))).toThrow('no')
    expect(all()).toEqual([])
    expect(operators()).toEqual({ n: 0 })
    kept.journal.write([note('one')], beside(false))
    expect(texts()).toEqual(['one'])
    expect(operators()).toEqual({ n: 1 })
  })

  test('is refused inside a transaction that could take it back', () => {
    expect(() => kept.db.transaction(() => kept.journal.write([note('one')]))).toThrow('durable')
    expect(all()).toEqual([])
  })

  test('SECURITY: can be neither changed nor deleted, through whatever connection', () => {
    kept.journal.write([note('one')])
    for (const sql of [
      `UPDATE journal_entries SET actor = 'somebody'`,
      'DELETE FROM journal_entries',
      'UPDATE checkpoints SET count = 2',
      'DELETE FROM checkpoints',
    ]) {
      kept.db.prepare(`INSERT OR IGNORE INTO checkpoints VALUES (1, 'h', 't', 'f', 'k', 's')`).run()
      expect(() => kept.db.prepare(sql).run(), sql).toThrow('append-only')
    }
  })
})

describe('entries that are appended', () => {
  test('stand in the order of the calls, whichever way they came, and are durable when told so', async () => {
    const first = kept.journal.append(note('1'))
    const second = kept.journal.append(note('2'))
    kept.journal.write([note('3')])
    const fourth = kept.journal.append(note('4'))
    expect(texts()).toEqual(['1', '2', '3'])
    await Promise.all([first, second, fourth])
    expect(texts()).toEqual(['1', '2', '3', '4'])
    expect((await fourth).sequence).toBe(4)
  })

  test('of one turn cost one transaction', async () => {
    let transactions = 0
    const { entries, clock } = kept
    const journal = createJournal({
      entries: {
        ...entries,
        transaction: (work) => {
          transactions += 1
          return entries.transaction(work)
        },
      },
      clock,
      written() {},
    })
    await Promise.all(Array.from({ length: 50 }, (_, index) => journal.append(note(`${index}`))))
    expect(transactions).toBe(1)
    expect(texts()).toEqual(Array.from({ length: 50 }, (_, index) => `${index}`))
  })

  test('are written all or none, and those who wait are told; the next ones follow what is there', async () => {
    kept.journal.write([note('before')])
    const good = kept.journal.append(note('good'))
    const bad = kept.journal.append(note('bad'), () => {
      throw new Error('the disk is full')
    })
    const results = await Promise.allSettled([good, bad])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(texts()).toEqual(['before'])
    const next = await kept.journal.append(note('next'))
    expect(next.sequence).toBe(2)
    expect(next.previous).toBe(all()[0]?.hash)
  })

  test('do not fall with one that cannot be written at all', async () => {
    const results = await Promise.allSettled([
      kept.journal.append(note('one')),
      kept.journal.append(note('half a pair: \ud800')),
      kept.journal.append(intent({ procedureId: null })),
      kept.journal.append(draft({ kind: 'call-result', detail: {} })),
      kept.journal.append(note('two')),
    ])
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'rejected',
      'fulfilled',
    ])
    expect(texts()).toEqual(['one', 'two'])
  })

  test('each with what is written beside it, in the same transaction', async () => {
    const sequences: number[] = []
    await Promise.all([
      kept.journal.append(note('one'), ({ sequence }) => sequences.push(sequence)),
      kept.journal.append(note('two')),
      kept.journal.append(note('three'), ({ sequence }) => sequences.push(sequence)),
    ])
    expect(sequences).toEqual([1, 3])
  })
})

describe('an intent', () => {
  const result = (of: number, state: string) =>
    draft({ kind: 'call-result', detail: { intent: of, itemId: 'item-1', state } })

  test('is open until a result or a later look answers it', () => {
    kept.journal.write([intent(), intent({ procedureId: 'p-2', accountId: accountId(2) })])
    expect(kept.journal.openIntents('p-1').map(({ sequence }) => sequence)).toEqual([1])
    expect(kept.journal.proceduresWithOpenIntents()).toEqual(['p-1', 'p-2'])
    kept.journal.write([result(1, 'done')])
    expect(kept.journal.openIntents('p-1')).toEqual([])
    kept.journal.write([
      draft({ kind: 'call-resolved', detail: { intent: 2, itemId: 'item-1', state: 'not-done' } }),
    ])
    expect(kept.journal.proceduresWithOpenIntents()).toEqual([])
  })

  test('whose result is in doubt stays open', () => {
    kept.journal.write([intent(), result(1, 'in-doubt')])
    expect(kept.journal.openIntents('p-1')).toHaveLength(1)
  })

  test('is not noted as open where its entry was not written', () => {
    expect(() =>
      kept.journal.write([intent()], () => {
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(kept.journal.openIntents('p-1')).toEqual([])
  })
})

test('two workstations over one record make one chain', () => {
  const other = required(openDatabase(kept.folder, new Date(kept.time.now), 'record'))
  const second = createJournal({
    entries: createJournalEntries(other.db),
    clock: kept.clock,
    written() {},
  })
  for (let turn = 0; turn < 10; turn += 1) {
    kept.journal.write([note(`a${turn}`)])
    second.write([note(`b${turn}`)])
  }
  other.close()
  const chain = all()
  expect(chain.map(({ sequence }) => sequence)).toEqual(chain.map((_, index) => index + 1))
  expect(
    chain.every((entry, index) => index === 0 || entry.previous === chain[index - 1]?.hash),
  ).toBe(true)
})

function fail(): never {
  throw new Error('there is no entry')
}
