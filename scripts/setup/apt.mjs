import { readFileSync } from 'node:fs'
import { capture, lastWords } from './child.mjs'

/**
 * Debian and Ubuntu, as root: packages of the distribution.
 *
 * @param {import('./steps.mjs').Steps} steps
 * @param {string} step whose lines these are
 * @param {readonly string[]} packages
 * @returns {Promise<string | null>} why they could not be had; null where they are there now
 */
export async function aptInstall(steps, step, packages) {
  if (!isRoot()) return 'installing with apt-get needs root'
  if (!isDebian()) return 'this is neither Debian nor Ubuntu'
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = () =>
    capture('apt-get', ['install', '-y', '--no-install-recommends', ...packages], {
      env,
      timeoutMs: 10 * 60_000,
    })

  steps.doing(step, `installing into this system, as root (apt-get install ${packages.join(' ')})`)
  const first = await install()
  if (first.code === 0) return null
  steps.doing(step, 'refreshing the package lists first (apt-get update)')
  const update = await capture('apt-get', ['update'], { env, timeoutMs: 3 * 60_000 })
  const second = await install()
  return second.code === 0
    ? null
    : `apt-get said: ${lastWords(second.output) || lastWords(update.output)}`
}

export function isRoot() {
  return process.getuid?.() === 0
}

export function isDebian(osRelease = readOsRelease()) {
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(osRelease)
}

function readOsRelease() {
  try {
    return readFileSync('/etc/os-release', 'utf8')
  } catch {
    return ''
  }
}
