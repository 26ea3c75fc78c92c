import type { ApprovalRequest } from '../../shared/domain/approvals.ts'
import type { TrustedOperator } from '../../shared/domain/operators.ts'
import type { Plan } from '../../shared/domain/plans.ts'
import { plainLine } from '../plain-line.ts'
import type { ConsentQuestion } from '../shell-services.ts'

const accountsShown = 12

/**
 * What the approver is asked outside of the page. Accounts and calls are counted from the plan itself: its title is the requester's words.
 *
 * @param requester who asks, as this workstation knows them; null where nobody trusts that key here.
 */
export function approvalQuestion(
  { plan, digest, requester: { name, fingerprint } }: ApprovalRequest,
  requester: TrustedOperator | null,
): ConsentQuestion {
  return {
    title: `Approve “${plainLine(plan.title)}”?`,
    detail: [
      requester === null
        ? `Asked by: ${plainLine(name)}, ${fingerprint}, whom this workstation does not know`
        : `Asked by: ${plainLine(requester.name)}, ${fingerprint}`,
      `Organization: ${plan.organizationId}`,
      `Calls: ${callsIn(plan)}`,
      `Accounts: ${accountsIn(plan)}`,
      `Reason: ${plainLine(plan.reason)}`,
      `Until: ${plan.expiresAt}`,
      `Digest: ${digest}`,
    ].join('\n'),
    agree: 'Approve this plan',
  }
}

function callsIn({ targets }: Plan): string {
  const counts = new Map<string, number>()
  for (const { call } of targets.flatMap((target) => target.items)) {
    counts.set(call, (counts.get(call) ?? 0) + 1)
  }
  return counts.size === 0
    ? 'none'
    : [...counts].map(([call, count]) => `${count} × ${plainLine(call, 60)}`).join(', ')
}

function accountsIn({ targets }: Plan): string {
  const shown = targets
    .slice(0, accountsShown)
    .map(({ accountId, accountName }) => `${accountId} (${plainLine(accountName, 40)})`)
  const more = targets.length - shown.length
  return [`${targets.length}:`, shown.join(', '), ...(more > 0 ? [`and ${more} more`] : [])].join(
    ' ',
  )
}
