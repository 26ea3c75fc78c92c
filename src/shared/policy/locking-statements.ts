import {
  isLost,
  judgeAlone,
  judgeAmong,
  wayToChange,
  type RequestVerdict,
  type RequestJudgement,
} from './policy-judgement.ts'

/**
 * The statements to change so that administrators get back what they lost, by index: those that take it away
 * by themselves, and as many of the others as it needs where several do so between them.
 *
 * Where the policy cannot be changed, reading it and changing it one way or the other is what matters: a
 * statement that guards the other way stays. Else it is what is lost, the policy before its data.
 */
export function lockingStatements(judgements: readonly RequestJudgement[]): number[] {
  const isRestored = restoration(judgements)
  const opensWithout = (left: ReadonlySet<number>) =>
    isRestored(judgeAmong(judgements, (index) => !left.has(index)))
  if (isRestored(judgements)) return []
  const bearing = new Set(
    judgements.flatMap(({ denials }) => denials.map(({ statement }) => statement.index)),
  )
  const locking = new Set(
    [...bearing].filter((index) => !isRestored(judgeAlone(judgements, index))),
  )
  if (opensWithout(locking)) return sorted(locking)
  const needed = new Set(bearing)
  for (const index of sorted(bearing).filter((one) => !locking.has(one))) {
    needed.delete(index)
    if (!opensWithout(needed)) needed.add(index)
  }
  return sorted(needed)
}

/** What has to be so again for what is lost now. */
function restoration(
  judgements: readonly RequestJudgement[],
): (after: readonly RequestVerdict[]) => boolean {
  if (wayToChange(judgements).breadth !== 'anyone') {
    return (after) =>
      wayToChange(after).breadth === 'anyone' &&
      !after.some((one) => one.request.capability === 'read-policy' && isLost(one))
  }
  const lost = judgements.filter(isLost).map(({ request }) => request)
  const onPolicy = lost.filter((request) => request.onPolicy)
  const matter = new Set(
    (onPolicy.length > 0 ? onPolicy : lost).map(({ capability }) => capability),
  )
  return (after) => !after.some((one) => matter.has(one.request.capability) && isLost(one))
}

function sorted(indexes: ReadonlySet<number>): number[] {
  return [...indexes].toSorted((a, b) => a - b)
}
