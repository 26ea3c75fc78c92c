import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Checkpoint } from '../../shared/domain/journal.ts'
import { isSignedWith } from '../operators/signed-document.ts'
import { draft, keepJournal, type KeptJournal } from './testing/kept-journal.ts'

let kept: KeptJournal
beforeEach(() => {
  kept = keepJournal()
  kept.journal.write([draft(), draft(), draft()])
})
afterEach(() => kept.close())

const fits = (checkpoint: Checkpoint) => isSignedWith(checkpoint, checkpoint.publicKey)

test('a checkpoint says how many entries there are and what the newest is, and is signed', () => {
  const checkpoint = kept.sign()
  expect(checkpoint).toMatchObject({ count: 3, head: kept.entries.newest()?.hash })
  expect(fits(checkpoint)).toBe(true)
  expect(kept.checkpoints.all()).toEqual([checkpoint])
})

test.each([
  ['count', 2],
  ['head', 'a'.repeat(64)],
  ['at', '2026-12-24T00:00:00.000Z'],
  ['fingerprint', 'another'],
  ['publicKey', 'AAAA'],
  ['publicKey', Buffer.alloc(32, 7).toString('base64')],
  ['signature', 'AAAA'],
])('its signature does not fit another %s', (member, value) => {
  expect(fits({ ...kept.sign(), [member]: value })).toBe(false)
})

test('nothing new needs no new checkpoint', () => {
  const first = kept.sign()
  kept.time.now += 1000
  expect(kept.sign()).toEqual(first)
  kept.journal.write([draft()])
  expect(kept.sign().count).toBe(4)
  expect(kept.checkpoints.all().map(({ count }) => count)).toEqual([3, 4])
})

test('without an identity, or with a locked one, it is refused with what to do', () => {
  const refused = kept.signing()
  expect(!refused.ok && refused.error.code).toBe('identity-missing')
  kept.db
    .prepare(
      `INSERT INTO identities (fingerprint, name, public_key, protection, sealed_key, created_at)
       VALUES ('f', 'Jane', 'key', 'passphrase', 'sealed', 't')`,
    )
    .run()
  const locked = kept.signing()
  expect(!locked.ok && locked.error.code).toBe('identity-locked')
})

test('SECURITY: a journal that was cut or made anew is not signed', () => {
  kept.sign()
  const db = new Sqlite(kept.file)
  db.exec('DROP TRIGGER journal_entries_stay; DELETE FROM journal_entries WHERE sequence = 3')
  db.close()
  kept.journal.write([draft({ actor: 'somebody else' }), draft()])
  const refused = kept.signing()
  expect(!refused.ok && refused.error.code).toBe('journal-broken')
  expect(kept.checkpoints.all()).toHaveLength(1)
})
