import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JournalEntry } from '../../shared/domain/journal.ts'
import { entryOf } from '../database/journal-entries.ts'
import { signDocument } from '../operators/signed-document.ts'
import { canonicalJson } from './canonical-json.ts'
import { chainedEntry, emptyChain, headOf } from './chain.ts'
import { createHeadMemory } from './head-memory.ts'
import {
  draft,
  intent,
  keepJournal,
  strangerKey,
  type KeptJournal,
} from './testing/kept-journal.ts'

let kept: KeptJournal
beforeEach(() => {
  kept = keepJournal()
  write(10)
})
afterEach(() => kept.close())

function write(count: number): void {
  for (let number = 1; number <= count; number += 1) {
    kept.time.now += 1000
    kept.journal.write([number % 2 === 0 ? intent() : draft({ detail: { number } })])
  }
}

/** What somebody does who opens the record with another program and takes the guards away first. */
function tamper(work: (db: Sqlite.Database) => void): void {
  const db = new Sqlite(kept.file)
  db.pragma('foreign_keys = OFF')
  const guards = db.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`).all() as {
    name: string
    sql: string
  }[]
  for (const { name } of guards) db.exec(`DROP TRIGGER ${name}`)
  work(db)
  for (const { sql } of guards) db.exec(sql)
  db.close()
}

/** Makes the whole chain anew, as it would be after a change. */
function restamp(change: (entries: JournalEntry[]) => JournalEntry[]): void {
  const entries = change(kept.entries.after(0, 1000).map(entryOf))
  tamper((db) => {
    db.exec('DELETE FROM journal_entries')
    const add = db.prepare(
      `INSERT INTO journal_entries VALUES ($sequence, $at, $kind, $organizationId, $accountId, $procedureId, $caseId,
        $actor, $detail, $previous, $hash)`,
    )
    let head = emptyChain
    for (const entry of entries) {
      const chained = chainedEntry(entry, entry.at, head)
      add.run({ ...chained, detail: canonicalJson(chained.detail) })
      head = headOf(chained)
    }
  })
}
const forget = () => kept.memory.restart()

describe('an untouched journal', () => {
  test('is intact, and its newest hash is said', async () => {
    expect(await kept.verify()).toMatchObject({
      entries: 10,
      intact: true,
      firstBroken: null,
      warnings: [],
      head: kept.entries.newest()?.hash,
      checkpoints: 0,
      sinceCheckpoint: 10,
    })
  })

  test('says how much of it no checkpoint covers', async () => {
    kept.sign()
    write(3)
    expect(await kept.verify()).toMatchObject({ intact: true, checkpoints: 1, sinceCheckpoint: 3 })
  })

  test('without entries is intact and has no head', async () => {
    const empty = keepJournal()
    expect(await empty.verify()).toMatchObject({ entries: 0, intact: true, head: null })
    empty.close()
  })

  test('is looked at as it stood when the look began', async () => {
    write(500)
    const verifying = kept.verify()
    write(5)
    expect(await verifying).toMatchObject({ entries: 510, intact: true })
  })
})

describe('SECURITY: whoever opens the record and', () => {
  const brokenAt = async (sequence: number | null, problem: RegExp) => {
    const { intact, firstBroken } = await kept.verify()
    expect(intact).toBe(false)
    expect(firstBroken?.sequence).toBe(sequence)
    expect(firstBroken?.problem).toMatch(problem)
  }

  test.each([
    ['at', `'2026-11-22T13:00:00.000Z'`],
    ['kind', `'case-closed'`],
    ['organization_id', 'NULL'],
    ['account_id', `'999999999999'`],
    ['procedure_id', `'p-9'`],
    ['case_id', `'c-9'`],
    ['actor', `'somebody else'`],
    ['detail', `'{"number":4711}'`],
    ['hash', `'${'a'.repeat(64)}'`],
  ])('changes %s of an entry is found at that entry', async (column, value) => {
    tamper((db) => db.exec(`UPDATE journal_entries SET ${column} = ${value} WHERE sequence = 4`))
    await brokenAt(4, /changed after it was written/)
  })

  test('writes the detail in another way, or as no JSON, is found', async () => {
    tamper((db) =>
      db.exec(`UPDATE journal_entries SET detail = '{"number" :5,"number":5}' WHERE sequence = 5`),
    )
    await brokenAt(5, /not written as Rootkeep writes it/)
    tamper((db) => db.exec(`UPDATE journal_entries SET detail = '{' WHERE sequence = 5`))
    await brokenAt(5, /cannot be read/)
  })

  test('makes the hash of a changed entry fit is found at the next one', async () => {
    const [fourth] = kept.entries.after(3, 1).map(entryOf)
    if (!fourth) throw new Error('there is no fourth entry')
    const changed = chainedEntry({ ...fourth, actor: 'somebody else' }, fourth.at, {
      count: 3,
      hash: fourth.previous,
    })
    tamper((db) =>
      db
        .prepare('UPDATE journal_entries SET actor = ?, hash = ? WHERE sequence = 4')
        .run(changed.actor, changed.hash),
    )
    await brokenAt(5, /does not follow entry 4/)
  })

  test('takes an entry out is found where it stood', async () => {
    tamper((db) => db.exec('DELETE FROM journal_entries WHERE sequence = 6'))
    await brokenAt(6, /missing: entry 7 comes next/)
  })

  test('cuts off the beginning is found', async () => {
    tamper((db) => db.exec('DELETE FROM journal_entries WHERE sequence <= 2'))
    await brokenAt(1, /missing: entry 3 comes next/)
    tamper((db) => db.exec('UPDATE journal_entries SET sequence = sequence - 2'))
    await brokenAt(1, /changed/)
  })

  test('swaps two entries is found', async () => {
    tamper((db) =>
      db.exec(`
        UPDATE journal_entries SET sequence = 100 WHERE sequence = 3;
        UPDATE journal_entries SET sequence = 3 WHERE sequence = 4;
        UPDATE journal_entries SET sequence = 4 WHERE sequence = 100`),
    )
    await brokenAt(3, /changed/)
  })

  test('puts an entry in is found', async () => {
    tamper((db) =>
      db.exec(`
        UPDATE journal_entries SET sequence = sequence + 100 WHERE sequence > 4;
        UPDATE journal_entries SET sequence = sequence - 99 WHERE sequence > 100;
        INSERT INTO journal_entries SELECT 5, at, kind, organization_id, account_id, procedure_id, case_id, actor,
          detail, hash, '${'b'.repeat(64)}' FROM journal_entries WHERE sequence = 4`),
    )
    await brokenAt(5, /changed/)
  })

  test('puts an entry before the first is found', async () => {
    tamper((db) =>
      db.exec(`
        INSERT INTO journal_entries SELECT 0, at, kind, organization_id, account_id, procedure_id, case_id, actor,
          detail, previous, hash FROM journal_entries WHERE sequence = 1`),
    )
    await brokenAt(0, /added/)
  })

  test('cuts off the end is found by a checkpoint', async () => {
    kept.sign()
    tamper((db) => db.exec('DELETE FROM journal_entries WHERE sequence > 7'))
    forget()
    await brokenAt(8, /checkpoint that was signed at .* tells of 10 entries/)
  })

  test('cuts off the end is found by the note beside the record, without any checkpoint', async () => {
    tamper((db) => db.exec('DELETE FROM journal_entries WHERE sequence > 7'))
    await brokenAt(8, /note .* beside the journal tells of 10 entries/)
  })

  test('cuts off the end and lets new entries grow is found', async () => {
    tamper((db) => db.exec('DELETE FROM journal_entries WHERE sequence > 7'))
    write(5)
    await brokenAt(10, /is not the entry that the note/)
  })

  test('makes the chain anew after a change is found by a checkpoint at the latest', async () => {
    write(5)
    kept.sign()
    forget()
    restamp((entries) =>
      entries.map((entry) => (entry.sequence === 4 ? { ...entry, actor: 'somebody else' } : entry)),
    )
    await brokenAt(15, /checkpoint/)
  })

  test('makes the chain anew without an entry is found by the note beside the record', async () => {
    restamp((entries) => entries.filter(({ sequence }) => sequence !== 4))
    await brokenAt(10, /missing.* the note .* tells of 10 entries/)
  })

  test('empties the journal is found', async () => {
    tamper((db) => db.exec('DELETE FROM journal_entries'))
    await brokenAt(1, /missing/)
  })

  test('changes a checkpoint is told which', async () => {
    kept.sign()
    tamper((db) => db.exec(`UPDATE checkpoints SET at = '2026-12-24T00:00:00.000Z'`))
    await brokenAt(null, /checkpoint of 2026-12-24T00:00:00.000Z, over 10 entries/)
  })

  test('signs a checkpoint with another key is told so', async () => {
    const newest = headOf(kept.entries.newest())
    const stranger = strangerKey()
    const forged = {
      format: 'rootkeep-checkpoint',
      version: 1,
      count: newest.count,
      head: newest.hash,
      at: kept.clock.instant(),
      fingerprint: stranger.fingerprint,
      publicKey: stranger.publicKey,
    } as const
    kept.checkpoints.add(signDocument(forged, stranger))
    await brokenAt(null, /not signed by this workstation/)
  })

  test('leaves the guards away, or puts others in their place, is found', async () => {
    const db = new Sqlite(kept.file)
    db.exec('DROP TRIGGER journal_entries_keep')
    await brokenAt(null, /does not refuse UPDATE of journal_entries/)
    db.exec(
      'CREATE TRIGGER journal_entries_keep BEFORE UPDATE ON journal_entries BEGIN SELECT 1; END',
    )
    db.close()
    await brokenAt(null, /does not refuse UPDATE of journal_entries/)
  })
})

describe('the note beside the record', () => {
  test('outlives the process, once it is kept', () => {
    kept.memory.keep()
    const later = createHeadMemory(kept.store.settings, kept.entries)
    expect(later.head()).toEqual(headOf(kept.entries.newest()))
    expect(later.holds()).toBe(true)
  })

  test('is not overwritten by the head of a record that contradicts it', () => {
    kept.memory.keep()
    tamper((db) => db.exec('DELETE FROM journal_entries WHERE sequence > 7'))
    const later = createHeadMemory(kept.store.settings, kept.entries)
    expect(later.holds()).toBe(false)
    write(20)
    later.keep()
    kept.memory.keep()
    expect(createHeadMemory(kept.store.settings, kept.entries).head()?.count).toBe(10)
  })

  test('grows with what another workstation over the same record writes', () => {
    const other = createHeadMemory(kept.store.settings, kept.entries)
    other.saw(kept.entries.after(8, 2).map(entryOf))
    expect(other.head()?.count).toBe(10)
    write(2)
    other.saw(kept.entries.after(11, 1).map(entryOf))
    expect(other.head()?.count).toBe(12)
    expect(other.holds()).toBe(true)
  })
})

test('a clock that was set back is said, and breaks nothing', async () => {
  kept.time.now -= 3_600_000
  write(2)
  const { intact, warnings } = await kept.verify()
  expect(intact).toBe(true)
  expect(warnings).toEqual([expect.stringContaining('set back once, first at entry 11')])
})
