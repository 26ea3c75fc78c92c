import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const BEAT_MS = 2_000
/** A lock without a beat for this long was left behind by a process that was killed. */
const ABANDONED_MS = 15_000

/**
 * Runs the work while no other process runs work under the same lock file. The owner touches the file while
 * it works: its age tells a lock in use from one left behind, which a process number (used again) cannot.
 *
 * @template T
 * @param {string} path
 * @param {() => void} onWait called once where somebody else is at work
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function exclusively(path, onWait, work) {
  await mkdir(dirname(path), { recursive: true })
  const mine = `${process.pid} ${performance.timeOrigin}`
  for (let waited = false; !(await take(path, mine)); waited = true) {
    if (!waited) onWait()
    if (await isAbandoned(path)) await rm(path, { force: true })
    else await sleep(250)
  }
  const beat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), BEAT_MS)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    if ((await readFile(path, 'utf8').catch(() => '')) === mine) await rm(path, { force: true })
  }
}

/** @returns {Promise<boolean>} */
async function take(/** @type {string} */ path, /** @type {string} */ mine) {
  try {
    await writeFile(path, mine, { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

async function isAbandoned(/** @type {string} */ path) {
  const age = await stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  )
  return age > ABANDONED_MS
}
