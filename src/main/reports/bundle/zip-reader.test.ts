import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusalsAsData } from './bundle-refused.ts'
import { craftedZip, type CraftedEnd, type CraftedEntry } from './testing/crafted-zip.ts'
import { zipLimits, type ZipLimits } from './zip-limits.ts'
import { readZip } from './zip-reader.ts'
import { zipped } from './zip-writer.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-zip-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const plain = { path: 'a.txt', content: 'hello' }

/** What is read from such a file: texts by path, or the sentence that refuses it. */
async function read(
  file: Uint8Array,
  limits: ZipLimits = zipLimits,
): Promise<Record<string, string> | string> {
  const path = join(folder, 'some.zip')
  writeFileSync(path, file)
  const outcome = await refusalsAsData(async () => {
    const zip = await readZip(path, limits)
    const texts: Record<string, string> = {}
    for (const path of zip.sizes.keys()) {
      const chunks: Uint8Array[] = []
      for await (const chunk of zip.chunks(path)) chunks.push(chunk)
      texts[path] = Buffer.concat(chunks).toString('utf8')
    }
    return texts
  })
  if (outcome.ok) return outcome.value
  expect(outcome.error.code).toBe('bundle-unreadable')
  return outcome.error.message
}

const refusalOf = (entries: readonly CraftedEntry[], end?: CraftedEnd) =>
  read(craftedZip(entries, end))

async function packed(files: Record<string, string>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  const parts = Object.entries(files).map(([path, text]) => ({
    path,
    async *content() {
      yield text
    },
  }))
  for await (const chunk of zipped(parts, () => {})) chunks.push(chunk)
  return Buffer.concat(chunks)
}

describe('a ZIP', () => {
  test('gives back what was packed, whatever it is', async () => {
    const names = fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,8}){0,2}$/)
    const files = fc.dictionary(names, fc.string({ maxLength: 200 }), { maxKeys: 6 })
    await fc.assert(
      fc.asyncProperty(files, async (texts) => {
        expect(await read(await packed(texts))).toEqual(texts)
      }),
      { numRuns: 30 },
    )
  })

  test('of equal files is equal, byte for byte', async () => {
    const files = { 'a.txt': 'one', 'b/c.txt': 'two'.repeat(10_000) }
    expect((await packed(files)).equals(await packed(files))).toBe(true)
  })

  test('is read in whatever order and way others pack it', async () => {
    const entries = [{ path: 'b/c.txt', content: 'two', method: 0 }, plain]
    expect(await refusalOf(entries)).toEqual({ 'a.txt': 'hello', 'b/c.txt': 'two' })
  })

  test('stops packing where a content breaks, with its reason', async () => {
    const parts = [
      {
        path: 'a.txt',
        async *content() {
          yield 'x'.repeat(1_000_000)
          throw new Error('the evidence broke')
        },
      },
      { path: 'b.txt', content: () => expect.unreachable('nothing comes after it') },
    ]
    const packing = (async () => {
      for await (const chunk of zipped(parts, () => {})) expect(chunk.length).toBeGreaterThan(0)
    })()
    await expect(packing).rejects.toThrow('the evidence broke')
  })
})

