import type { Plan } from '../../shared/domain/plans.ts'
import type { ConsentQuestion } from '../shell-services.ts'

const accountsNamed = 8

/** What the person at the screen is asked outside of the page before a plan runs: what, where, and which plan. */
export function consentQuestion(plan: Plan, digest: string): ConsentQuestion {
  const named = plan.targets
    .slice(0, accountsNamed)
    .map(({ accountId, accountName, items }) => `${accountId}  ${accountName}: ${callsOf(items)}`)
  const more = plan.targets.length - named.length
  return {
    title: plan.title,
    detail: [
      `Organization ${plan.organizationId}, as ${plan.caller.arn}`,
      ...named,
      ...(more > 0 ? [`and ${more} more accounts`] : []),
      `Plan ${digest.slice(0, 16)}…`,
    ].join('\n'),
    agree: 'Run this plan',
  }
}

function callsOf(items: Plan['targets'][number]['items']): string {
  const counts = new Map<string, number>()
  for (const { call } of items) counts.set(call, (counts.get(call) ?? 0) + 1)
  return [...counts].map(([call, count]) => (count > 1 ? `${count} × ${call}` : call)).join(', ')
}
