import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cache } from './project.mjs'

const file = join(cache, 'shells.json')
const DAY_MS = 24 * 60 * 60_000

/**
 * What earlier starts found out about shells, for one day: which program starts, what could not be downloaded.
 * It only saves time: a lost or broken file is an empty memory.
 *
 * @param {string} key
 * @returns {unknown} null where nothing is known
 */
export function recall(key) {
  const entry = read()[key]
  return entry && Date.now() - entry.at < DAY_MS ? entry.value : null
}

/** @type {<T>(key: string, value: T) => T} */
export function remember(key, value) {
  mkdirSync(cache, { recursive: true })
  writeFileSync(
    file,
    `${JSON.stringify({ ...read(), [key]: { at: Date.now(), value } }, null, 2)}\n`,
  )
  return value
}

/** @returns {Record<string, { at: number, value: unknown }>} */
function read() {
  try {
    return /** @type {ReturnType<typeof read>} */ (JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return {}
  }
}
