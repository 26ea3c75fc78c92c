import { statSync } from 'node:fs'
import { homedir } from 'node:os'
import { resolve } from 'node:path'

/** The path that a person typed, from the folder in which the dialog began; `~` is home. */
export function typedPath(text: string, folder: string): string {
  return resolve(folder, text.trim().replace(/^~(?=$|[/\\])/, homedir()))
}

/** What is there under a path; null where nothing is, or in a folder that may not be looked into. */
export function kindAt(path: string): 'folder' | 'file' | null {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file'
  } catch {
    return null
  }
}
