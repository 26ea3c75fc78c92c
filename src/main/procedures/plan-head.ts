import type { Plan, PlanHead } from '../../shared/domain/plans.ts'

/** The plan without its accounts, and what of them has to be acknowledged. */
export function planHeadOf(plan: Plan): PlanHead {
  const { targets, ...head } = plan
  return {
    ...head,
    targetCount: targets.length,
    itemCount: targets.reduce((sum, target) => sum + target.items.length, 0),
    acknowledgements: targets.flatMap(({ accountId, accountName, items }) =>
      items.flatMap(({ id, acknowledge }) =>
        acknowledge === null ? [] : [{ itemId: id, accountId, accountName, sentence: acknowledge }],
      ),
    ),
  }
}
