import { hash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { crc32, createInflateRaw } from 'node:zlib'
import { BundleRefused } from './bundle-refused.ts'
import { readDirectory, type ZipEntry } from './zip-directory.ts'
import { zipLimits, type ZipLimits } from './zip-limits.ts'

export type ZipContents = {
  /** Of the whole file. */
  readonly bytes: number
  /** SHA-256 of the whole file, hex. */
  readonly sha256: string
  /** Sizes unpacked, by path, in the order of the directory. */
  readonly sizes: ReadonlyMap<string, number>
  /**
   * What an entry holds, chunk by chunk, unpacked on the threads of zlib; never more of it than the directory says. Errors: throws `BundleRefused` where
   * it is damaged, or there is none under this path.
   */
  chunks(path: string): AsyncIterable<Uint8Array>
}

/**
 * Reads a ZIP whose maker is a stranger. The file is held in memory as it was read once: what was checked is what is used.
 *
 * SECURITY: nothing is unpacked before the whole directory was found to be plain (`zip-directory.ts`), and nothing is ever written to a disk.
 *
 * Errors: throws `BundleRefused`, with a sentence.
 */
export async function readZip(path: string, limits: ZipLimits = zipLimits): Promise<ZipContents> {
  const file = await readWhole(path, limits.fileBytes)
  const entries = await readDirectory(file, limits)
  return {
    bytes: file.length,
    sha256: hash('sha256', file, 'hex'),
    sizes: new Map([...entries.values()].map(({ path, bytes }) => [path, bytes])),
    chunks: (path) => unpacked(file, entries.get(path), path),
  }
}

async function readWhole(path: string, limit: number): Promise<Buffer> {
  try {
    const file = await open(path, 'r')
    try {
      const { size } = await file.stat()
      if (size > limit) {
        throw new BundleRefused(
          `The file has ${size} bytes, and no bundle has more than ${limit}: it is not read.`,
        )
      }
      const bytes = Buffer.allocUnsafe(size)
      let read = 0
      while (read < size) {
        const { bytesRead } = await file.read(bytes, read, size - read, read)
        if (bytesRead === 0) throw new BundleRefused('The file became shorter while it was read.')
        read += bytesRead
      }
      return bytes
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof BundleRefused) throw error
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
    throw new BundleRefused(`The file ${path} cannot be read (${code}).`)
  }
}

async function* unpacked(
  file: Buffer,
  entry: ZipEntry | undefined,
  path: string,
): AsyncGenerator<Uint8Array> {
  if (!entry) throw new BundleRefused(`The bundle holds no ${path}.`)
  const packed = file.subarray(entry.start, entry.start + entry.packedBytes)
  let bytes = 0
  let sum = 0
  for await (const chunk of entry.deflated ? inflated(packed, path) : [packed]) {
    bytes += chunk.length
    // SECURITY: a bomb is left where it says more than it announced, not where memory ends.
    if (bytes > entry.bytes) throw damaged(path)
    sum = crc32(chunk, sum)
    yield chunk
  }
  if (bytes !== entry.bytes || sum !== entry.crc) throw damaged(path)
}

async function* inflated(packed: Buffer, path: string): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw({ chunkSize: 1 << 18 })
  inflate.end(packed)
  try {
    for await (const chunk of inflate) yield chunk as Buffer
  } catch {
    throw damaged(path)
  }
  // What stands behind the end of the compressed data would be seen by nobody.
  if (inflate.bytesWritten !== packed.length) throw damaged(path)
}

function damaged(path: string): BundleRefused {
  return new BundleRefused(
    `${path} is damaged: its packed contents are not what the container says of them.`,
  )
}
