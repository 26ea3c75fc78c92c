import type { OrganizationId } from '../shared/domain/accounts.ts'
import { succeed } from '../shared/ipc/result.ts'
import type { Workstation } from '../main/workstation.ts'
import { namesConnection, type Command, type Options } from './arguments.ts'
import { connectionIdOf } from './kept-connection.ts'
import { printedAccounts } from './listing.ts'
import { printAccounts, writeData } from './output.ts'
import { complain } from './complaint.ts'
import { openWorkstation } from './workstation.ts'

/** `rootkeep accounts`: what the cache knows, without any call to AWS. */
export const accountsCommand: Command = async (options) => {
  const opened = openWorkstation(options)
  if (!opened.ok) {
    complain(opened.error)
    return 1
  }
  const workstation = opened.value
  try {
    const organizationId = await cachedOrganization(workstation, options)
    if (organizationId === null) return 1
    const accounts = printedAccounts(workstation.store, organizationId)
    const run = workstation.store.runs.page(organizationId, 0, 1).runs[0] ?? null
    if (!(await writeData(printAccounts({ run, accounts }, options.format), options.out))) return 1
    return accounts.some((account) => account.posture === 'unknown' || account.posture === 'stale')
      ? 2
      : 0
  } finally {
    await workstation.close()
  }
}

/** The organization that the cache holds for these options, brought up to now; null after saying why not. */
export async function cachedOrganization(
  workstation: Workstation,
  options: Options,
): Promise<OrganizationId | null> {
  const { store } = workstation
  const named = namesConnection(options)
    ? connectionIdOf(options, workstation.acts.record.connections.list().connections)
    : succeed(store.settings.remembered('connection'))
  if (!named.ok) {
    complain(named.error)
    return null
  }
  const connectionId = named.value
  const id =
    connectionId === null
      ? null
      : store.settings.remembered(`connection.organization.${connectionId}`)
  if (id === null) {
    const which = namesConnection(options)
      ? 'no organization of this connection'
      : 'no organization'
    process.stderr.write(`The cache holds ${which} yet.\nRun: rootkeep audit\n`)
    return null
  }
  const organizationId = id as OrganizationId
  await store.verdicts.refreshDue(
    organizationId,
    store.freshnessWindowMs(),
    new Date().toISOString(),
  )
  return organizationId
}
