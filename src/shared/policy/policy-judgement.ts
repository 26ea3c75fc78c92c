import { wider } from './criterion.ts'
import { denialOf, type Denial } from './denial.ts'
import { capabilityRequests, type CapabilityRequest, type PolicyContext } from './policy-context.ts'
import type { ParsedPolicy } from './policy-document.ts'
import { createValueReader } from './policy-value.ts'
import { wayPast, type WayPast } from './way-past.ts'

/** What the Denies of a policy do to one kind of request. */
export type RequestJudgement = {
  readonly request: CapabilityRequest
  /** Those that bear on it, in the order of the policy. */
  readonly denials: readonly Denial[]
  /** How many requests get past all of them. */
  readonly way: WayPast
}

/** Judges a policy by each of the requests that stand for a capability. */
export function judgePolicy(
  policy: Pick<ParsedPolicy, 'version' | 'statements'>,
  context: PolicyContext,
): RequestJudgement[] {
  const read = createValueReader(policy, context)
  return capabilityRequests(context).map((request) => {
    const denials = policy.statements.flatMap(
      (statement) => denialOf(statement, { request, context }, read) ?? [],
    )
    return { request, denials, way: wayPast(denials) }
  })
}

/** The same judgement, had the policy these statements alone. */
export function judgeAmong(
  judgements: readonly RequestJudgement[],
  isThere: (index: number) => boolean,
): RequestJudgement[] {
  return judgements.map(({ request, denials }) => {
    const among = denials.filter(({ statement }) => isThere(statement.index))
    return { request, denials: among, way: wayPast(among) }
  })
}

/** The same judgement, had the policy this one statement. */
export function judgeAlone(
  judgements: readonly RequestJudgement[],
  index: number,
): RequestVerdict[] {
  return judgements.map(({ request, denials }) => {
    const denial = denials.find(({ statement }) => statement.index === index)
    return { request, way: denial ? denial.alone : wayPast([]) }
  })
}

/** How many can make a kind of request. */
export type RequestVerdict = {
  readonly request: CapabilityRequest
  readonly way: Pick<WayPast, 'breadth' | 'sure'>
}

/** How many can change the policy: to replace it or to delete it, one is enough. */
export function wayToChange<Way extends RequestVerdict['way']>(
  judgements: readonly { readonly request: CapabilityRequest; readonly way: Way }[],
): Way {
  const ways = judgements
    .filter(({ request }) => request.onPolicy && request.capability !== 'read-policy')
    .map(({ way }) => way)
  const [first, ...others] = ways
  if (!first) throw new Error('every service has an action that changes a policy')
  return others.reduce(wider, first)
}

/** Of the policy nothing may be lost; of data, what some can still do is what the policy is for. */
export function isLost({ request, way }: RequestVerdict): boolean {
  return request.onPolicy ? way.breadth !== 'anyone' : way.breadth === 'nobody'
}
