import { ipRangeOf, isPrivate } from './ip-range.ts'
import { patternOf, type Pattern } from './pattern.ts'
import { unlikely, type CapabilityRequest, type PolicyContext } from './policy-context.ts'

/**
 * What is known of a condition key in one kind of request: which values requests can carry, and whose they
 * are. A value of null means that the key is not in the request.
 */
export type ConditionKey = {
  /** The name in lower case: AWS does not tell cases of keys apart. */
  readonly id: string
  readonly name: string
  /** What requests of ordinary administrators of the owning account carry. */
  readonly ordinary: readonly (string | null)[]
  /** True where every requester can choose among them; else each value is the lot of some. */
  readonly chosen: boolean
  /** Whether any request can carry this value, be it of few. */
  isPossible(value: string | null): boolean
  /** Possible values worth trying beside the ordinary ones and those of the policy. */
  readonly others: readonly Sample[]
  /** True where everybody can send whatever value a policy asks for. */
  readonly free: boolean
  /** False where it cannot be told whether somebody has a value that is possible. */
  readonly sure: boolean
  /** What possible values look like; a sample of a pattern is drawn from these. */
  readonly shapes: readonly Pattern[]
  /** The way into AWS that a request with this value has taken; null where it says nothing. */
  route(value: string | null): Route | null
  /** Who has one of these values; null: who has any value at all. A noun in the plural. */
  who(values: readonly string[] | null): string
  /** Who has this ordinary value, where others have another one. */
  whoOrdinary(value: string | null): string
  /** Why nobody can have another value than the ordinary ones. */
  readonly why: string
  /** How everybody sees to it that a Deny of others passes them by, e.g. "by using TLS"; may be empty. */
  readonly how: string
  /** True where every request carries the same value: a condition on it always holds, or never. */
  readonly constant: boolean
}

/** A value to try, and the words of the policy or of the key for it; null: it stands for any value. */
export type Sample = { readonly value: string | null; readonly text: string | null }

/** Over the internet, or through an endpoint in a VPC: never both (IAM User Guide, aws:SourceIp). */
export type Route = 'internet' | 'endpoint'

export type Scene = { readonly request: CapabilityRequest; readonly context: PolicyContext }
export type KeyTraits = Partial<Omit<ConditionKey, 'id' | 'name'>>

/** Everything about a key that its traits do not say. */
export function conditionKey(name: string, traits: KeyTraits): ConditionKey {
  return {
    id: name.toLowerCase(),
    name,
    ordinary: [],
    chosen: false,
    isPossible: () => true,
    others: [{ value: unlikely, text: null }],
    free: false,
    sure: true,
    shapes: [patternOf('*')],
    route: () => null,
    who: (values) => `requests with ${values ? `${name} ${anyOf(values)}` : name}`,
    whoOrdinary: (value) =>
      value === null ? `requests without ${name}` : `requests with ${name} ${value}`,
    why: 'no request carries a value that gets past it',
    how: '',
    constant: false,
    ...traits,
  }
}

/** One value, the same for every administrator; callers from elsewhere may bring another to the data. */
export function fixed(value: string, why: string, { request }: Scene): KeyTraits {
  return { ordinary: [value], isPossible: () => !request.onPolicy, why }
}

/** A key that requests of administrators do not carry; services that use the data may. */
export function missing(
  why: string,
  who: (values: readonly string[] | null) => string,
  { request }: Scene,
): KeyTraits {
  return { ordinary: [null], isPossible: () => !request.onPolicy, who, why }
}

/** A key that only requests through a VPC endpoint carry. */
export function endpoint(what: string): KeyTraits {
  return {
    ordinary: [null],
    chosen: true,
    isPossible: isWhole,
    route: (value) => (value === null ? 'internet' : 'endpoint'),
    who: (values) => `requests through ${values ? `${what} ${anyOf(values)}` : 'any VPC endpoint'}`,
    whoOrdinary: () => 'requests that do not come through a VPC endpoint',
    why: wildcardsAreLiteral,
  }
}

