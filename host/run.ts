import { existsSync, readFileSync, statSync } from 'node:fs'
import { enableCompileCache, registerHooks } from 'node:module'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/**
 * The stand-in for the `electron` binary: `node host/run.ts <main or its package> [arguments]`. Loads the
 * built main unmodified; its `import 'electron'` finds `electron.ts` beside this file.
 */
const [, , given = '.', ...rest] = process.argv
const main = mainOf(resolve(given))
if (!existsSync(main)) {
  console.error(`There is nothing to run at ${main}: build it first (electron-vite build).`)
  process.exit(1)
}
if (process.versions['electron'] !== undefined) {
  console.error('The host is a stand-in for Electron and does not run inside it.')
  process.exit(1)
}

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron' && specifier !== 'electron/main') return next(specifier, context)
    return { url: new URL('electron.ts', import.meta.url).href, shortCircuit: true }
  },
})

// Compiled once, not at every start; where the folder cannot be written, it does without.
enableCompileCache(fileURLToPath(new URL('../.cache/compile', import.meta.url)))
process.argv = [process.execPath, main, ...rest]
await import(pathToFileURL(main).href)

/** A folder is a package whose `main` counts. */
function mainOf(path: string): string {
  if (!existsSync(path) || statSync(path).isFile()) return path
  const about = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as { main?: string }
  return join(path, about.main ?? 'index.js')
}
