import { mkdtemp, rm } from 'node:fs/promises'
import { statSync } from 'node:fs'
import { posix, win32, join } from 'node:path'
import { tmpdir } from 'node:os'
import { aptInstall, isRoot } from './apt.mjs'
import { capture, lastWords } from './child.mjs'
import { recall, remember } from './memory.mjs'
import { inProject } from './project.mjs'
import { CannotBeHad } from './steps.mjs'

/** Older ones lack what the host drives and the renderer is built for. */
const OLDEST_MAJOR = 120

/**
 * @typedef {{ path: string, name: string, major: number }} Chromium
 * @typedef {{ ok: true, name: string, major: number } | { ok: false, reason: string }} Trial
 * @typedef {Readonly<Record<string, string | undefined>>} Environment
 */

/** Chromium before Chrome before Edge; the snap last, because its confinement hides most folders from it. */
const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'google-chrome-beta',
  'microsoft-edge-stable',
  'microsoft-edge',
]

const linuxPaths = [
  '/usr/lib/chromium/chromium',
  '/usr/lib64/chromium-browser/chromium-browser',
  '/opt/google/chrome/chrome',
  '/opt/microsoft/msedge/msedge',
  '/snap/bin/chromium',
]

const macApplications = ['Chromium', 'Google Chrome', 'Google Chrome Beta', 'Microsoft Edge']

const windowsPrograms = [
  'Chromium\\Application\\chrome.exe',
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
]

/**
 * Every place where a Chromium may be, best first.
 *
 * @param {NodeJS.Platform} platform
 * @param {Environment} environment
 * @returns {string[]}
 */
export function places(platform, environment) {
  const named = environment['ROOTKEEP_CHROMIUM']
  if (named) return [named]
  if (platform === 'win32') {
    const roots = [
      environment['ProgramFiles'],
      environment['ProgramFiles(x86)'],
      environment['LOCALAPPDATA'],
    ]
    return windowsPrograms.flatMap((program) =>
      roots.flatMap((folder) => (folder ? [win32.join(folder, program)] : [])),
    )
  }
  const onPath = (environment['PATH'] ?? '')
    .split(':')
    .filter((folder) => folder.startsWith('/'))
    .flatMap((folder) => commands.map((command) => posix.join(folder, command)))
    .toSorted((a, b) => commands.indexOf(posix.basename(a)) - commands.indexOf(posix.basename(b)))
  if (platform !== 'darwin') return [...new Set([...onPath, ...linuxPaths])].toSorted(snapsLast)
  const folders = [
    '/Applications',
    ...(environment['HOME'] ? [posix.join(environment['HOME'], 'Applications')] : []),
  ]
  const bundles = macApplications.flatMap((name) =>
    folders.map((folder) => `${folder}/${name}.app/Contents/MacOS/${name}`),
  )
  return [...bundles, ...onPath]
}

/**
 * The first installed Chromium, Chrome or Edge that starts and is new enough.
 *
 * @param {{ exists?: (path: string) => boolean, tryIt?: (path: string) => Promise<Trial>,
 *   platform?: NodeJS.Platform, environment?: Environment }} [world]
 * @returns {Promise<{ chromium: Chromium | null, rejected: string[] }>} rejected: what was there and would not do
 */
export async function findChromium({
  exists = isFile,
  tryIt = tryChromium,
  platform = process.platform,
  environment = process.env,
} = {}) {
  /** @type {string[]} */
  const rejected = []
  const named = environment['ROOTKEEP_CHROMIUM']
  if (named && !exists(named)) {
    throw new CannotBeHad(`ROOTKEEP_CHROMIUM names ${named}, and there is no such program.`)
  }
  for (const more of [() => places(platform, environment), named ? () => [] : downloadedPaths]) {
    for (const path of (await more()).filter(exists)) {
      // One after the other: the first that does is the one.
      const trial = await tryIt(path)
      if (!trial.ok) {
        rejected.push(`${path}: ${trial.reason}`)
      } else if (trial.major < OLDEST_MAJOR) {
        rejected.push(`${path}: version ${trial.major} is older than ${OLDEST_MAJOR}`)
      } else {
        return { chromium: { path, name: trial.name, major: trial.major }, rejected }
      }
    }
  }
  if (named) {
    throw new CannotBeHad(
      `ROOTKEEP_CHROMIUM names a program that will not do: ${rejected.join('; ')}.`,
    )
  }
  return { chromium: null, rejected }
}

