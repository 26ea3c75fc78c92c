import { openWorkstation, required } from '../src/main/testing/trial.ts'
import { noShell } from '../src/main/shell-services.ts'
import { createChooser } from './chooser.ts'
import { createDriver } from './driver.ts'
import { createWorld } from './world.ts'

/**
 * The process that is killed: an operator at work over a data folder. Says each step on standard output, so that the kill can be aimed.
 *
 * Arguments: data folder, endpoint, seed, and `go-on` (work until killed) or `finish` (take up what is left, and end).
 */
const [home = '', endpoint = '', seed = '0', task = 'go-on'] = process.argv.slice(2)

const choose = createChooser(Number(seed))
const world = createWorld(endpoint, choose)
const workstation = openWorkstation(home, process.env, {
  ...noShell,
  consent: () => Promise.resolve(true),
})
workstation.subscribe((channel, payload) => {
  if (channel !== 'procedures.changed') return
  const { step, state } = payload as { step: string; state: string }
  process.stdout.write(`${step} ${state}\n`)
})
// The network is bad: a connection may take more than one attempt.
for (let attempt = 0; !workstation.session.target(); attempt += 1) {
  const connected = await workstation.session.connect('environment')
  if (attempt === 5) required(connected)
}
const driver = createDriver(workstation, world, choose)
const organizationId = workstation.session.organizationId()
if (organizationId && workstation.store.inventory.listedAt(organizationId) === null) {
  required(workstation.audits.start({ kind: 'organization' }, false))
  await workstation.audits.activeRun()?.finished
}
process.stdout.write('ready\n')
await driver.takeUp()
while (task === 'go-on') await driver.something()
await workstation.close()
