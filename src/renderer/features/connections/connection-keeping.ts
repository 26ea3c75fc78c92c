import type { Connection } from '../../../shared/domain/connections.ts'
import type { Outcome } from '../../../shared/ipc/result.ts'
import { rootkeep } from '../../state/client.ts'

/** True for what was found here and can be kept: profiles and the environment. The practice organization is always there. */
export function canBeKept({ kept, kind }: Connection): boolean {
  return !kept && (kind === 'profile' || kind === 'environment')
}

/** Keeps a connection that was found, as main reads it. */
export async function keepingOf({ id, kind }: Connection): Promise<Outcome<unknown>> {
  if (kind === 'profile') {
    return rootkeep.connections.importProfiles({ profiles: [id.replace(/^profile:/, '')] })
  }
  const found = await rootkeep.connections.get({ connectionId: id })
  return found.ok
    ? rootkeep.connections.save({ id: null, settings: found.value.settings, secrets: {} })
    : found
}
