import type { OrganizationId } from '../../shared/domain/accounts.ts'
import { everyAccount } from '../../shared/domain/account-query.ts'
import { eventsOfAudit, noteOf } from '../../shared/domain/courtesy-note.ts'
import type { CourtesyNote } from '../../shared/domain/journal.ts'
import { isAuditable } from '../../shared/domain/posture.ts'
import type { RunScope } from '../../shared/domain/runs.ts'
import type { Store } from '../database/store.ts'

const hourMs = 3_600_000

/**
 * The courtesy note for the SOC before an audit run (fact sheet 6.2): the accounts that the cache expects, and those of them whose details are read as
 * far as the last look says.
 *
 * @param now milliseconds since the epoch.
 */
export function auditNote(
  store: Store,
  organizationId: OrganizationId,
  { scope, deep }: { readonly scope: RunScope; readonly deep: boolean },
  { callerArn, region }: { readonly callerArn: string; readonly region: string },
  now: number,
): CourtesyNote {
  const byId = { key: 'id', descending: false } as const
  const meant =
    scope.kind === 'accounts'
      ? scope.accountIds
      : store.accountTable.ids(organizationId, everyAccount, byId)
  const accountIds = meant.filter((id) => {
    const known = store.inventory.stateOf(organizationId, id)
    return known !== null && !known.isManagement && isAuditable(known.state)
  })
  const holding = new Set(
    store.accountTable.ids(
      organizationId,
      { ...everyAccount, postures: ['non-compliant', 'exempt'] },
      byId,
    ),
  )
  const withDetails = deep ? accountIds : accountIds.filter((id) => holding.has(id))
  return noteOf({
    title: `Audit the root users of ${accountIds.length} member accounts`,
    callerArn,
    region,
    ticket: null,
    reason: 'An audit: it reads, and changes nothing.',
    from: new Date(now).toISOString(),
    until: new Date(now + hourMs).toISOString(),
    accountIds,
    expected: eventsOfAudit(accountIds.length, withDetails.length),
  })
}
