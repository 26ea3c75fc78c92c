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

/** How many can change the policy: to replace it or to delete it, one is enough. */
export function wayToChange(judgements: readonly RequestJudgement[]): WayPast {
  const ways = judgements
    .filter(({ request }) => request.onPolicy && request.capability !== 'read-policy')
    .map(({ way }) => way)
  const [widest] = ways.toSorted((a, b) => rank(b) - rank(a))
  if (!widest) throw new Error('every service has an action that changes a policy')
  return widest
}

/** Of the policy nothing may be lost; of data, what some can still do is what the policy is for. */
export function isLost({ request, way }: RequestJudgement): boolean {
  return request.onPolicy ? way.breadth !== 'anyone' : way.breadth === 'nobody'
}

function rank({ breadth, sure }: WayPast): number {
  return breadth === 'anyone' ? 3 : breadth === 'nobody' ? 0 : sure ? 2 : 1
}
