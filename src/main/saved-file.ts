import { randomBytes } from 'node:crypto'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Failure } from '../shared/domain/failure.ts'
import { failureOf } from '../shared/domain/failure-catalogue.ts'

/** A file that the operator asked for could not be written; nothing is left of the attempt. */
export class FileNotSaved extends Error {
  readonly failure: Failure

  constructor(path: string, cause: unknown) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error'
    const message =
      code === 'ENOSPC' || code === 'EDQUOT'
        ? `The file ${path} was not saved: there is no space left in that place.`
        : `The file ${path} was not saved: that place cannot be written (${code}).`
    super(message, { cause })
    this.name = 'FileNotSaved'
    this.failure = failureOf('file-not-saved', { message })
  }
}

/**
 * Writes a file, whole or piece by piece, for this user only: all of it, or nothing. What stood there before stays until the
 * whole of the new is on the disk. Errors: rejects with `FileNotSaved`; with what the pieces themselves throw, where they do.
 */
export async function saveFile(
  path: string,
  content: string | Uint8Array | AsyncIterable<string | Uint8Array>,
): Promise<void> {
  let broken: { readonly reason: unknown } | null = null
  async function* watched(pieces: AsyncIterable<string | Uint8Array>) {
    try {
      yield* pieces
    } catch (error) {
      broken = { reason: error }
      throw error
    }
  }

  const part = join(dirname(path), `.rootkeep-${randomBytes(8).toString('hex')}.part`)
  try {
    await refuseOther(path)
    const file = await open(part, 'wx', 0o600)
    try {
      await file.writeFile(isWhole(content) ? content : watched(content))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(part, path)
  } catch (error) {
    // Where it cannot be taken away either, what is wrong with the place is said already.
    await rm(part, { force: true }).catch(() => {})
    throw broken === null ? new FileNotSaved(path, error) : error
  }
}

/** What is there and no file, a folder or a device, is not replaced by one: root could put a report in the place of /dev/null. */
async function refuseOther(path: string): Promise<void> {
  const there = await stat(path).catch(() => null)
  if (!there || there.isFile()) return
  throw Object.assign(new Error('no file'), { code: there.isDirectory() ? 'a folder' : 'a device' })
}

function isWhole(
  content: string | Uint8Array | AsyncIterable<string | Uint8Array>,
): content is string | Uint8Array {
  return typeof content === 'string' || content instanceof Uint8Array
}
