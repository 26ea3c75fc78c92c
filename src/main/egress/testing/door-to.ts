import { publicEndpoints } from '../../../shared/domain/connections.ts'
import { knownPartitionOf } from '../service-hosts.ts'
import type { Door, DoorDeps } from '../door.ts'
import { openDoor } from '../open-door.ts'

/** The endpoints of a connection that has one for everything. */
export function allAt(endpoint: string): DoorDeps['settings']['endpoints'] {
  return { ...publicEndpoints, all: endpoint }
}

/** A door that leads to one endpoint alone, such as a practice organization. The test closes it. */
export function doorTo(
  endpoint: string,
  {
    settings,
    ...more
  }: Partial<Omit<DoorDeps, 'settings'>> & {
    readonly settings?: Partial<DoorDeps['settings']>
  } = {},
): Door {
  const { region = 'us-east-1' } = more
  const opened = openDoor({
    settings: {
      partition: knownPartitionOf(region) ?? 'aws',
      signIn: { kind: 'environment' },
      endpoints: allAt(endpoint),
      proxy: null,
      caBundle: null,
      ...settings,
    },
    region,
    signInRegions: [],
    proxyPassword: null,
    ledger() {},
    refused() {},
    clock: () => Date.now(),
    ...more,
  })
  if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.message}`)
  return opened.value
}
