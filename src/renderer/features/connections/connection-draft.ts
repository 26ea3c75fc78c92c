import {
  ConnectionSettings,
  type ConnectionColour,
  type ConnectionEndpoints,
  type ConnectionKind,
} from '../../../shared/domain/connections.ts'
import { partitionOfRegion } from '../../../shared/domain/region-names.ts'
import type { Partition } from '../../../shared/domain/regions.ts'
import { faultWords } from './field-faults.ts'

/** The services that can have an endpoint of their own; `all` is for every other one. */
export type EndpointName = Exclude<keyof ConnectionEndpoints, 'dualStack'>
export const endpointNames = [
  'all',
  'sts',
  'iam',
  'organizations',
  'account',
  's3',
  'sqs',
  'oidc',
  'portal',
] as const satisfies readonly EndpointName[]

/** Certificates to trust, and who they are. */
export type CaBundle = { readonly pem: string; readonly subjects: readonly string[] }

/** A connection as it is typed: every field is there, whether it applies or not, so that a choice taken back loses nothing. */
export type ConnectionDraft = {
  readonly name: string
  readonly colour: ConnectionColour
  readonly partition: Partition
  readonly kind: ConnectionKind
  readonly profile: string
  readonly startUrl: string
  readonly signInRegion: string
  readonly accountId: string
  readonly roleName: string
  readonly accessKeyId: string
  readonly region: string
  readonly hop: boolean
  readonly roleArn: string
  readonly externalId: string
  readonly sourceIdentity: string
  readonly ownEndpoints: boolean
  readonly endpoints: Readonly<Record<EndpointName, string>>
  readonly dualStack: boolean
  readonly proxy: boolean
  readonly proxyUrl: string
  readonly proxyUser: string
  readonly caBundle: CaBundle | null
}

/** What is wrong with a draft: a sentence by the path of the setting, such as `signIn.startUrl`. */
export type DraftFaults = Readonly<Record<string, string>>

const noEndpoints: Readonly<Record<EndpointName, string>> = {
  all: '',
  sts: '',
  iam: '',
  organizations: '',
  account: '',
  s3: '',
  sqs: '',
  oidc: '',
  portal: '',
}

/** An empty draft: public endpoints, no detour. */
export const emptyDraft: ConnectionDraft = {
  name: '',
  colour: 'blue',
  partition: 'aws',
  kind: 'identity-center',
  profile: '',
  startUrl: '',
  signInRegion: '',
  accountId: '',
  roleName: '',
  accessKeyId: '',
  region: '',
  hop: false,
  roleArn: '',
  externalId: '',
  sourceIdentity: '',
  ownEndpoints: false,
  endpoints: noEndpoints,
  dualStack: false,
  proxy: false,
  proxyUrl: '',
  proxyUser: '',
  caBundle: null,
}

/** The draft of a kept connection; `authorities` are the subjects of its CA bundle. */
export function draftOf(
  settings: ConnectionSettings,
  authorities: readonly string[],
): ConnectionDraft {
  const { signIn, hopRole, proxy, caBundle } = settings
  const { dualStack, ...endpoints } = settings.endpoints
  return {
    ...emptyDraft,
    name: settings.name,
    colour: settings.colour,
    partition: settings.partition,
    kind: signIn.kind,
    ...(signIn.kind === 'profile' ? { profile: signIn.profile } : {}),
    ...(signIn.kind === 'keys' ? { accessKeyId: signIn.accessKeyId } : {}),
    ...(signIn.kind === 'identity-center'
      ? {
          startUrl: signIn.startUrl,
          signInRegion: signIn.region,
          accountId: signIn.accountId ?? '',
          roleName: signIn.roleName ?? '',
        }
      : {}),
    region: settings.region ?? '',
    hop: hopRole !== null,
    roleArn: hopRole?.roleArn ?? '',
    externalId: hopRole?.externalId ?? '',
    sourceIdentity: hopRole?.sourceIdentity ?? '',
    ownEndpoints: Object.values(endpoints).some((url) => url !== null),
    endpoints: eachEndpoint((name) => endpoints[name] ?? ''),
    dualStack,
    proxy: proxy !== null,
    proxyUrl: proxy?.url ?? '',
    proxyUser: proxy?.user ?? '',
    caBundle: caBundle === null ? null : { pem: caBundle, subjects: authorities },
  }
}

/** Reads a draft: the settings where all is as it must be, and else what is wrong, by field. */
export function readConnection(draft: ConnectionDraft): {
  readonly settings: ConnectionSettings | null
  readonly faults: DraftFaults
} {
  const parsed = ConnectionSettings.safeParse(candidateOf(draft))
  const faults: Record<string, string> = contradictionsIn(draft)
  for (const { path } of parsed.error?.issues ?? []) {
    const field = path.join('.')
    faults[field] = faultWords(field)
  }
  return {
    settings: parsed.success && Object.keys(faults).length === 0 ? parsed.data : null,
    faults,
  }
}