/** A key that some requests carry and most do not. */
export function occasional(who: (values: readonly string[] | null) => string): KeyTraits {
  return { ordinary: [null], chosen: true, isPossible: isWhole, who, why: wildcardsAreLiteral }
}

/** A key of which nothing is known here: somebody may have any value, or none. */
export function unheardOf(): KeyTraits {
  return { sure: false }
}

/** Addresses on the internet: `aws:SourceIp` is missing in requests through a VPC endpoint. */
export function internetAddress(): KeyTraits {
  return {
    // Spread over the address space: whoever shuts out some network still leaves one of them.
    ordinary: ['3.5.7.9', '52.95.110.1', '81.169.200.4', '133.7.7.7', '203.98.7.1'],
    chosen: true,
    isPossible(value) {
      const range = value === null ? null : ipRangeOf(value)
      return value === null || (range !== null && !isPrivate(range))
    },
    others: [{ value: '2a05:d07a:a000::1', text: 'IPv6 addresses' }],
    route: (value) => (value === null ? 'endpoint' : 'internet'),
    who: (values) => (values ? `requests from ${anyOf(values)}` : 'requests over the internet'),
    whoOrdinary: () => 'requests through a VPC endpoint',
    why: 'AWS sees public addresses alone, and no address at all of a request through a VPC endpoint',
  }
}

/** Names of the users and roles of the owning account, as `aws:PrincipalArn` shows them. */
export function principalArns({ request, context }: Scene): KeyTraits {
  const own = `arn:${context.partition}:iam::${context.accountId}:`
  const shapes = [
    `${own}role/*`,
    `${own}user/*`,
    `arn:${context.partition}:sts::${context.accountId}:federated-user/*`,
  ].map(patternOf)
  const isOwn = (value: string) =>
    value.startsWith(`${own}role/`) ||
    value.startsWith(`${own}user/`) ||
    value.includes(`::${context.accountId}:federated-user/`)
  return {
    ordinary: [`${own}role/${unlikely}`, `${own}user/${unlikely}`],
    isPossible: (value) =>
      value !== null &&
      isWhole(value) &&
      (!request.onPolicy || (value.split(':').length === 6 && isOwn(value))),
    shapes: request.onPolicy ? shapes : [...shapes, patternOf('*')],
    who: (values) => (values ? `principals with the ARN ${anyOf(values)}` : 'signed requests'),
    whoOrdinary: (value) => (value?.includes(':role/') === true ? 'roles' : 'IAM users'),
    why: `it names no user or role of account ${context.accountId}`,
  }
}

/** Unique IDs of principals: a role shows as `AROA…:session`, a user as `AIDA…`, root as its account. */
export function uniqueIds({ request, context }: Scene): KeyTraits {
  return {
    ordinary: ['AROA8C1F4EROOTKEEP00:anybody', 'AIDA8C1F4EROOTKEEP00'],
    isPossible: (value) =>
      value !== null && isWhole(value) && !(request.onPolicy && value === context.accountId),
    sure: false,
    who: (values) =>
      values
        ? `the principals with the unique ID ${anyOf(values)} (if they still exist: whoever is deleted and made again has another ID)`
        : 'signed requests',
    whoOrdinary: (value) => (value?.startsWith('AROA') === true ? 'roles' : 'IAM users'),
    why: wildcardsAreLiteral,
  }
}

/** "a", "a or b", "a, b or c"; a long list is cut and says so. */
export function anyOf(values: readonly string[]): string {
  const shown = values.slice(0, 4)
  const more = values.length - shown.length
  const words = more > 0 ? [...shown, `${more} more`] : shown
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}

/** Identifiers hold no wildcards: where an operator takes them literally, nobody has such a value. */
function isWhole(value: string | null): boolean {
  return value === null || !/[*?]/.test(value)
}

const wildcardsAreLiteral =
  'the operator takes * and ? as plain characters, which no such name holds'
