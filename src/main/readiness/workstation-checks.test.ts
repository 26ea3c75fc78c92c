import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CheckContext } from './check-context.ts'
import { database } from './checks/database.ts'
import { dataFolder } from './checks/data-folder.ts'
import { freeSpace } from './checks/free-space.ts'
import { keyStore } from './checks/key-store.ts'
import { versions } from './checks/versions.ts'
import { thisComputer, type Computer } from './computer.ts'
import { openDatabase } from '../database/database.ts'

const about = {
  version: '0.1.0',
  shell: 'electron' as const,
  shellVersion: '44.0.0',
  nodeVersion: '24.11.0',
  sqliteVersion: '3.51.0',
  dataFolder: '/data',
  sandboxed: true,
}
const on = (computer: Partial<Computer>, more: object = {}) =>
  ({
    computer: { ...thisComputer, ...computer },
    dataFolder: '/data',
    about,
    ...more,
  }) as CheckContext
const mebibytes = (count: number) => on({ freeBytes: () => Promise.resolve(count * 1024 * 1024) })
const broken = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }))

test('free space is well from 500 MB on, failed below 50, and unknown where nobody says', async () => {
  expect(await freeSpace.run(mebibytes(500))).toMatchObject({ state: 'ok' })
  expect(await freeSpace.run(mebibytes(499))).toMatchObject({ state: 'warning' })
  expect(await freeSpace.run(mebibytes(49))).toMatchObject({ state: 'failed' })
  expect(await freeSpace.run(on({ freeBytes: broken('EIO') }))).toMatchObject({ state: 'unknown' })
})

test('a data folder that cannot be written is failed, with the code of the system', async () => {
  const written = () => Promise.resolve()
  expect(await dataFolder.run(on({ tryWriting: broken('EROFS') }))).toMatchObject({
    state: 'failed',
    evidence: expect.stringContaining('EROFS'),
  })
  expect(await dataFolder.run(on({ tryWriting: written, modeOf: broken('EACCES') }))).toMatchObject(
    { state: 'unknown' },
  )
  expect(
    await dataFolder.run(on({ tryWriting: written, modeOf: () => Promise.resolve(null) })),
  ).toMatchObject({ state: 'ok', evidence: expect.stringContaining('no permission bits') })
})

test('a damaged database is found while it is open, and says which', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rootkeep-integrity-'))
  const run = () => database.run(on({}, { dataFolder: folder }))
  try {
    for (const name of ['cache', 'record'] as const) {
      const opened = openDatabase(folder, new Date(), name)
      if (opened.ok) opened.value.close()
    }
    expect(await run()).toMatchObject({
      state: 'ok',
      evidence: 'record.db and rootkeep.db are whole.',
    })
    const file = join(folder, 'rootkeep.db')
    truncateSync(file, 40_960)
    expect(await run()).toMatchObject({
      state: 'failed',
      evidence: expect.stringContaining('rootkeep.db is damaged'),
    })
    rmSync(file)
    expect(await run()).toMatchObject({
      state: 'failed',
      evidence: 'rootkeep.db is not there any more.',
    })
    writeFileSync(file, 'no database, and long enough to be taken for one'.repeat(100))
    expect(await run()).toMatchObject({ state: 'failed' })
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('secrets that only memory keeps are said, and the command line keeps none', () => {
  const lock = {
    locked: false,
    opensBy: 'sign-in',
    storage: 'memory',
    backend: null,
    hasPassphrase: false,
  }
  const without = on({ platform: 'linux' }, { session: { lock } })
  expect(keyStore.run(without)).toMatchObject({
    state: 'warning',
    evidence: expect.stringContaining('basic_text'),
  })
  expect(keyStore.run({ ...without, about: { ...about, shell: 'none' } })).toMatchObject({
    state: 'skipped',
  })
})

test('an old runtime and a window without its sandbox are warnings', () => {
  expect(versions.run(on({}))).toMatchObject({
    state: 'ok',
    evidence: expect.stringMatching(
      /^Rootkeep 0\.1\.0, Electron 44\.0\.0, Node 24\.11\.0, SQLite 3\.51\.0, AWS SDK 3\./,
    ),
  })
  for (const change of [
    { nodeVersion: '22.1.0' },
    { sqliteVersion: '3.39.4' },
    { sandboxed: false },
  ]) {
    expect(versions.run(on({}, { about: { ...about, ...change } }))).toMatchObject({
      state: 'warning',
    })
  }
})
