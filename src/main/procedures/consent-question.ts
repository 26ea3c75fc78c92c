import type { Plan } from '../../shared/domain/plans.ts'
import { plainLine } from '../plain-line.ts'
import type { ConsentQuestion } from '../shell-services.ts'

const accountsNamed = 8

/**
 * What the person at the screen is asked outside of the page before a plan runs: what, where, and which plan. Names are those of AWS and of the page, so
 * none may pass for a line of ours.
 *
 * @param warning a line that they must not miss; null where there is none.
 */
export function consentQuestion(
  plan: Plan,
  digest: string,
  warning: string | null = null,
): ConsentQuestion {
  const named = plan.targets
    .slice(0, accountsNamed)
    .map(
      ({ accountId, accountName, items }) =>
        `${accountId}  ${plainLine(accountName, 60)}: ${callsOf(items)}`,
    )
  const more = plan.targets.length - named.length
  return {
    title: plainLine(plan.title),
    detail: [
      `Organization ${plan.organizationId}, as ${plainLine(plan.caller.arn, 250)}`,
      ...named,
      ...(more > 0 ? [`and ${more} more accounts`] : []),
      ...(warning === null ? [] : [warning]),
      `Plan ${digest.slice(0, 16)}…`,
    ].join('\n'),
    agree: 'Run this plan',
  }
}

function callsOf(items: Plan['targets'][number]['items']): string {
  if (items.length === 0) return 'is read back, nothing is changed'
  const counts = new Map<string, number>()
  for (const { call } of items) counts.set(call, (counts.get(call) ?? 0) + 1)
  return [...counts].map(([call, count]) => (count > 1 ? `${count} × ${call}` : call)).join(', ')
}
