import { wider } from './criterion.ts'
import { bearsOn, denialOf, type Denial } from './denial.ts'
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
  const denials = new Map<string, Denial>()
  const wayOf = createWays()
  return capabilityRequests(context).map((request) => {
    const bearing = policy.statements.flatMap((statement) => {
      if (statement.effect !== 'Deny' || !bearsOn(statement, request, context, read)) return []
      const id = `${statement.index} ${kindOf(request)}`
      const denial = denials.get(id) ?? denialOf(statement, { request, context }, read)
      denials.set(id, denial)
      return [denial]
    })
    return { request, denials: bearing, way: wayOf(request, bearing) }
  })
}

/** The same judgement, had the policy these statements alone. */
export function judgeAmong(
  judgements: readonly RequestJudgement[],
  isThere: (index: number) => boolean,
): RequestJudgement[] {
  const wayOf = createWays()
  return judgements.map(({ request, denials }) => {
    const among = denials.filter(({ statement }) => isThere(statement.index))
    return { request, denials: among, way: wayOf(request, among) }
  })
}

/** Requests that are alike in all that conditions look at. */
function kindOf({ onPolicy, capability }: CapabilityRequest): string {
  return onPolicy ? 'policy' : capability
}

/** Looks for each way once: requests on the policy mostly meet the same Denies. */
function createWays(): (request: CapabilityRequest, denials: readonly Denial[]) => WayPast {
  const ways = new Map<string, WayPast>()
  return (request, denials) => {
    const id = `${kindOf(request)} ${denials.map(({ statement }) => statement.index).join(' ')}`
    const way = ways.get(id) ?? wayPast(denials)
    ways.set(id, way)
    return way
  }
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