/**
 * Starts a browser once, without a window, and reads its version off a page: `--version` says less (it needs
 * neither libraries nor a sandbox) and opens a window on Windows.
 *
 * @param {string} path
 * @returns {Promise<Trial>}
 */
export async function tryChromium(path) {
  const { mtimeMs, size } = statSync(path)
  const key = `${path} ${mtimeMs} ${size} ${isRoot() ? 'root' : 'user'} starts`
  const earlier = /** @type {Trial | null} */ (recall(key))
  if (earlier) return earlier
  const profile = await mkdtemp(join(tmpdir(), 'rootkeep-chromium-'))
  try {
    const page = 'data:text/html,<script>document.write(navigator.userAgent)</script>'
    const flags = [
      '--headless=new',
      '--disable-gpu',
      '--no-first-run',
      `--user-data-dir=${profile}`,
      ...(isRoot() ? ['--no-sandbox'] : []),
    ]
    const { output, timedOut } = await capture(path, [...flags, '--dump-dom', page], {
      timeoutMs: 30_000,
    })
    const major = /Chrome\/(\d+)/.exec(output)?.[1]
    if (major) return remember(key, { ok: true, name: nameOf(path), major: Number(major) })
    return remember(key, {
      ok: false,
      reason: timedOut ? 'it does not come up' : lastWords(output) || 'it does not start',
    })
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

/**
 * @param {import('./steps.mjs').Steps} steps
 * @param {import('./runtime.mjs').Runtime} runtime
 * @returns {Promise<string | null>} why it could not be had; null where it is there now
 */
export async function downloadChromium(steps, runtime) {
  const key = 'playwright chromium download'
  const earlier = recall(key)
  if (typeof earlier === 'string') return `${earlier}, tried less than a day ago`
  steps.doing('shell', 'downloading a Chromium (playwright install chromium, at most 3 minutes)')
  const result = await capture(
    runtime.node,
    [inProject('node_modules', 'playwright-core', 'cli.js'), 'install', '--no-shell', 'chromium'],
    {
      env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
      timeoutMs: 3 * 60_000,
      patienceMs: 25_000,
      stillWorking: (output) => /\d+% of/.test(output),
    },
  )
  if (result.code === 0) return null
  const why =
    /E[A-Z]{5,}|status code \d+|\b[45]\d\d\b/.exec(result.output)?.[0] ?? lastWords(result.output)
  return remember(
    key,
    result.timedOut ? 'the download took too long' : `the download was refused (${why})`,
  )
}

/**
 * The distribution's own Chromium.
 *
 * @param {import('./steps.mjs').Steps} steps
 * @returns {Promise<string | null>} why it could not be had; null where it is there now
 */
export function aptChromium(steps) {
  return aptInstall(steps, 'shell', ['chromium'])
}

/** Where `playwright install` puts its Chromium; asked last, because the question loads a library. */
async function downloadedPaths() {
  const { chromium } = await import('playwright-core')
  const path = chromium.executablePath()
  return path ? [path] : []
}

function isFile(/** @type {string} */ path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}

function nameOf(/** @type {string} */ path) {
  if (/edge/i.test(path)) return 'Edge'
  return /google|\bchrome(\.exe)?$/i.test(path) && !/chromium/i.test(path) ? 'Chrome' : 'Chromium'
}

function snapsLast(/** @type {string} */ a, /** @type {string} */ b) {
  return Number(a.startsWith('/snap/')) - Number(b.startsWith('/snap/'))
}
