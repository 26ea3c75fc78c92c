import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
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
 * Writes a text file, whole or piece by piece, for this user only: all of it, or nothing. What stood there before stays until the
 * whole of the new is on the disk. Errors: rejects with `FileNotSaved`.
 */
export async function saveFile(path: string, text: string | AsyncIterable<string>): Promise<void> {
  const part = join(dirname(path), `.rootkeep-${randomBytes(8).toString('hex')}.part`)
  try {
    const file = await open(part, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(part, path)
  } catch (error) {
    // Where it cannot be taken away either, what is wrong with the place is said already.
    await rm(part, { force: true }).catch(() => {})
    throw new FileNotSaved(path, error)
  }
}
