import { setTimeout as wait } from 'node:timers/promises'
import { systemClock, type Clock } from '../src/main/clock.ts'
import { openDatabase } from '../src/main/database/database.ts'
import { unitNames } from '../src/main/database/inventory.ts'
import { createStore } from '../src/main/database/store.ts'
import { accountId, listed, organizationId, units } from '../src/main/testing/kept-organization.ts'
import { openWorkstation, required } from '../src/main/testing/trial.ts'
import { createWorkstation, type Workstation } from '../src/main/workstation.ts'
import type { Organization } from './organization.ts'

/** Makes the next start in this folder open the connection `Environment`, as if it had been used before. */
export function rememberEnvironment(folder: string): void {
  const database = required(openDatabase(folder, new Date()))
  createStore(database.db).settings.remember('connection', 'environment')
  database.close()
}

/**
 * Audits an organization into this folder with no window, as the command line does.
 *
 * @param daysAgo how many days before now it happens, for the folder and for the organization.
 */
export async function auditInto(
  folder: string,
  organization: Organization,
  daysAgo = 0,
): Promise<void> {
  const workstation =
    daysAgo === 0
      ? openWorkstation(folder, organization.environment)
      : required(
          createWorkstation({
            dataFolder: folder,
            practiceWorker: new URL('../src/simulator/worker.ts', import.meta.url),
            shell: { version: '0.0.0', shell: 'none', shellVersion: '', sandboxed: true },
            environment: organization.environment,
            clock: clockBehind(daysAgo * 86_400_000),
          }),
        )
  const skewSeconds = -daysAgo * 86_400
  await organization.control('PUT', 'clock', { skewSeconds })
  try {
    required(await workstation.session.connect('environment'))
    required(workstation.audits.start({ kind: 'organization' }, false))
    await workstation.audits.activeRun()?.finished
    // The tree is read beside the run; a workstation that closes does not wait for it.
    while (!(await unitsAreRead(workstation))) await wait(20)
  } finally {
    await workstation.close()
    await organization.control('PUT', 'clock', { skewSeconds: 0 })
  }
}

/**
 * Keeps so many accounts in this folder as the members of an organization that `Environment` showed last.
 * Returns their IDs.
 */
export function keepAccounts(folder: string, count: number): string[] {
  const database = required(openDatabase(folder, new Date()))
  const { inventory, settings } = createStore(database.db)
  const at = new Date().toISOString()
  const members = Array.from({ length: count }, (_, number) => listed(number))
  inventory.saveOrganization({
    id: organizationId,
    managementAccountId: accountId(0),
    featureSet: 'ALL',
    features: ['RootCredentialsManagement'],
    trustedAccess: true,
    describedAt: at,
  })
  inventory.saveUnits(organizationId, units)
  inventory.saveAccounts(organizationId, members, unitNames(units), at)
  settings.remember('connection', 'environment')
  settings.remember('connection.organization.environment', organizationId)
  database.close()
  return members.map((member) => member.id)
}

async function unitsAreRead({ handlers }: Workstation): Promise<boolean> {
  return required(await handlers.accounts.units(undefined)).length > 1
}

function clockBehind(milliseconds: number): Clock {
  const now = () => systemClock.now() - milliseconds
  return { now, instant: () => new Date(now()).toISOString() }
}
