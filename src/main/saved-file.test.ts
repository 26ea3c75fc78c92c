import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FileNotSaved, saveFile } from './saved-file.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-saved-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a saved file', () => {
  it('holds the whole text, replaces what stood there, and is for this user only', async () => {
    const file = join(folder, 'report.md')
    writeFileSync(file, 'the one before', { mode: 0o644 })
    await saveFile(file, 'ünï\n')
    expect(readFileSync(file, 'utf8')).toBe('ünï\n')
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['report.md'])
  })

  it('that cannot be written is a failure in words, and leaves nothing behind', async () => {
    const taken = join(folder, 'taken')
    mkdirSync(join(taken, 'below'), { recursive: true })
    for (const path of [taken, join(folder, 'nowhere', 'a.md')]) {
      const error = await saveFile(path, 'x').catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(FileNotSaved)
      const { failure } = error as FileNotSaved
      expect(failure.code).toBe('file-not-saved')
      expect(failure.message).toContain(path)
    }
    expect(readdirSync(folder)).toEqual(['taken'])
  })

  it('says that the disk is full where it is', () => {
    const full = Object.assign(new Error('write'), { code: 'ENOSPC' })
    expect(new FileNotSaved('/a.md', full).failure.message).toContain('no space left')
  })
})
