import { join } from 'node:path'
import { findBuild, getBuild } from './build.mjs'
import { exclusively } from './lock.mjs'
import { findPackages, getPackages } from './packages.mjs'
import { cache } from './project.mjs'
import { findRuntime, getRuntime } from './runtime.mjs'

/** @typedef {import('./steps.mjs').Steps} Steps */

/**
 * What every command needs: the packages of the lockfile and a Node that runs them.
 *
 * @param {Steps} steps
 */
export async function preparePackages(steps) {
  const packages = await obtain(steps, findPackages, () => getPackages(steps))
  steps.there('packages', `${packages.count} packages, as package-lock.json names them`)
  const runtime = await obtain(steps, findRuntime, () => getRuntime(steps))
  steps.there('runtime', `Node ${runtime.version}, ${runtime.why}`)
  return runtime
}

/**
 * The built app in out/.
 *
 * @param {Steps} steps
 * @param {import('./runtime.mjs').Runtime} runtime
 */
export async function prepareBuild(steps, runtime) {
  await obtain(steps, findBuild, () => getBuild(steps, runtime))
  steps.there('build', 'out/ is made from these sources')
}

/**
 * Makes a shell ready under the lock, so that two starts at once do not download the same twice.
 *
 * @template T
 * @param {Steps} steps
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export function alone(steps, work) {
  return exclusively(
    join(cache, 'setup.lock'),
    () => steps.doing('set-up', 'waiting for another set-up of this folder to end'),
    work,
  )
}

/**
 * What is there already, else what the work makes of it. It is looked for again under the lock: somebody else may
 * have made it meanwhile.
 *
 * @template T
 * @param {Steps} steps
 * @param {() => T | null} find
 * @param {() => Promise<T>} get
 * @returns {Promise<T>}
 */
async function obtain(steps, find, get) {
  return find() ?? (await alone(steps, async () => find() ?? (await get())))
}
