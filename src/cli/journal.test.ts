import { spawn } from 'node:child_process'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { beginJournal } from '../main/journal/beginning.ts'
import { draft, keepJournal, type KeptJournal } from '../main/journal/testing/kept-journal.ts'

const entry = fileURLToPath(new URL('index.ts', import.meta.url))

let kept: KeptJournal
beforeEach(() => {
  kept = keepJournal()
  beginJournal(kept, { version: '1.2.3', movedAside: null })
  kept.journal.write([draft(), draft({ actor: 'jane\u001b[2J' })])
  kept.sign()
  kept.journal.write([draft()])
  kept.memory.keep()
})
afterEach(() => kept.close())

type Ended = { code: number | null; stdout: string; stderr: string }

/** Runs the command line with no way to anywhere. */
function rootkeep(...words: string[]): Promise<Ended> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', entry, ...words],
    {
      env: { PATH: process.env['PATH'], HOME: kept.folder, ROOTKEEP_HOME: kept.folder },
    },
  )
  const ended: Ended = { code: null, stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (ended.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (ended.stderr += chunk.toString()))
  return new Promise((resolve) => child.once('close', (code) => resolve({ ...ended, code })))
}

function tamper(sql: string): void {
  const db = new Sqlite(kept.file)
  db.exec('DROP TRIGGER journal_entries_keep; DROP TRIGGER journal_entries_stay')
  db.exec(sql)
  db.close()
}

test('verify reads the journal of an open workstation, changes nothing, and exits 0', async () => {
  const before = statSync(kept.file).mtimeMs
  const table = await rootkeep('journal', 'verify')
  expect(table).toMatchObject({ code: 0, stderr: '' })
  expect(table.stdout).toMatch(/^Journal +intact$/m)
  expect(table.stdout).toMatch(/^Checkpoints +1, signed by our own; 1 entries since the newest$/m)
  const json = await rootkeep('journal', 'verify', '--format', 'json')
  expect(JSON.parse(json.stdout)).toMatchObject({
    intact: true,
    entries: 4,
    head: kept.entries.newest()?.hash,
    firstBroken: null,
    warnings: [],
    signers: ['our own'],
  })
  expect(statSync(kept.file).mtimeMs).toBe(before)
  kept.journal.write([draft()])
})

test('verify names the first broken entry and exits 2', async () => {
  tamper(`UPDATE journal_entries SET actor = 'somebody else' WHERE sequence = 2`)
  const { code, stdout } = await rootkeep('journal', 'verify')
  expect(code).toBe(2)
  expect(stdout).toMatch(/^Journal +BROKEN$/m)
  expect(stdout).toMatch(/^First broken +entry 2: Its hash does not fit/m)
})

test('verify sees by the note in the cache what no checkpoint covers, and says where the note is gone', async () => {
  tamper('DELETE FROM journal_entries WHERE sequence = 4')
  const noted = await rootkeep('journal', 'verify')
  expect(noted.code).toBe(2)
  expect(noted.stdout).toContain('entry 4: It is missing')
  kept.leave()
  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(join(kept.folder, `rootkeep.db${suffix}`), { force: true })
  }
  const { stdout } = await rootkeep('journal', 'verify')
  expect(stdout).toMatch(/^Warning +The note of the newest entry, in rootkeep.db, is not there/m)
})

test('export writes JSON Lines, to a file or to standard output', async () => {
  const { code, stdout } = await rootkeep('journal', 'export')
  expect(code).toBe(0)
  const names = stdout
    .trimEnd()
    .split('\n')
    .flatMap((line) => Object.keys(JSON.parse(line) as object))
  expect(names).toEqual(['journal', 'entry', 'entry', 'entry', 'entry', 'checkpoint'])
  const file = join(kept.folder, 'journal.jsonl')
  expect(await rootkeep('journal', 'export', '--out', file)).toMatchObject({ code: 0, stdout: '' })
  expect(readFileSync(file, 'utf8').split('\n').slice(1)).toEqual(stdout.split('\n').slice(1))
})

test.each([
  ['verify', '--format', 'csv'],
  ['export', '--out', '/nowhere/at/all.jsonl'],
])('%j exits 1 with a sentence', async (...words) => {
  const { code, stderr } = await rootkeep('journal', ...words)
  expect(code).toBe(1)
  expect(stderr).toMatch(/\.\n/)
})

test('without a journal, and with a damaged one, both exit 1 and say so', async () => {
  kept.leave()
  writeFileSync(kept.file, 'no database at all '.repeat(500))
  for (const command of ['verify', 'export']) {
    const damaged = await rootkeep('journal', command)
    expect(damaged.code).toBe(1)
    expect(damaged.stderr).toContain('is damaged and cannot be read. It was not touched.')
  }
  rmSync(kept.file)
  const { code, stderr } = await rootkeep('journal', 'verify')
  expect(code).toBe(1)
  expect(stderr).toContain('There is no journal in')
})
