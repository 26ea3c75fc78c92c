import {
  publicEndpoints,
  type ConnectionEndpoints,
  type ConnectionSettings,
} from '../../../shared/domain/connections.ts'
import type { KeptConnection } from '../../database/connections.ts'
import { certificatesIn } from '../../egress/authorities.ts'
import { plainLine } from '../../plain-line.ts'
import type { ConsentQuestion } from '../../shell-services.ts'
import { detailOf } from './connection-words.ts'

/** The endpoints that can be set, as the questions and messages name them. */
export const endpointLabels = [
  ['all', 'Endpoint of all services'],
  ['sts', 'Endpoint of STS'],
  ['iam', 'Endpoint of IAM'],
  ['organizations', 'Endpoint of Organizations'],
  ['account', 'Endpoint of Account Management'],
  ['s3', 'Endpoint of S3'],
  ['sqs', 'Endpoint of SQS'],
  ['oidc', 'Endpoint of the Identity Center sign-in'],
  ['portal', 'Endpoint of the Identity Center portal'],
] as const satisfies readonly (readonly [Exclude<keyof ConnectionEndpoints, 'dualStack'>, string])[]

/**
 * What changes in where calls go and whom they trust, a line each: before → after. Empty where nothing of it does. `before` is null for a new connection.
 */
export function guardedChanges(before: Guarded | null, after: Guarded): string[] {
  return guardedFields.flatMap(({ label, of, shown }) => {
    const [from, to] = [of(before ?? untouched), of(after)]
    return from === to ? [] : [`${label}: ${shown(from)} → ${shown(to)}`]
  })
}

/**
 * What changes in how a connection that has to lead to an organization is called, and in where its person signs in, a line each. SECURITY: questions
 * outside of the page call the organization by that name, so a page that exchanges two could have a person agree to the wrong one; and a person who
 * is sent to another start URL may sign in at a page of somebody else.
 */
export function standingChanges(
  { settings, organizationId }: Kept,
  after: ConnectionSettings,
): string[] {
  if (organizationId === null) return []
  const [from, to] = [startUrlOf(settings), startUrlOf(after)]
  return [
    ...(settings.name === after.name
      ? []
      : [`Name: ${plainLine(settings.name, 60)} → ${plainLine(after.name, 60)}`]),
    ...(from === to ? [] : [`Start URL: ${orNone(from)} → ${orNone(to)}`]),
  ]
}

/** What the person is asked before the connection is kept with these changes; `before` is null for a new one. */
export function keepQuestion(
  before: Kept | null,
  after: ConnectionSettings,
  changes: readonly string[],
  standing: readonly string[],
): ConsentQuestion {
  const called = calledNow(before?.settings ?? after)
  return {
    title: before ? `Change the connection ${called}?` : `Keep the connection ${called}?`,
    detail: [
      ...(before?.organizationId ? [`It leads to the organization ${before.organizationId}.`] : []),
      ...standing,
      ...(changes.length > 0 ? ['This decides where calls go, and whom they trust:'] : []),
      ...changes,
    ].join('\n'),
    agree: before ? 'Change it' : 'Keep it',
    about: aboutOf(before ?? { settings: after, organizationId: null }),
  }
}

/** What the person is asked before a connection may lead to another organization than before. */
export function releaseQuestion(connection: Kept, organizationId: string): ConsentQuestion {
  return {
    title: 'Let the connection lead to another organization?',
    detail: `${calledNow(connection.settings)} has to lead to the organization ${organizationId}. From now on it may lead to any, and the first one takes its place.`,
    agree: 'Forget the organization',
    about: aboutOf(connection),
  }
}

/** What the person is asked before a connection is removed that has to lead to an organization. */
export function removeQuestion(connection: Kept, organizationId: string): ConsentQuestion {
  return {
    title: `Remove the connection ${calledNow(connection.settings)}?`,
    detail: `It has to lead to the organization ${organizationId}. What is kept in its place, under whatever name, may lead to any.`,
    agree: 'Remove it',
    about: aboutOf(connection),
  }
}

/** What the person is asked before the connections of a file are kept: every one of them, with where it leads and whom it trusts. */
export function importQuestion(connections: readonly ConnectionSettings[]): ConsentQuestion {
  const count = connections.length
  return {
    title:
      count === 1
        ? 'Keep the connection of this file?'
        : `Keep the ${count} connections of this file?`,
    detail: connections
      .flatMap((settings) => [
        `“${plainLine(settings.name, 60)}”: ${plainLine(detailOf(settings, null), 300)}`,
        ...guardedChanges(null, settings).map((line) => `    ${line}`),
      ])
      .join('\n'),
    agree: count === 1 ? 'Keep it' : 'Keep them',
    about: null,
  }
}

const startUrlOf = ({ signIn }: ConnectionSettings): string | null =>
  signIn.kind === 'identity-center' ? signIn.startUrl : null

type Asked = NonNullable<ConsentQuestion['about']>