describe('SECURITY: a ZIP of a stranger', () => {
  test('is refused where its names are not those of plain files', async () => {
    const names = [
      '../etc/passwd',
      'a/../../b',
      '/etc/passwd',
      'C:/windows/win.ini',
      'c:win.ini',
      '..\\..\\win.ini',
      'a\\b',
      './a',
      'a//b',
      'a\0b',
      'a b',
      'ä.txt',
      '',
      'x'.repeat(101),
    ]
    for (const path of names) {
      expect(await refusalOf([{ path, content: 'x' }]), JSON.stringify(path)).toMatch(
        /lead out of the folder|no bundle uses/,
      )
    }
    expect(await refusalOf([{ path: 'reports/', content: '' }])).toContain('is a folder')
    const elsewhere = Buffer.concat([
      Buffer.from([0x75, 0x70, 10, 0, 1, 0, 0, 0, 0]),
      Buffer.from('b.txt'),
    ])
    expect(await refusalOf([{ ...plain, extra: elsewhere }])).toContain('no bundle uses')
    const front = { ...plain, saidInFront: { extra: elsewhere } }
    expect(await refusalOf([front]), 'in front').toContain('no bundle uses')
    expect(await refusalOf([{ ...plain, dos: 0x10 }])).toContain('is a folder')
  })

  test('is refused where two names are the same, or differ in case alone', async () => {
    expect(await refusalOf([plain, plain])).toContain('Two entries are called a.txt')
    expect(await refusalOf([plain, { ...plain, path: 'A.TXT' }])).toContain('differ in case')
  })

  test('is refused where an entry is no plain file, or hidden from us', async () => {
    expect(await refusalOf([{ ...plain, mode: 0o120777 }])).toContain('is a link')
    expect(await refusalOf([{ ...plain, mode: 0o020644 }])).toContain('is a link or a device')
    expect(await refusalOf([{ ...plain, flags: 0x1 }])).toContain('is encrypted')
    expect(await refusalOf([{ ...plain, flags: 0x40 }])).toMatch(/encrypted|damaged/)
    expect(await refusalOf([{ ...plain, method: 12 }])).toContain('packed in a way')
    expect(await refusalOf([{ ...plain, comment: 'unsigned' }])).toContain('comment')
  })

  test('is refused where it says two different things of an entry', async () => {
    for (const saidInFront of [{ path: 'b.txt' }, { bytes: 4 }, { method: 0 }]) {
      expect(await refusalOf([{ ...plain, saidInFront }])).toContain('two different things')
    }
  })

  test('is refused before anything is unpacked where it is too large', async () => {
    const small = { fileBytes: 10_000, entries: 2, entryBytes: 5000, totalBytes: 8000, ratio: 200 }
    const entry = (path: string, bytes: number) => ({
      path,
      content: '',
      method: 0,
      packed: new Uint8Array(bytes),
      said: { bytes, packedBytes: bytes, crc: 0 },
    })
    const told = (entries: CraftedEntry[]) => read(craftedZip(entries), small)
    expect(await told([entry('a', 9000), entry('b', 1000)])).toContain('The file has')
    expect(await told([entry('a', 1), entry('b', 1), entry('c', 1)])).toContain('has 3 entries')
    expect(await told([entry('a', 5001)])).toContain('Unpacked a would have 5001 bytes')
    expect(await told([entry('a', 4500), entry('b', 4500)])).toContain('more than 8000 bytes')
  })

  test('is refused where it is a bomb, also one that lies about its size', async () => {
    const zeros = new Uint8Array(8 * 1024 * 1024)
    const bomb = { path: 'bomb', content: zeros }
    expect(await refusalOf([bomb])).toContain('more than 100 times as large')
    const lying = { ...bomb, said: { bytes: 100 } }
    expect(await refusalOf([lying])).toContain('bomb is damaged')
  })

  test('is refused where bytes belong to no entry, or to two', async () => {
    const file = craftedZip([plain])
    expect(await read(Buffer.concat([Buffer.from('MZ'), file]))).toContain('cut or damaged')
    expect(await read(Buffer.concat([file, Buffer.from('more')]))).toContain('behind the end')
    expect(await refusalOf([plain], { comment: 'unsigned' })).toContain('behind the end')
    const second = { ...plain, path: 'b.txt', said: { offset: 0 }, saidInFront: { path: 'b.txt' } }
    expect(await refusalOf([plain, second])).toMatch(/two different things|overlaps/)
    const inside = deflateRawSync(Buffer.from('hello'))
    expect(
      await refusalOf([{ ...plain, packed: Buffer.concat([inside, Buffer.from('hidden')]) }]),
    ).toContain('a.txt is damaged')
    const skipping = craftedZip([plain, { ...plain, path: 'b.txt' }])
    // The directory names the second entry alone: the first is what nobody sees.
    const one = craftedZip([{ ...plain, path: 'b.txt' }])
    const frontBytes = skipping.readUInt32LE(skipping.length - 6)
    const oneFront = one.readUInt32LE(one.length - 6)
    const directory = Buffer.from(one.subarray(oneFront))
    directory.writeUInt32LE(frontBytes - oneFront, 42)
    directory.writeUInt32LE(frontBytes, directory.length - 6)
    const hidden = Buffer.concat([skipping.subarray(0, frontBytes), directory])
    expect(await read(hidden)).toContain('belong to no entry')
  })

  test('is refused where programs that read from the front see other ends', async () => {
    const followed = { ...plain, flags: 0x8, descriptor: true }
    expect(await refusalOf([{ ...followed, saidInFront: { bytes: 3 } }])).toContain('different')
    expect(await refusalOf([{ ...followed, method: 0 }])).toEqual({ 'a.txt': 'hello' })
    const zeros = { ...followed, blankInFront: true }
    expect(await refusalOf([zeros])).toEqual({ 'a.txt': 'hello' })
    expect(await refusalOf([{ ...zeros, method: 0 }])).toContain('different')
    expect(await refusalOf([{ ...plain, flags: 0x20 }])).toContain('packed in a way')
  })

  test('is refused where its directory lies', async () => {
    expect(await refusalOf([plain], { entries: 60 })).toContain('cut or damaged')
    expect(await refusalOf([plain, { ...plain, path: 'b' }], { entries: 1 })).toContain('damaged')
    expect(await refusalOf([plain], { disk: 1 })).toContain('several disks')
    expect(await refusalOf([plain], { directoryBytes: 0xffffffff })).toContain('cut or damaged')
    expect(await refusalOf([plain], { entries: 0xffff })).toContain('entries')
    expect(await refusalOf([{ ...plain, said: { packedBytes: 5000 } }])).toContain('damaged')
    expect(await refusalOf([{ ...plain, said: { crc: 1 } }])).toContain('a.txt is damaged')
    const size64 = Buffer.from([1, 0, 8, 0, 5, 0, 0, 0, 0, 0, 0, 0])
    const zip64 = { ...plain, extra: size64, said: { bytes: 0xffffffff } }
    expect(await refusalOf([zip64])).toContain('ZIP64')
  })

  test('is refused wherever it is cut, and where it is none', async () => {
    const file = await packed({ 'a.txt': 'one', 'b.txt': 'two'.repeat(50) })
    for (let length = 0; length < file.length; length += 1) {
      expect(typeof (await read(file.subarray(0, length))), `cut at ${length}`).toBe('string')
    }
    expect(await read(Buffer.from('%PDF-1.7'))).toContain('not a ZIP')
    const missing = await refusalsAsData(() => readZip(join(folder, 'nowhere.zip')))
    expect(missing).toMatchObject({ ok: false, error: { code: 'bundle-unreadable' } })
    const itself = await refusalsAsData(() => readZip(folder))
    expect(itself).toMatchObject({ ok: false, error: { code: 'bundle-unreadable' } })
  })

  test('never reads as other contents with any of its bytes altered', async () => {
    const files = { 'a.txt': 'one', 'b.txt': 'two'.repeat(50) }
    const file = await packed(files)
    for (let at = 0; at < file.length; at += 1) {
      const altered = Buffer.from(file)
      altered.writeUInt8(altered.readUInt8(at) ^ (1 << (at % 8)), at)
      const result = await read(altered)
      if (typeof result !== 'string') {
        // Dates, versions and rights may differ; names may, too: the manifest knows them.
        expect(Object.values(result), `byte ${at}`).toEqual(Object.values(files))
      }
    }
  })
})
