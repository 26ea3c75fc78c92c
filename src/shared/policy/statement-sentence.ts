import type { Breadth } from './criterion.ts'
import { bearsOn, takesIn, type Denial } from './denial.ts'
import type { CapabilityRequest, PolicyContext } from './policy-context.ts'
import type { RequestJudgement } from './policy-judgement.ts'
import type { PolicyStatement } from './policy-statement.ts'
import type { ValueReader } from './policy-value.ts'
import {
  actionsPhrase,
  allOf,
  capitalized,
  conditionPhrase,
  lossPhrase,
  principalsPhrase,
  resourcesPhrase,
} from './policy-words.ts'

/** What a Deny does to one kind of request, taken by itself. */
export type DenyEffect = {
  readonly request: CapabilityRequest
  readonly denial: Denial
  readonly breadth: Breadth
  readonly sure: boolean
}

export const policyStays = 'The policy itself can still be read and changed.'

/** What the statement says: "Denies every S3 action on this bucket to everyone where …". */
export function leadOf(
  statement: PolicyStatement,
  judgements: readonly RequestJudgement[],
  context: PolicyContext,
  read: ValueReader,
): string {
  const data = judgements.find(({ request }) => !request.onPolicy)?.request.resourceArn
  const resources = resourcesPhrase(statement, context, {
    resource: takesIn(statement, context.resourceArn, context, read),
    data: data !== undefined && takesIn(statement, data, context, read),
  })
  const verb = statement.effect === 'Deny' ? 'Denies' : 'Allows'
  const who = principalsPhrase(statement, context)
  const where =
    statement.conditions.length === 0
      ? ''
      : ` where ${allOf(statement.conditions.map(conditionPhrase))}`
  return `${verb} ${actionsPhrase(statement, context)} on ${resources} to ${who}${where}`
}

/** What follows from a Deny, by its main effect and by all of them. */
export function consequenceOf(
  { request, breadth, sure, denial }: DenyEffect,
  effects: readonly DenyEffect[],
  context: PolicyContext,
): string {
  const { criteria } = denial
  const stays = request.onPolicy ? '' : ` ${policyStays}`
  const lostTo = (breadths: readonly Breadth[]) =>
    effects
      .filter((effect) => breadths.includes(effect.breadth))
      .map((effect) => effect.request.capability)
  switch (breadth) {
    case 'anyone': {
      const how = criteria.find(({ key }) => key.how !== '')?.key.how
      return criteria.some(({ condition }) => condition !== null)
        ? `Everybody here can get past it${how === undefined ? '' : ` ${how}`}, so it locks nobody out.`
        : 'It denies nothing to anybody else.'
    }
    case 'nobody': {
      const loss = lossPhrase(lostTo(['nobody']), context, 'nobody')
      const left = effects.find((effect) => effect.breadth === 'some')
      return `${capitalized(whyNobody(denial))}, so ${loss}.${stays}${left ? ` The data is left to ${sparedBy(left.denial)}.` : ''}`
    }
    case 'some': {
      const loss = lossPhrase(lostTo(['nobody', 'some']), context, 'nobody else')
      return `It spares only ${sparedBy(denial)}. ${capitalized(loss)}.${stays}${request.onPolicy ? doubtOf(denial, sure) : ''}`
    }
  }
}

function sparedBy({ openings }: Denial): string {
  return allOf(openings.flatMap(({ who }) => who))
}

/** What cannot be seen in a policy: whether those whom a lock spares exist. */
function doubtOf({ criteria, statement }: Denial, sure: boolean): string {
  const isShort = criteria.some((criterion) => criterion.condition === null && !criterion.sure)
  const words = [
    sure
      ? 'If none of these is left, only the root user can.'
      : 'Whether any exist, the policy does not tell.',
    isShort
      ? 'AWS may deny even these, since NotPrincipal does not list their account and sessions as well.'
      : null,
    statement.notPrincipals
      ? 'A user or role that was deleted would show there as a unique ID (AIDA… or AROA…).'
      : null,
  ]
  return words.flatMap((sentence) => (sentence === null ? [] : ` ${sentence}`)).join('')
}

/** Why no request gets past. */
function whyNobody({ criteria, statement }: Denial): string {
  if (criteria.length === 0) return 'no condition limits it'
  return allOf(
    criteria.map(({ condition, key }) => {
      if (condition) return `nobody gets past ${condition.key} (${key.why})`
      return statement.notPrincipals
        ? 'those whom it leaves out are no users or roles of this account (an account there means its root user alone, and a unique ID somebody who was deleted)'
        : 'it means the whole account'
    }),
  )
}

/** Why a Deny that bears on this resource has no effect all the same; null where it has one. */
export function idleReason({ statement, criteria, openings }: Denial): string | null {
  const { principals, notPrincipals } = statement
  if (principals?.every(({ kind }) => kind === 'unique-id') === true) {
    return 'All of these were deleted, so it denies nobody anything.'
  }
  if (notPrincipals?.some(({ kind }) => kind === 'everyone') === true) {
    return 'It leaves out everyone, so it denies nobody anything.'
  }
  const never = criteria.find(
    ({ key }, index) => key.constant && openings[index]?.breadth === 'anyone',
  )
  return never ? `That is not so (${never.key.why}), so it has no effect now.` : null
}

/** RemovePermission takes a statement of a queue out by its Sid: a lock that forgets it may have a back door. */
export function removalNote(
  statement: PolicyStatement,
  context: PolicyContext,
  read: ValueReader,
): string {
  const { service, resourceArn } = context
  if (service !== 'sqs' || statement.sid === null) return ''
  const removal = { action: 'sqs:RemovePermission', resourceArn }
  return bearsOn(statement, removal, context, read)
    ? ''
    : ' It does not deny sqs:RemovePermission, with which an administrator may still take it out by its Sid.'
}
