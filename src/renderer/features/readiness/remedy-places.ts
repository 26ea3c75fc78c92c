import type { OrganizationSwitch } from '../../../shared/domain/procedures.ts'
import type { ReadinessCheckId, ReadinessResult } from '../../../shared/domain/readiness.ts'
import { beginProcedure, showReadiness } from '../../state/view-store.ts'
import { showNetworkPart } from '../network/network-place.ts'
import { showSetting } from '../settings/show-setting.ts'
import { focusProbe } from './focus-probe.ts'

/** A place in Rootkeep where something can be done about a check. */
export type RemedyPlace = { readonly label: string; readonly go: () => void }

const connection: RemedyPlace = { label: 'Connections', go: () => showSetting('connection') }
const contacts: RemedyPlace = {
  label: 'What would be contacted',
  go: () => showNetworkPart('contacts'),
}
const permissions: RemedyPlace = {
  label: 'Permissions',
  go: () => showReadiness('permissions'),
}
const probe: RemedyPlace = { label: 'Choose the account', go: focusProbe }

function turned(organizationSwitch: OrganizationSwitch): RemedyPlace {
  return {
    label: 'Organization switches',
    go: () => beginProcedure({ kind: 'switch-organization', switch: organizationSwitch }),
  }
}

const places: Partial<Record<ReadinessCheckId, readonly RemedyPlace[]>> = {
  dns: [contacts, connection],
  proxy: [connection],
  network: [contacts, connection],
  tls: [connection],
  credentials: [connection],
  expiry: [connection],
  caller: [connection],
  organization: [connection],
  'trusted-access': [turned('trusted-access')],
  'root-credentials-management': [turned('RootCredentialsManagement')],
  'root-sessions': [turned('RootSessions')],
  delegates: [turned('delegated-administrator')],
  regions: [connection],
  'read-organization': [permissions],
  'task-audit': [permissions],
  'task-delete': [permissions],
  'task-recovery': [permissions],
  'task-unlock-bucket': [permissions],
  'task-unlock-queue': [permissions],
  'deny-root-policy': [permissions],
}

/** What is proven on the account of the operator's choice. */
const provenOnAccount: ReadonlySet<ReadinessCheckId> = new Set([
  'task-audit',
  'task-delete',
  'task-recovery',
  'task-unlock-bucket',
  'task-unlock-queue',
  'deny-root-policy',
])

/** Where to go about a check that did not come out well; empty where its remedy lies outside of Rootkeep. */
export function remedyPlacesOf({ id, state }: ReadinessResult): readonly RemedyPlace[] {
  // A refusal was an answer: another account would not mend it.
  if (state === 'unknown' && provenOnAccount.has(id)) return [probe]
  return places[id] ?? []
}
