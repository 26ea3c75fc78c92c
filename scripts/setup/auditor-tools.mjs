import { statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { aptInstall } from './apt.mjs'

/** What README.txt of an evidence bundle asks an auditor to have. The packages of Debian and Ubuntu have the same names. */
export const auditorTools = ['minisign', 'jq', 'python3', 'openssl']

/**
 * The tools with which the tests follow the README of an evidence bundle. Those that are missing are installed where that is possible unasked: as root
 * on Debian and Ubuntu.
 *
 * @param {import('./steps.mjs').Steps} steps
 * @param {{ exists?: (path: string) => boolean, install?: typeof aptInstall, path?: string | undefined }} [world]
 * @returns {Promise<string[]>} those that cannot be had
 */
export async function obtainAuditorTools(
  steps,
  { exists = isFile, install = aptInstall, path = process.env['PATH'] } = {},
) {
  const missing = () => auditorTools.filter((tool) => !isOnPath(tool, path ?? '', exists))
  const wanted = missing()
  const refused = wanted.length === 0 ? null : await install(steps, 'tools', wanted)
  const left = missing()
  steps.there(
    'tools',
    left.length === 0
      ? `${auditorTools.join(', ')}, to check evidence bundles by hand`
      : `no ${left.join(', ')} (${refused ?? 'installed, and not on the PATH'}): tests that need them are skipped`,
  )
  return left
}

/**
 * @param {string} tool
 * @param {string} path
 * @param {(path: string) => boolean} exists
 */
function isOnPath(tool, path, exists) {
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .some((folder) => exists(join(folder, tool)) || exists(join(folder, `${tool}.exe`)))
}

function isFile(/** @type {string} */ path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}
