import type {
  ConnectionColour,
  ConnectionKind,
  RegionDistance,
} from '../../../shared/domain/connections.ts'
import type { Partition } from '../../../shared/domain/regions.ts'
import { countedOf } from '../../format/count.ts'
import type { ConnectionDraft, EndpointName } from './connection-draft.ts'
import { endpointNames } from './connection-draft.ts'

export const colourLabel = {
  slate: 'Slate',
  blue: 'Blue',
  teal: 'Teal',
  green: 'Green',
  olive: 'Olive',
  amber: 'Amber',
  brown: 'Brown',
  violet: 'Violet',
  magenta: 'Magenta',
} as const satisfies Record<ConnectionColour, string>

export const partitionLabel = {
  aws: 'aws · commercial Regions',
  'aws-us-gov': 'aws-us-gov · GovCloud (US)',
  'aws-cn': 'aws-cn · China',
  'aws-eusc': 'aws-eusc · European Sovereign Cloud',
} as const satisfies Record<Partition, string>

/** What centralized root access can do in a partition; null where it can do all (fact sheet 5). */
export const partitionConsequence: Readonly<Record<Partition, string | null>> = {
  aws: null,
  'aws-us-gov':
    'Accounts in GovCloud have no root credentials to manage, so audits of credentials, their deletion and password recovery do not apply. Root sessions do: locked S3 buckets and SQS queues can be opened.',
  'aws-cn':
    'AWS says that accounts in China have no root user, so this is not supported. Readiness can probe whether root sessions are given out all the same.',
  'aws-eusc':
    'AWS has not confirmed centralized root access in this partition. Readiness shows what it answers before anything is done.',
}

/** How the operator signs in, and what that means. */
export const kindChoice = {
  practice: { label: 'Practice organization', note: 'simulated on this computer' },
  'identity-center': { label: 'IAM Identity Center', note: 'sign in here, in the browser' },
  profile: { label: 'Profile', note: 'of the AWS config files' },
  environment: { label: 'Environment', note: 'AWS_* variables of this program' },
  keys: { label: 'Access keys', note: 'for a custom endpoint, or where nothing else is left' },
} as const satisfies Record<ConnectionKind, { label: string; note: string }>

export const endpointLabel = {
  all: 'All services',
  sts: 'STS',
  iam: 'IAM',
  organizations: 'Organizations',
  account: 'Account Management',
  s3: 'S3',
  sqs: 'SQS',
  oidc: 'Identity Center, sign-in',
  portal: 'Identity Center, portal',
} as const satisfies Record<EndpointName, string>

/** What stands beside the folded section of the role on the way. */
export function hopSummary({ hop, roleArn }: ConnectionDraft): string {
  return hop ? (roleArn.trim().split('/').at(-1) ?? '') : 'none'
}

/** What stands beside the folded section of the network. */
export function networkSummary(draft: ConnectionDraft): string {
  const own = draft.ownEndpoints
    ? endpointNames.filter((name) => draft.endpoints[name].trim() !== '').length
    : 0
  const detours = [
    own > 0 ? countedOf(own, 'endpoint') : null,
    draft.dualStack ? 'dual-stack' : null,
    draft.proxy ? 'proxy' : null,
    draft.caBundle ? 'CA bundle' : null,
  ].filter((detour) => detour !== null)
  return detours.length === 0 ? 'public endpoints' : detours.join(', ')
}

/** The nearest Region first; those that could not be reached last, by name. */
export function nearestFirst(distances: readonly RegionDistance[]): RegionDistance[] {
  return distances.toSorted(
    (a, b) =>
      (a.milliseconds ?? Infinity) - (b.milliseconds ?? Infinity) || (a.region < b.region ? -1 : 1),
  )
}

/** A colour that no kept connection has, as long as there is one. */
export function freeColour(taken: readonly ConnectionColour[]): ConnectionColour {
  const order: readonly ConnectionColour[] = [
    'blue',
    'violet',
    'teal',
    'amber',
    'magenta',
    'green',
    'brown',
    'olive',
    'slate',
  ]
  return order.find((colour) => !taken.includes(colour)) ?? 'slate'
}

/** A name to begin with: the first part of the access portal's host, or its IP address; empty where there is none. */
export function nameFromStartUrl(startUrl: string): string {
  const typed = startUrl.trim()
  if (!URL.canParse(typed)) return ''
  const { hostname } = new URL(typed)
  const named = /[a-z]/i.test(hostname) && !hostname.startsWith('[')
  return (named ? (hostname.split('.')[0] ?? '') : hostname).slice(0, 60)
}

/** The name as it is kept, or the same with a number where another connection has it already. */
export function freeName(name: string, taken: readonly string[]): string {
  const isTaken = (candidate: string) => taken.some((other) => isSameName(other, candidate))
  if (!isTaken(name)) return name
  for (let number = 2; ; number += 1) {
    const suffix = ` ${number}`
    const next = `${name.slice(0, 60 - suffix.length)}${suffix}`
    if (!isTaken(next)) return next
  }
}

/** Names that differ in their letters' case alone are one name. */
export function isSameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase()
}