type Kept = Pick<KeptConnection, 'settings' | 'organizationId'>

const calledNow = ({ name }: ConnectionSettings): string => `“${plainLine(name, 60)}”`

const aboutOf = ({ settings, organizationId }: Kept): Asked => ({
  connection: settings.name,
  organizationId,
})

/** Who the certificates of a bundle are, by name and end; null where they cannot be read. */
export function subjectsIn(pem: string): string[] | null {
  const certificates = certificatesIn(pem)
  if (!certificates.ok) return null
  return certificates.value.map(({ subject, validToDate }) => {
    const names = new Map(
      subject.split('\n').map((part) => part.split(/=(.*)/s) as [string, string]),
    )
    const called = names.get('CN') ?? names.get('O') ?? subject
    return `${plainLine(called)}, until ${validToDate.toISOString().slice(0, 10)}`
  })
}

type Guarded = Pick<ConnectionSettings, 'endpoints' | 'proxy' | 'caBundle' | 'hopRole'>

const untouched: Guarded = {
  endpoints: publicEndpoints,
  proxy: null,
  caBundle: null,
  hopRole: null,
}

type GuardedField = {
  readonly label: string
  /** What is compared. */
  readonly of: (settings: Guarded) => string | null
  readonly shown: (value: string | null) => string
}

const orNone = (value: string | null): string => (value === null ? 'none' : plainLine(value, 300))

/** SECURITY: the origin, so that a host in letters that look like others is shown as it is asked for. */
const origin = (url: string): string => (URL.canParse(url) ? new URL(url).origin : plainLine(url))

/** So many authorities are named; more would push the rest of a question off the screen. */
const authoritiesMost = 12

function authoritiesShown(pem: string): string {
  const subjects = subjectsIn(pem)
  if (subjects === null) return 'unreadable'
  const more = subjects.length - authoritiesMost
  return [
    ...subjects.slice(0, authoritiesMost),
    ...(more > 0 ? [`and ${more} more authorities`] : []),
  ].join('; ')
}

const guardedFields: readonly GuardedField[] = [
  ...endpointLabels.map(([name, label]) => ({
    label,
    of: ({ endpoints }: Guarded) => endpoints[name],
    shown: (url: string | null) => (url === null ? 'that of AWS' : origin(url)),
  })),
  {
    label: 'Dual-stack endpoints',
    of: ({ endpoints }) => (endpoints.dualStack ? 'on' : 'off'),
    shown: orNone,
  },
  {
    label: 'Proxy',
    of: ({ proxy }) => proxy?.url ?? null,
    shown: (url) => (url === null ? 'none' : origin(url)),
  },
  { label: 'User at the proxy', of: ({ proxy }) => proxy?.user ?? null, shown: orNone },
  {
    label: 'CA bundle',
    of: ({ caBundle }) => caBundle,
    shown: (pem) => (pem === null ? 'none' : authoritiesShown(pem)),
  },
  { label: 'Role on the way', of: ({ hopRole }) => hopRole?.roleArn ?? null, shown: orNone },
  {
    label: 'External ID of the role',
    of: ({ hopRole }) => hopRole?.externalId ?? null,
    shown: orNone,
  },
  { label: 'Source identity', of: ({ hopRole }) => hopRole?.sourceIdentity ?? null, shown: orNone },
]

/** The other changes of a connection, for the journal. Empty for a new one. */
export function changesBetween(
  before: ConnectionSettings | null,
  after: ConnectionSettings,
): string[] {
  if (before === null) return []
  return plainFields.flatMap(([label, of]) => {
    const [from, to] = [of(before), of(after)]
    return from === to ? [] : [`${label}: ${plainLine(from)} → ${plainLine(to)}`]
  })
}

const plainFields: readonly (readonly [string, (settings: ConnectionSettings) => string])[] = [
  ['Name', ({ name }) => name],
  ['Colour', ({ colour }) => colour],
  ['Partition', ({ partition }) => partition],
  ['Region', ({ region }) => region ?? 'that of the sign-in'],
  ['Sign-in', ({ signIn }) => signIn.kind],
  ['Profile', ({ signIn }) => (signIn.kind === 'profile' ? signIn.profile : 'none')],
  ['Start URL', ({ signIn }) => (signIn.kind === 'identity-center' ? signIn.startUrl : 'none')],
  [
    'Region of the Identity Center',
    ({ signIn }) => (signIn.kind === 'identity-center' ? signIn.region : 'none'),
  ],
  [
    'Account',
    ({ signIn }) =>
      signIn.kind === 'identity-center' ? (signIn.accountId ?? 'chosen when signing in') : 'none',
  ],
  [
    'Role',
    ({ signIn }) =>
      signIn.kind === 'identity-center' ? (signIn.roleName ?? 'chosen when signing in') : 'none',
  ],
  ['Access key', ({ signIn }) => (signIn.kind === 'keys' ? signIn.accessKeyId : 'none')],
]
