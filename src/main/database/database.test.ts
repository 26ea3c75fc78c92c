import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { required } from '../testing/trial.ts'
import { openDatabase } from './database.ts'
import { migrations, newestVersion } from './migrations/index.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-database-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const now = new Date('2026-11-22T12:00:00Z')

describe('the database', () => {
  test('is made where there is none, at the newest version, with strict tables', () => {
    const opened = required(openDatabase(folder, now))
    expect(opened.movedAside).toBeNull()
    const raw = new Sqlite(opened.file)
    expect(raw.pragma('user_version', { simple: true })).toBe(newestVersion('cache'))
    const loose = raw
      .prepare(
        `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
      )
      .all()
    expect(loose).toEqual([])
    raw.close()
    opened.close()
  })

  test('keeps what it holds when it is opened again', () => {
    const first = required(openDatabase(folder, now))
    first.db.prepare(`INSERT INTO settings VALUES ('a', 'b')`).run()
    first.close()
    const second = required(openDatabase(folder, now))
    expect(second.db.prepare('SELECT value FROM settings').get()).toEqual({ value: 'b' })
    second.close()
  })

  test('of the first version is brought up to date with what it holds, and remembers from then on', () => {
    const raw = new Sqlite(join(folder, 'rootkeep.db'))
    migrations.cache[0].up(raw)
    raw.pragma('user_version = 1')
    raw.exec(`
      INSERT INTO organizations (id, management_account_id, feature_set, described_at) VALUES ('o', '1', 'ALL', 'a');
      INSERT INTO accounts (organization_id, id, name, email, state, path, parent_id, is_management, is_delegated, first_seen_at, last_seen_at)
        VALUES ('o', '1', 'Before', 'e', 'ACTIVE', '', 'r', 0, 0, 'a', 'a');
      INSERT INTO organizations (id, management_account_id, feature_set, described_at) VALUES ('p', '2', 'ALL', 'a');
      INSERT INTO calls (at, service, operation, account_id, region, duration_ms, attempt)
        VALUES ('a', 'sts', 'AssumeRoot', '1', 'r', 1, 1), ('a', 'organizations', 'ListAccounts', NULL, 'r', 1, 1)`)
    raw.close()
    const opened = required(openDatabase(folder, now))
    // Where an older call does not tell its organization, it is said of none.
    expect(opened.db.prepare('SELECT organization_id FROM calls').pluck().all()).toEqual([
      'o',
      null,
    ])
    const past = () => opened.db.prepare('SELECT name, left_at, until FROM account_past').all()
    expect(past()).toEqual([])
    opened.db
      .prepare(`UPDATE accounts SET posture = 'stale', unit_path = 'x', last_seen_at = 'b'`)
      .run()
    expect(past()).toEqual([])
    opened.db.prepare(`UPDATE accounts SET name = 'After', last_seen_at = 'c'`).run()
    opened.db.prepare(`UPDATE accounts SET left_at = 'd'`).run()
    expect(past()).toEqual([
      { name: 'Before', left_at: null, until: 'c' },
      { name: 'After', left_at: null, until: 'd' },
    ])
    opened.close()
  })

  test('of a newer version is refused and not touched', () => {
    const file = join(folder, 'rootkeep.db')
    const newer = new Sqlite(file)
    newer.exec('CREATE TABLE future (a)')
    newer.pragma(`user_version = ${newestVersion('cache') + 1}`)
    newer.close()
    const bytes = readFileSync(file)
    const opened = openDatabase(folder, now)
    expect(!opened.ok && opened.error.code).toBe('database-newer')
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })

  test.each([
    [
      'text instead of a database',
      () => Buffer.from('this is no database, it is a sentence. '.repeat(40)),
    ],
    ['zeros over its pages', (bytes: Buffer) => bytes.fill(0, 100, bytes.length - 50)],
    ['noise in the middle', (bytes: Buffer) => bytes.fill(0xa5, 4096, 40_960)],
  ])('with %s is moved aside, said, and not lost', (_, damage) => {
    const first = required(openDatabase(folder, now))
    first.db.prepare(`INSERT INTO settings VALUES ('a', 'b')`).run()
    first.close()
    const file = join(folder, 'rootkeep.db')
    const damaged = damage(readFileSync(file))
    writeFileSync(file, damaged)
    const opened = required(openDatabase(folder, now))
    expect(opened.movedAside).not.toBeNull()
    expect(readFileSync(opened.movedAside ?? '').equals(damaged)).toBe(true)
    expect(opened.db.prepare('SELECT count(*) AS n FROM settings').get()).toEqual({ n: 0 })
    opened.close()
  })

  test('in a folder that cannot be is refused with the folder named', () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    const opened = openDatabase(join(file, 'below'), now)
    expect(!opened.ok && opened.error.code).toBe('data-folder-unwritable')
    expect(!opened.ok && opened.error.message).toContain(file)
  })

  // skipped: Windows has no file modes
  test.skipIf(process.platform === 'win32')(
    'lies in a folder that only the operator can open',
    () => {
      const inner = join(folder, 'data')
      required(openDatabase(inner, now)).close()
      expect(statSync(inner).mode & 0o077).toBe(0)
    },
  )
})
