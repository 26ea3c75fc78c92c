import type { Breadth, Criterion, Opening } from './criterion.ts'
import { takesIn } from './denial.ts'
import { commonText, patternOf } from './pattern.ts'
import { unlikely, type Capability, type PolicyContext } from './policy-context.ts'
import type { RequestJudgement } from './policy-judgement.ts'
import type { PolicyStatement } from './policy-statement.ts'
import type { ValueReader } from './policy-value.ts'
import { allOf, conditionPhrase, resourceWord } from './policy-words.ts'
import {
  consequenceOf,
  idleReason,
  leadOf,
  policyStays,
  removalNote,
  type DenyEffect,
} from './statement-sentence.ts'

export const statementRoles = [
  'locks-everyone',
  'locks-all-but-some',
  'restricts',
  'allows',
  'no-effect-here',
] as const
export type StatementRole = (typeof statementRoles)[number]

/** What one statement does, taken by itself. */
export type StatementReading = {
  /** Counted from 0. */
  readonly index: number
  readonly sid: string | null
  readonly effect: PolicyStatement['effect']
  readonly role: StatementRole
  /** What it denies to everybody, or to all but some. */
  readonly takesAway: readonly Capability[]
  /** True where it leaves none of that to anybody, AWS services included. */
  readonly sparesNobody: boolean
  /** For somebody who has never read a policy. */
  readonly sentence: string
  /** Of a Deny that bears on the policy or its data; else empty. */
  readonly conditions: readonly ConditionReading[]
}

/** Whether a requirement of a Deny can still be met, so that a request gets past it. */
export type ConditionReading = {
  readonly operator: string
  readonly key: string
  readonly values: readonly string[]
  readonly metBy: Breadth
  /** False where it cannot be told whether somebody really meets it. */
  readonly sure: boolean
  readonly sentence: string
}

/** Reads a statement with what was judged of the policy's requests. */
export function readStatement(
  statement: PolicyStatement,
  judgements: readonly RequestJudgement[],
  context: PolicyContext,
  read: ValueReader,
): StatementReading {
  const { index, sid, effect } = statement
  const base = { index, sid, effect, takesAway: [], sparesNobody: false, conditions: [] } as const
  const lead = leadOf(statement, judgements, context, read)
  if (!touches(statement, context, read)) {
    return {
      ...base,
      role: 'no-effect-here',
      sentence: `${lead}: nothing that this ${resourceWord[context.service]} knows, so it has no effect here.`,
    }
  }
  if (effect === 'Allow') {
    return { ...base, role: 'allows', sentence: `${lead}. It takes nothing away from anybody.` }
  }
  const effects = judgements.flatMap(({ request, denials }): DenyEffect[] => {
    const denial = denials.find((other) => other.statement === statement)
    return denial ? [{ request, denial, ...denial.alone }] : []
  })
  const main = mainEffect(effects)
  if (!main) {
    return { ...base, role: 'restricts', sentence: `${lead}. ${policyStays}` }
  }
  const idle = idleReason(main.denial)
  const conditions = main.denial.criteria.flatMap((criterion, at) => {
    const opening = main.denial.openings[at]
    return (opening && readCondition(criterion, opening)) ?? []
  })
  if (idle !== null) {
    return { ...base, conditions, role: 'no-effect-here', sentence: `${lead}. ${idle}` }
  }
  const taking = effects.filter(({ breadth }) => breadth !== 'anyone')
  const takesAway = taking.map(({ request }) => request.capability)
  const sparesNobody = taking.length > 0 && taking.every(({ breadth }) => breadth === 'nobody')
  const role = roleOf(main)
  const note = role === 'restricts' ? '' : removalNote(statement, context, read)
  const sentence = `${lead}. ${consequenceOf(main, effects, context)}${note}`
  return { ...base, role, takesAway, sparesNobody, conditions, sentence }
}

/** The effect that says most: on the policy before data, and the narrowest. */
function mainEffect(effects: readonly DenyEffect[]): DenyEffect | null {
  const narrow: readonly Breadth[] = ['nobody', 'some', 'anyone']
  const onPolicy = effects.filter(
    ({ request, breadth }) => request.onPolicy && breadth !== 'anyone',
  )
  const among = onPolicy.length > 0 ? onPolicy : effects
  return among.toSorted((a, b) => narrow.indexOf(a.breadth) - narrow.indexOf(b.breadth))[0] ?? null
}

function roleOf({ request, breadth }: DenyEffect): StatementRole {
  if (breadth === 'nobody') return 'locks-everyone'
  // Data that is kept for some is what most policies are for; a policy that is kept for some is a lock.
  return breadth === 'some' && request.onPolicy ? 'locks-all-but-some' : 'restricts'
}

function readCondition(
  { condition, key }: Criterion,
  { breadth, sure, who }: Opening,
): ConditionReading | null {
  if (!condition) return null
  const { operator, values } = condition
  const applies = `The Deny applies where ${conditionPhrase(condition)}`
  const sentences = {
    anyone: key.constant
      ? `${applies}, which is not so: ${key.why}.`
      : `${applies}. Everybody here can get past that${key.how === '' ? '' : ` ${key.how}`}.`,
    some: `${applies}. It spares only ${allOf(who)}${sure ? '' : '; whether any exist, the policy does not tell'}.`,
    nobody: `${applies}. Nobody gets past that: ${key.why}.`,
  }
  return {
    operator,
    key: condition.key,
    values,
    metBy: breadth,
    sure,
    sentence: sentences[breadth],
  }
}

/** Whether any action of the service on the resource, or on a part of it, can be meant. */
function touches(statement: PolicyStatement, context: PolicyContext, read: ValueReader): boolean {
  const { actions, notActions, resources } = statement
  const { service, resourceArn } = context
  const canMean = (pattern: string, other: string) => {
    const { resolved } = read.wanted(pattern)
    return resolved === null || commonText(resolved.pattern, patternOf(other)) !== null
  }
  const isEvery = (pattern: string) => pattern === '*' || pattern.toLowerCase() === `${service}:*`
  const isOfService = actions
    ? actions.some((action) => canMean(action.toLowerCase(), `${service}:*`))
    : notActions?.some(isEvery) !== true
  const takesInSome = [resourceArn, `${resourceArn}/${unlikely}`].some((arn) =>
    takesIn(statement, arn, context, read),
  )
  const namesPart = resources?.some((resource) => canMean(resource, `${resourceArn}/*`)) === true
  return isOfService && (takesInSome || namesPart)
}
