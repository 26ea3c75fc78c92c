import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OrganizationId } from '../../shared/domain/accounts.ts'
import { settingsWith } from '../identity/connections/testing/connection-desk.ts'
import { required } from '../testing/trial.ts'
import { createConnections } from './connections.ts'
import { databaseFiles, openDatabase } from './database.ts'
import { migrations } from './migrations/index.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-connections-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const now = new Date('2026-11-22T12:00:00Z')
const at = now.toISOString()

test('a record of the first version keeps what it holds, and connections from then on', () => {
  const raw = new Sqlite(join(folder, databaseFiles.record.name))
  migrations.record[0].up(raw)
  raw.pragma('user_version = 1')
  raw.exec(`INSERT INTO operators VALUES ('f', 'Kim', 'k', 't', NULL)`)
  raw.close()
  const opened = required(openDatabase(folder, now, 'record'))
  expect(opened.db.prepare('SELECT name FROM operators').get()).toEqual({ name: 'Kim' })
  const connections = createConnections(opened.db)
  connections.add('one', settingsWith(), at)
  connections.add('two', settingsWith({ name: 'Test' }), at)
  connections.change('two', settingsWith({ name: 'Tested' }), at)
  connections.lead('one', 'o-exampleorg1' as OrganizationId)
  connections.used('one', at)
  expect(connections.get('one')).toEqual({
    id: 'one',
    settings: settingsWith(),
    organizationId: 'o-exampleorg1',
    lastUsedAt: at,
  })
  expect(connections.list().connections.map(({ settings }) => settings.name)).toEqual([
    'Prod',
    'Tested',
  ])
  connections.remove('two')
  opened.db.prepare(`UPDATE connections SET settings = '{'`).run()
  expect(connections.list()).toEqual({ connections: [], unreadable: 1 })
  expect(connections.get('one')).toBeNull()
  opened.close()
})
