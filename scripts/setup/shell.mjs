import { isRoot } from './apt.mjs'
import { aptChromium, downloadChromium, findChromium } from './chromium.mjs'
import { downloadElectron, electronFlags, findElectron, tryElectron } from './electron.mjs'
import { CannotBeHad } from './steps.mjs'

/**
 * @typedef {import('./steps.mjs').Steps} Steps
 * @typedef {import('./runtime.mjs').Runtime} Runtime
 * @typedef {import('./chromium.mjs').Chromium} Chromium
 * @typedef {{ kind: 'electron', path: string, flags: string[] } | { kind: 'chromium', path: string }} Shell
 */

/**
 * What draws the window: Electron where its binary is there or can be had, else the host on a Chromium.
 * `ROOTKEEP_SHELL` (electron or chromium) decides otherwise.
 *
 * @param {Steps} steps
 * @param {Runtime} runtime
 * @param {{ display: boolean }} machine
 * @returns {Promise<Shell>}
 */
export async function obtainShell(steps, runtime, machine) {
  const wish = wishIn(process.env)
  if (wish === 'chromium') {
    return shellOf(await obtainChromium(steps, runtime, 'as ROOTKEEP_SHELL asks'))
  }

  const electron = await obtainElectron(steps, runtime, machine, wish === 'electron')
  if (!('refused' in electron)) return electron
  if (wish === 'electron') {
    throw new CannotBeHad(`Electron was asked for (ROOTKEEP_SHELL), and ${electron.refused}.`)
  }
  return shellOf(
    await obtainChromium(steps, runtime, `because Electron cannot be had: ${electron.refused}`),
  )
}

/**
 * A Chromium for the host: an installed one, a downloaded one, or the distribution's.
 *
 * @param {Steps} steps
 * @param {Runtime} runtime
 * @param {string} why
 * @returns {Promise<Chromium>}
 */
export async function obtainChromium(steps, runtime, why) {
  const first = await findChromium()
  const reasons =
    first.rejected.length > 0 ? first.rejected : ['no Chromium, Chrome or Edge was found']
  let { chromium } = first
  for (const get of [downloadChromium, aptChromium]) {
    if (chromium) break
    const refused = await get(steps, runtime)
    if (refused) reasons.push(refused)
    else ({ chromium } = await findChromium())
  }
  if (!chromium) {
    throw new CannotBeHad(
      `No window can be shown: ${reasons.join('; ')}. Install Chromium, Chrome or Edge (or name one in ROOTKEEP_CHROMIUM) and try again.`,
    )
  }
  steps.there('shell', `the host on ${chromium.name} ${chromium.major} (${chromium.path}), ${why}`)
  return chromium
}

/**
 * @param {Steps} steps
 * @param {Runtime} runtime
 * @param {{ display: boolean }} machine
 * @param {boolean} patient
 * @returns {Promise<Extract<Shell, { kind: 'electron' }> | { refused: string }>}
 */
async function obtainElectron(steps, runtime, machine, patient) {
  const electron = findElectron() ?? (await downloadElectron(steps, runtime, { patient }))
  if ('refused' in electron) return electron
  const flags = electronFlags({ asRoot: isRoot(), display: machine.display })
  const trial = await tryElectron(electron, flags)
  if (!trial.ok) return { refused: `it does not start here (${trial.reason})` }
  steps.there('shell', `Electron ${electron.version}`)
  return { kind: 'electron', path: electron.path, flags }
}

/** @returns {'electron' | 'chromium' | null} */
function wishIn(/** @type {NodeJS.ProcessEnv} */ { ROOTKEEP_SHELL: wish }) {
  if (!wish) return null
  if (wish === 'electron' || wish === 'chromium') return wish
  throw new CannotBeHad(`ROOTKEEP_SHELL is "${wish}"; it can be "electron" or "chromium".`)
}

/** @returns {Shell} */
function shellOf(/** @type {Chromium} */ { path }) {
  return { kind: 'chromium', path }
}
