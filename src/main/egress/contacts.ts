import type { ConnectionSettings, Contact } from '../../shared/domain/connections.ts'
import { isRegionOf } from '../aws/partition.ts'
import type { DoorDeps } from './door.ts'
import { bareHost, isLoopback } from './egress-list.ts'
import { serviceHost, type ServiceName } from './service-hosts.ts'

/** What the hosts of a connection hang on. */
export type ContactsAsked = Pick<DoorDeps, 'region' | 'signInRegions'> & {
  readonly settings: Pick<ConnectionSettings, 'partition' | 'signIn' | 'endpoints' | 'proxy'>
}

/**
 * Every host that a connection may contact, in words for the people who look after the firewall. The egress list is made of the same
 * rows (`serviceContacts`), so that what is shown is what is allowed.
 */
export function contactsOf(asked: ContactsAsked): Contact[] {
  return [
    ...proxyContacts(asked.settings),
    ...serviceContacts(asked),
    ...browserContacts(asked.settings),
  ]
}

/**
 * Where requests may go. Buckets and queues lie in any Region, so S3 and SQS are a pattern. Plain HTTP to anything but this computer is
 * left out, so calls to it are refused; and so is everything where the Region is none of the partition.
 */
export function serviceContacts({ settings, region, signInRegions }: ContactsAsked): Contact[] {
  if (!isRegionOf(settings.partition, region)) return []
  const contacts = [
    ...organizationServices(region),
    ...signInServices(settings, region, signInRegions),
  ].flatMap((wanted) => contactWith(wanted, settings))
  return distinct(contacts)
}

/** The STS of a Region, for measuring how far it is; null where it is none of the partition. */
export function distanceContact(
  settings: ContactsAsked['settings'],
  region: string,
): Contact | null {
  if (!isRegionOf(settings.partition, region)) return null
  const what = `AWS STS in ${region}`
  const when = 'When the nearest Region is looked for.'
  return contactWith({ service: 'sts', region, what, when }, settings)[0] ?? null
}

/** The proxy itself: where there is one, the only place off this computer that a socket is opened to. */
export function proxyContacts({ proxy }: Pick<ConnectionSettings, 'proxy'>): Contact[] {
  if (proxy === null) return []
  const what = 'The proxy of this connection'
  const when = 'For every connection that goes through it.'
  return [{ ...placeOf(new URL(proxy.url)), what, when, via: 'direct' }]
}

/** Whether calls may be sent there: over HTTPS, or on this computer. */
export function isTrustedEndpoint(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

type Wanted = {
  readonly service: ServiceName
  /** `*` for every one of the partition. */
  readonly region: string
  readonly what: string
  readonly when: string
}

function organizationServices(region: string): Wanted[] {
  return [
    {
      service: 'sts',
      region,
      what: `AWS STS in ${region}`,
      when: 'When connecting, and for each root session.',
    },
    {
      service: 'iam',
      region,
      what: 'AWS IAM',
      when: 'When connecting, and in each root session.',
    },
    {
      service: 'organizations',
      region,
      what: 'AWS Organizations',
      when: 'When connecting, and for the list of accounts and units.',
    },
    {
      service: 'account',
      region,
      what: 'AWS Account Management',
      when: 'When the mailbox of a root user is looked up or changed, and for the Regions that are on.',
    },
    {
      service: 's3',
      region: '*',
      what: 'Amazon S3, in whichever Region a bucket lies',
      when: 'When bucket policies are looked at or unlocked.',
    },
    {
      service: 'sqs',
      region: '*',
      what: 'Amazon SQS, in whichever Region a queue lies',
      when: 'When queue policies are looked at or unlocked.',
    },
  ]
}

function signInServices(
  { signIn, partition }: ContactsAsked['settings'],
  home: string,
  signInRegions: readonly string[],
): Wanted[] {
  if (signIn.kind === 'identity-center') return identityCenterServices(signIn.region)
  if (signIn.kind !== 'profile') return []
  return signInRegions.flatMap((region) =>
    isRegionOf(partition, region)
      ? [...profileServices(region, home), ...identityCenterServices(region)]
      : [],
  )
}

function identityCenterServices(region: string): Wanted[] {
  return [
    {
      service: 'oidc',
      region,
      what: `IAM Identity Center in ${region}: the sign-in`,
      when: 'When signing in, and when a sign-in is renewed.',
    },
    {
      service: 'portal',
      region,
      what: `IAM Identity Center in ${region}: accounts, roles and credentials`,
      when: 'After signing in, when credentials are renewed, and when signing out.',
    },
  ]
}

function profileServices(region: string, home: string): Wanted[] {
  const sts: Wanted = {
    service: 'sts',
    region,
    what: `AWS STS in ${region}`,
    when: 'When the profile assumes a role there.',
  }
  const signIn: Wanted = {
    service: 'signin',
    region,
    what: `AWS sign-in in ${region}`,
    when: 'When the credentials of “aws login” are renewed.',
  }
  return region === home ? [signIn] : [sts, signIn]
}

/** What the person's browser opens, not Rootkeep. */
function browserContacts(settings: ContactsAsked['settings']): Contact[] {
  const { signIn } = settings
  if (signIn.kind !== 'identity-center' || !URL.canParse(signIn.startUrl)) return []
  const page: Wanted = {
    service: 'oidc',
    region: signIn.region,
    what: 'The page that asks whether Rootkeep may sign in, opened in the browser',
    when: 'When a person signs in.',
  }
  const portal = {
    ...placeOf(new URL(signIn.startUrl)),
    what: 'The AWS access portal, opened in the browser',
    when: 'When a person signs in. It leads on to the sign-in pages of AWS and of the identity provider.',
  }
  return [...contactWith(page, settings), portal].map((contact) => ({ ...contact, via: 'browser' }))
}

function contactWith(
  { service, region, what, when }: Wanted,
  { endpoints, partition, proxy }: ContactsAsked['settings'],
): Contact[] {
  const custom = endpoints.all ?? (service === 'signin' ? null : endpoints[service])
  if (custom !== null && !isTrustedEndpoint(custom)) return []
  const place =
    custom === null
      ? {
          protocol: 'https' as const,
          host: serviceHost(service, { partition, dualStack: endpoints.dualStack }, region),
          port: 443,
        }
      : placeOf(new URL(custom))
  const via = proxy === null || isLoopback(place.host) ? 'direct' : 'proxy'
  return [{ ...place, what, when, via }]
}

function placeOf({ protocol, hostname, port }: URL): Pick<Contact, 'protocol' | 'host' | 'port'> {
  const plain = protocol === 'http:'
  return {
    protocol: plain ? 'http' : 'https',
    host: bareHost(hostname),
    port: port === '' ? (plain ? 80 : 443) : Number(port),
  }
}

/** One row for each place, with everything that it is for: a custom endpoint may take several services. */
function distinct(contacts: readonly Contact[]): Contact[] {
  const rows = new Map<string, Contact>()
  for (const contact of contacts) {
    const place = `${contact.protocol}//${contact.host}:${contact.port}`
    const row = rows.get(place)
    rows.set(
      place,
      row
        ? {
            ...row,
            what: joined(row.what, ', ', contact.what),
            when: joined(row.when, ' ', contact.when),
          }
        : contact,
    )
  }
  return [...rows.values()]
}

function joined(before: string, between: string, added: string): string {
  return before.includes(added) ? before : before + between + added
}
