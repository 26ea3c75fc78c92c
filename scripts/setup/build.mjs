import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { capture } from './child.mjs'
import { inProject, root } from './project.mjs'
import { CannotBeHad } from './steps.mjs'

/** All that the build reads. */
const inputs = [
  'src',
  'resources',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.renderer.json',
]
const stamp = inProject('out', '.sources')

/** @returns {boolean | null} null where out/ is missing or made from other sources */
export function findBuild() {
  const built = existsSync(inProject('out', 'main', 'index.js')) && existsSync(stamp)
  return built && readFileSync(stamp, 'utf8') === digestOf(root, inputs) ? true : null
}

/**
 * @param {import('./steps.mjs').Steps} steps
 * @param {import('./runtime.mjs').Runtime} runtime
 */
export async function getBuild(steps, runtime) {
  steps.doing('build', 'building main, preload and renderer (electron-vite build)')
  // Taken before: a file that is saved while the build runs makes the next start build again.
  const sources = digestOf(root, inputs)
  const vite = inProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const { code, output } = await capture(runtime.node, [vite, 'build'], {
    cwd: root,
    timeoutMs: 5 * 60_000,
  })
  if (code !== 0) throw new CannotBeHad(`The build failed:\n\n${output.trim()}`)
  writeFileSync(stamp, sources)
  return true
}

/**
 * One digest over the names and contents of files; tests do not count.
 *
 * @param {string} folder
 * @param {readonly string[]} paths files and folders in it
 */
export function digestOf(folder, paths) {
  const hash = createHash('sha256')
  for (const path of paths.flatMap((entry) => filesIn(folder, entry))) {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(folder, path)))
      .update('\0')
  }
  return hash.digest('hex')
}

/** @returns {string[]} */
function filesIn(/** @type {string} */ folder, /** @type {string} */ path) {
  const full = join(folder, path)
  if (!existsSync(full)) return []
  const entries = safeEntries(full)
  if (!entries) return /\.test\.tsx?$/.test(path) ? [] : [path]
  return entries.toSorted().flatMap((entry) => filesIn(folder, `${path}/${entry}`))
}

/** The names in a folder; null for a file. */
function safeEntries(/** @type {string} */ path) {
  try {
    return readdirSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return null
    throw error
  }
}
