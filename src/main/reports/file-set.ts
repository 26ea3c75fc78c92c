import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { FileNotSaved } from '../saved-file.ts'

export type FileToSave = {
  readonly name: string
  /** Called when its turn has come, so that no two contents are in memory at once. */
  content(): AsyncIterable<string> | Promise<Uint8Array>
}

export type SavedFile = {
  readonly path: string
  readonly bytes: number
  /** Hex. */
  readonly sha256: string
}

/**
 * Writes several files into a folder, for this user only. They get their names together when all of them are on the disk; where one cannot be
 * written, none is left. Names must be free (`freeStem`).
 *
 * Errors: rejects with `FileNotSaved`, or with what a content throws.
 */
export async function saveFilesTogether(
  folder: string,
  files: readonly FileToSave[],
): Promise<SavedFile[]> {
  const parts: string[] = []
  const named: string[] = []
  try {
    const saved: SavedFile[] = []
    for (const file of files) {
      const path = join(folder, file.name)
      const part = join(folder, `.rootkeep-${randomBytes(8).toString('hex')}.part`)
      parts.push(part)
      saved.push({ path, ...(await writePart(part, path, file)) })
    }
    for (const [index, { path }] of saved.entries()) {
      await orNotSaved(path, rename(parts[index] ?? '', path))
      named.push(path)
    }
    return saved
  } catch (error) {
    // Where they cannot be taken away either, what is wrong with the place is said already.
    await Promise.all([...parts, ...named].map((path) => rm(path, { force: true }).catch(() => {})))
    throw error
  }
}

/** The stem, or the first of `stem-2`, `stem-3`, … under which the folder has none of the endings: nothing is written over. */
export function freeStem(folder: string, stem: string, endings: readonly string[]): string {
  const isTaken = (candidate: string): boolean =>
    endings.some((ending) => existsSync(join(folder, `${candidate}.${ending}`)))
  let candidate = stem
  for (let count = 2; isTaken(candidate); count += 1) candidate = `${stem}-${count}`
  return candidate
}

async function writePart(
  part: string,
  path: string,
  { content }: FileToSave,
): Promise<Pick<SavedFile, 'bytes' | 'sha256'>> {
  const digest = createHash('sha256')
  let bytes = 0
  const file = await orNotSaved(path, open(part, 'wx', 0o600))
  try {
    for await (const piece of await piecesOf(content())) {
      const chunk = Buffer.from(piece)
      digest.update(chunk)
      bytes += chunk.length
      await orNotSaved(path, file.writeFile(chunk))
    }
    await orNotSaved(path, file.sync())
  } finally {
    await file.close()
  }
  return { bytes, sha256: digest.digest('hex') }
}

async function piecesOf(
  content: AsyncIterable<string> | Promise<Uint8Array>,
): Promise<AsyncIterable<string> | Iterable<Uint8Array>> {
  return content instanceof Promise ? [await content] : content
}

async function orNotSaved<T>(path: string, writing: Promise<T>): Promise<T> {
  try {
    return await writing
  } catch (error) {
    throw new FileNotSaved(path, error)
  }
}
