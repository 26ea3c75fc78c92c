import type { OrganizationId } from '../../../shared/domain/accounts.ts'
import type { ConnectionSettings } from '../../../shared/domain/connections.ts'
import type { JournalDraft } from '../../../shared/domain/journal.ts'
import { hostOf, signsInAs } from './connection-words.ts'
import { endpointLabels } from './connection-changes.ts'

/** The entry of the journal that tells that a connection was kept, changed or removed. SECURITY: settings hold no secret. */
export function connectionEntry(
  what:
    | { readonly kind: 'connection-kept'; readonly isNew: boolean }
    | { readonly kind: 'connection-removed' },
  actor: string,
  settings: ConnectionSettings,
  organizationId: OrganizationId | null,
  changes: readonly string[],
): JournalDraft {
  return {
    kind: what.kind,
    organizationId,
    accountId: null,
    procedureId: null,
    caseId: null,
    actor,
    detail: {
      name: settings.name,
      kind: settings.signIn.kind,
      as: signsInAs(settings),
      hosts: hostsOf(settings),
      ...(what.kind === 'connection-kept' ? { isNew: what.isNew, changes: [...changes] } : {}),
    },
  }
}

/** What stands in the place of AWS's own hosts, or before them. */
function hostsOf({ endpoints, proxy }: ConnectionSettings): string[] {
  const own = endpointLabels.flatMap(([name]) => endpoints[name] ?? [])
  return [...new Set([...own, ...(proxy === null ? [] : [proxy.url])].map(hostOf))]
}
