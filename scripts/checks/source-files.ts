import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type SourceFile = {
  /** From the folder of the clone, with slashes. */
  readonly path: string
  readonly text: string
}

const notOurs = new Set([
  '.git',
  '.cache',
  'node_modules',
  'out',
  'coverage',
  'test-results',
  'playwright-report',
  'package-lock.json',
])

/** Endings of files that hold text; the others (screenshots, icons) are not read. */
const textual = /\.(c?m?[jt]sx?|json|css|html|md|ya?ml|txt)$|^\.[a-z]+rc$|(^|\/)\.ci\//

/** Every text file of the project, sorted by path. */
export function sourceFiles(root: string): SourceFile[] {
  return pathsIn(root, '').map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

function pathsIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !notOurs.has(entry.name))
    .flatMap((entry) => {
      const path = folder ? `${folder}/${entry.name}` : entry.name
      if (entry.isDirectory()) return pathsIn(root, path)
      return entry.isFile() && textual.test(path) ? [path] : []
    })
    .toSorted()
}
