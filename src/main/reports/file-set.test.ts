import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FileNotSaved } from '../saved-file.ts'
import { freeStem, saveFilesTogether, type FileToSave } from './file-set.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-set-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function* inPieces(...pieces: string[]): AsyncGenerator<string> {
  yield* pieces
}

const text = (name: string, ...pieces: string[]): FileToSave => ({
  name,
  content: () => inPieces(...pieces),
})
const broken = (name: string, error: unknown): FileToSave => ({
  name,
  async *content() {
    yield 'half of'
    throw error
  },
})

describe('files that belong together', () => {
  test('are saved whole, for this user only, with size and hash', async () => {
    const saved = await saveFilesTogether(folder, [
      text('a.txt', 'grün ', 'und 🔑'),
      { name: 'b.pdf', content: () => Promise.resolve(new Uint8Array([1, 2, 3])) },
    ])
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('grün und 🔑')
    for (const { path, bytes, sha256 } of saved) {
      const content = readFileSync(path)
      expect(bytes).toBe(content.length)
      expect(sha256).toBe(createHash('sha256').update(content).digest('hex'))
      expect(statSync(path).mode & 0o777).toBe(0o600)
    }
    expect(readdirSync(folder).toSorted()).toEqual(['a.txt', 'b.pdf'])
  })

  test('are all missing where one of them could not be made', async () => {
    writeFileSync(join(folder, 'before.txt'), 'stays')
    const stopped = new Error('stopped')
    await expect(
      saveFilesTogether(folder, [text('a.txt', 'whole'), broken('b.txt', stopped)]),
    ).rejects.toBe(stopped)
    expect(readdirSync(folder)).toEqual(['before.txt'])
  })

  test('are all missing where one of them cannot get its name', async () => {
    const inTheWay = join('no-such-folder', 'b.txt')
    await expect(
      saveFilesTogether(folder, [text('a.txt', 'whole'), text(inTheWay, 'whole')]),
    ).rejects.toThrow(FileNotSaved)
    expect(readdirSync(folder)).toEqual([])
  })

  test('leave nothing where the folder vanishes while they are written', async () => {
    const vanishing: FileToSave = {
      name: 'b.txt',
      async *content() {
        rmSync(folder, { recursive: true })
        yield 'too late'
      },
    }
    await expect(saveFilesTogether(folder, [text('a.txt', 'whole'), vanishing])).rejects.toThrow(
      /cannot be written \(ENOENT\)/,
    )
    expect(existsSync(folder)).toBe(false)
  })
})

test('a stem whose names are taken gets a number, whichever of them is taken', () => {
  expect(freeStem(folder, 'report', ['csv', 'md'])).toBe('report')
  writeFileSync(join(folder, 'report.md'), '')
  writeFileSync(join(folder, 'report-2.csv'), '')
  expect(freeStem(folder, 'report', ['csv', 'md'])).toBe('report-3')
  expect(freeStem(folder, 'report', ['html'])).toBe('report')
})
