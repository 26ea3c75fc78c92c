import { existsSync, readFileSync } from 'node:fs'
import { npm, reasonOf } from './npm.mjs'
import { inProject } from './project.mjs'
import { CannotBeHad } from './steps.mjs'

/** Enough for a slow line; npm itself ends sooner where there is no line at all. */
const TIME_LIMIT_MS = 10 * 60_000

/** Tools and this platform's binaries too, whatever the user's npm settings leave out; nothing of theirs is run. */
const everything = ['--include=dev', '--include=optional', '--ignore-scripts']

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} Entry
 * @typedef {Record<string, Entry>} Entries
 */

/**
 * True where everything that the lockfile wants is installed in that version. Optional packages may be
 * missing: they are mostly for other platforms.
 *
 * @param {Entries} wanted `packages` of package-lock.json
 * @param {Entries} installed `packages` of the record that npm writes last into node_modules
 */
export function matches(wanted, installed) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const found = installed[path]
    if (!found) return entry.optional === true || entry.devOptional === true
    return found.version === entry.version && found.integrity === entry.integrity
  })
}

/** @returns {{ count: number } | null} null where packages are missing or not those of the lockfile */
export function findPackages() {
  const record = inProject('node_modules', '.package-lock.json')
  if (!existsSync(record)) return null
  const installed = entriesOf(record)
  return matches(entriesOf(inProject('package-lock.json')), installed)
    ? { count: Object.keys(installed).length }
    : null
}

/** @param {import('./steps.mjs').Steps} steps */
export async function getPackages(steps) {
  steps.doing('packages', 'installing what package-lock.json names (npm ci)')
  // One question first: without an answer npm itself would try for minutes, package by package. What its cache
  // holds from earlier is still good then.
  const answer = await npm(['view', 'zod', 'version', '--fetch-retries=0'], { timeoutMs: 20_000 })
  const how = answer.code === 0 ? everything : [...everything, '--offline']
  let result = await npm(['ci', ...how], { timeoutMs: TIME_LIMIT_MS })
  if (result.output.includes('EUSAGE')) {
    // A lockfile that was written against a registry without some platforms' optional packages lacks them, and
    // npm ci calls that out of sync. npm install keeps to the same versions and asks for the rest.
    steps.doing('packages', 'npm ci finds the lockfile incomplete; npm install --no-save instead')
    result = await npm(['install', '--no-save', ...how], { timeoutMs: TIME_LIMIT_MS })
  }
  if (result.code !== 0) {
    throw new CannotBeHad(
      `The packages cannot be installed: ${reasonOf(answer.code === 0 ? result : answer)}. Rootkeep needs them once; see that npm works here ("npm ping", "npm config list") and try again.`,
    )
  }
  const packages = findPackages()
  if (packages) return packages
  throw new CannotBeHad(
    'package.json and package-lock.json do not agree. Bring them together with "npm install" and try again.',
  )
}

/** @returns {Entries} */
function entriesOf(/** @type {string} */ path) {
  return /** @type {{ packages: Entries }} */ (JSON.parse(readFileSync(path, 'utf8'))).packages
}