/** What the draft says, in the form of settings; unchecked. */
function candidateOf(draft: ConnectionDraft): unknown {
  return {
    name: draft.name,
    colour: draft.colour,
    partition: draft.partition,
    signIn: signInOf(draft),
    region: orNull(draft.region),
    hopRole: draft.hop
      ? {
          roleArn: draft.roleArn.trim(),
          externalId: orNull(draft.externalId),
          sourceIdentity: orNull(draft.sourceIdentity),
        }
      : null,
    endpoints: {
      ...eachEndpoint((name) => (draft.ownEndpoints ? orNull(draft.endpoints[name]) : null)),
      dualStack: draft.dualStack,
    },
    proxy: draft.proxy ? { url: draft.proxyUrl.trim(), user: orNull(draft.proxyUser) } : null,
    caBundle: draft.caBundle?.pem ?? null,
  }
}

function signInOf(draft: ConnectionDraft): unknown {
  switch (draft.kind) {
    case 'practice':
    case 'environment':
      return { kind: draft.kind }
    case 'profile':
      return { kind: draft.kind, profile: draft.profile.trim() }
    case 'keys':
      return { kind: draft.kind, accessKeyId: draft.accessKeyId.trim() }
    case 'identity-center':
      return {
        kind: draft.kind,
        startUrl: draft.startUrl.trim(),
        region: draft.signInRegion.trim(),
        accountId: orNull(draft.accountId.replace(/^\s*(\d{4})-(\d{4})-(\d{4})\s*$/, '$1$2$3')),
        roleName: orNull(draft.roleName),
      }
  }
}

/** What is well-formed by itself and cannot be meant beside the rest. */
function contradictionsIn(draft: ConnectionDraft): Record<string, string> {
  const faults: Record<string, string> = {}
  const note = (field: string, fault: string | null) => {
    if (fault !== null) faults[field] = fault
  }
  note('region', otherPartition(draft.region.trim(), draft.partition))
  if (draft.kind === 'identity-center') {
    note('signIn.region', otherPartition(draft.signInRegion.trim(), draft.partition))
    note('signIn.startUrl', openHttp(draft.startUrl) ?? withUser(draft.startUrl))
    if (draft.roleName.trim() !== '' && draft.accountId.trim() === '') {
      note('signIn.accountId', 'name the account of the role, or leave both empty')
    }
  }
  if (draft.ownEndpoints) {
    for (const name of endpointNames) {
      note(
        `endpoints.${name}`,
        openHttp(draft.endpoints[name]) ?? moreThanHost(draft.endpoints[name]),
      )
    }
  }
  if (draft.proxy) note('proxy.url', moreThanHost(draft.proxyUrl))
  const partition = /^arn:(aws[a-z-]*):/.exec(draft.roleArn.trim())?.[1]
  if (draft.hop && partition !== undefined && partition !== draft.partition) {
    note('hopRole.roleArn', `this role is in the partition ${partition}`)
  }
  return faults
}

function otherPartition(region: string, partition: Partition): string | null {
  const own = partitionOfRegion(region)
  return region === '' || own === partition ? null : `this Region is in the partition ${own}`
}

/** SECURITY: calls are signed, but what they ask and answer would be read on the way; plain HTTP stays on this computer. */
function openHttp(url: string): string | null {
  const typed = url.trim()
  if (!URL.canParse(typed)) return null
  const { protocol, hostname } = new URL(typed)
  return protocol === 'http:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
    ? 'plain HTTP is for this computer alone; write https://'
    : null
}

function withUser(url: string): string | null {
  const typed = url.trim()
  if (!URL.canParse(typed)) return null
  const { username, password } = new URL(typed)
  return username + password === '' ? null : 'no user and no password belong into an address'
}

/** An endpoint is a scheme, a host and a port. */
function moreThanHost(url: string): string | null {
  const typed = url.trim()
  if (!URL.canParse(typed)) return null
  return new URL(typed).pathname !== '/' || /[?#]/.test(typed)
    ? 'the address ends with the host or the port, without a path'
    : withUser(typed)
}

function eachEndpoint<Value>(value: (name: EndpointName) => Value): Record<EndpointName, Value> {
  return {
    all: value('all'),
    sts: value('sts'),
    iam: value('iam'),
    organizations: value('organizations'),
    account: value('account'),
    s3: value('s3'),
    sqs: value('sqs'),
    oidc: value('oidc'),
    portal: value('portal'),
  }
}

function orNull(typed: string): string | null {
  return typed.trim() === '' ? null : typed.trim()
}
