import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { capture, lastWords } from './child.mjs'
import { recall, remember } from './memory.mjs'
import { cache, inProject } from './project.mjs'

/** Without a byte for this long the download counts as refused. */
const FIRST_BYTE_MS = 20_000
const DOWNLOAD_MS = 60_000
/** For somebody who asked for Electron by name. */
const PATIENT_DOWNLOAD_MS = 10 * 60_000

/**
 * @typedef {{ path: string, version: string }} Electron
 * @typedef {{ ok: true } | { ok: false, reason: string }} Trial
 */

/** The version that package-lock.json names. */
export function electronVersion() {
  const text = readFileSync(inProject('node_modules', 'electron', 'package.json'), 'utf8')
  const { version } = /** @type {{ version: string }} */ (JSON.parse(text))
  return version
}

/** @returns {Electron | null} the binary where it lies complete: the installer writes path.txt last */
export function findElectron() {
  const folder = inProject('node_modules', 'electron')
  const pointer = join(folder, 'path.txt')
  if (!existsSync(pointer)) return null
  const path = join(
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'),
    readFileSync(pointer, 'utf8').trim(),
  )
  return existsSync(path) ? { path, version: electronVersion() } : null
}

/**
 * Runs Electron's own installer, under a time limit. A refusal is remembered for a day, so that the next
 * start is quick.
 *
 * @param {import('./steps.mjs').Steps} steps
 * @param {import('./runtime.mjs').Runtime} runtime
 * @param {{ patient: boolean }} options patient: the user asked for Electron, so wait long and forget refusals
 * @returns {Promise<Electron | { refused: string }>}
 */
export async function downloadElectron(steps, runtime, { patient }) {
  const version = electronVersion()
  const key = `electron ${version} download`
  const earlier = recall(key)
  if (typeof earlier === 'string' && !patient) {
    return { refused: `${earlier}, tried less than a day ago` }
  }

  steps.doing(
    'shell',
    `downloading Electron ${version} (at most ${(patient ? PATIENT_DOWNLOAD_MS : DOWNLOAD_MS) / 1000} s)`,
  )
  // The download grows in a temporary folder: given one of its own, a glance tells whether anything arrives.
  const folder = join(cache, 'electron-download')
  await mkdir(folder, { recursive: true })
  const result = await capture(
    runtime.node,
    [inProject('node_modules', 'electron', 'install.js')],
    {
      env: { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder },
      timeoutMs: patient ? PATIENT_DOWNLOAD_MS : DOWNLOAD_MS,
      patienceMs: FIRST_BYTE_MS,
      stillWorking: () => findElectron() !== null || holdsBytes(folder),
    },
  )
  await rm(folder, { recursive: true, force: true })
  const electron = result.code === 0 ? findElectron() : null
  if (electron) return electron
  return {
    refused: remember(
      key,
      result.timedOut
        ? 'its download took too long'
        : `its download was refused (${errorIn(result.output)})`,
    ),
  }
}

/**
 * Starts Electron once, as the app will be started, and lets it leave at once. Libraries, sandbox and display
 * are what can be missing.
 *
 * @param {Electron} electron
 * @param {readonly string[]} flags
 * @returns {Promise<Trial>}
 */
export async function tryElectron(electron, flags) {
  const key = `${electron.path} ${electron.version} ${flags.join(' ')} ${process.env['DISPLAY'] ?? ''} starts`
  const earlier = /** @type {Trial | null} */ (recall(key))
  if (earlier) return earlier
  const probe = inProject('scripts', 'setup', 'electron-probe.cjs')
  const { code, output, timedOut } = await capture(electron.path, [...flags, probe], {
    timeoutMs: 30_000,
  })
  if (code === 0) return remember(key, { ok: true })
  return remember(key, {
    ok: false,
    reason: timedOut ? 'it does not come up' : lastWords(output) || `it ends with code ${code}`,
  })
}

/**
 * The switches that Electron needs on this machine. As root Chromium refuses to run with its sandbox; with no
 * display it draws into memory.
 *
 * @param {{ asRoot: boolean, display: boolean }} machine
 */
export function electronFlags({ asRoot, display }) {
  return [...(asRoot ? ['--no-sandbox'] : []), ...(display ? [] : ['--ozone-platform=headless'])]
}

function holdsBytes(/** @type {string} */ folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((entry) => {
    const found = statSync(join(folder, entry), { throwIfNoEntry: false })
    return found?.isFile() === true && found.size > 0
  })
}

/** Why the installer failed, from the trace that it prints. */
function errorIn(/** @type {string} */ output) {
  const code = /\b(?:E[A-Z]{5,}|EAI_AGAIN|UND_ERR_[A-Z_]+)\b/.exec(output)?.[0]
  if (code) return code
  if (output.includes('fetch failed')) return 'no answer from the download host'
  const line = output.split('\n').find((text) => /error|\b[45]\d\d\b/i.test(text))
  return (line ?? lastWords(output)).trim().slice(0, 160)
}
