import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rootkeepOffline } from './testing/offline-command.ts'

let home = ''
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'rootkeep-identity-'))
  writeFileSync(join(home, 'passphrase'), 'correct horse battery\n')
  writeFileSync(join(home, 'short'), 'horse\n')
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const create = (...words: string[]) => rootkeepOffline(home, ['identity', 'create', ...words])

test('an identity is made once, without a window and a network, and prints the fingerprint that signs', async () => {
  const passphrase = ['--passphrase-file', join(home, 'passphrase')]
  const nameless = await create(...passphrase)
  expect(nameless).toMatchObject({ code: 1, stdout: '' })
  expect(nameless.stderr).toContain('needs --name')
  const short = await create('--name', 'Ada', '--passphrase-file', join(home, 'short'))
  expect(short).toMatchObject({ code: 1, stdout: '' })
  expect(short.stderr).toContain('12 characters or more')

  const made = await create('--name', 'Ada', ...passphrase)
  expect(made).toMatchObject({ code: 0, stderr: '' })
  expect(made.stdout).toMatch(/^([0-9A-Z]{4}-){7}[0-9A-Z]{4}\n$/)

  const again = await create('--name', 'Eve', ...passphrase)
  expect(again).toMatchObject({ code: 1, stdout: '' })
  expect(again.stderr).toContain(`There is an identity here: Ada, ${made.stdout.trim()}.`)
}, 30_000)
