import type { Contact } from '../../shared/domain/connections.ts'
import type { Partition } from '../../shared/domain/regions.ts'
import { isRegionOf } from '../aws/partition.ts'

/** Somewhere a request is sent: a scheme, a host and a port. */
export type Destination = {
  readonly protocol: string
  readonly hostname: string
  readonly port?: number | undefined
}

/** Thrown when something was about to leave for a host that is not listed. */
export class EgressRefused extends Error {
  override readonly name = 'EgressRefused'

  constructor(place: string) {
    super(`${place} is not on the egress list`)
  }
}

/**
 * Where requests and connections may go.
 *
 * SECURITY: the transport asks `assertAllowed` for every request just before it is sent, so whatever an endpoint rule,
 * a redirect or a queue URL made of the host, nothing leaves for a place that is not listed.
 */
export type EgressList = {
  assertAllowed(destination: Destination): void
  /** The same for a socket, which knows no scheme. */
  admits(host: string, port: number): boolean
}

/** Builds the list of what a connection contacts. A `*` in a host stands for a Region of the partition. */
export function createEgressList(
  contacts: readonly Pick<Contact, 'protocol' | 'host' | 'port'>[],
  partition: Partition,
): EgressList {
  const patterns = contacts.filter(({ host }) => host.includes('*'))
  const exact = new Set(
    contacts
      .filter((contact) => !patterns.includes(contact))
      .map(({ protocol, host, port }) => placeOf(`${protocol}:`, host, port)),
  )

  function isRegional(protocol: string, hostname: string, port: number): boolean {
    return patterns.some((pattern) => {
      if (`${pattern.protocol}:` !== protocol || pattern.port !== port) return false
      const [before = '', after = ''] = pattern.host.split('*')
      if (!hostname.startsWith(before) || !hostname.endsWith(after)) return false
      return isRegionOf(partition, hostname.slice(before.length, -after.length))
    })
  }

  function admitsTo(protocol: string, hostname: string, port: number): boolean {
    const bare = bareHost(hostname)
    return exact.has(placeOf(protocol, bare, port)) || isRegional(protocol, bare, port)
  }

  return {
    assertAllowed(destination) {
      const { protocol, hostname } = destination
      const port = portOf(destination)
      if (!admitsTo(protocol, hostname, port)) {
        throw new EgressRefused(placeOf(protocol, hostname.toLowerCase(), port))
      }
    },
    admits: (host, port) => admitsTo('https:', host, port) || admitsTo('http:', host, port),
  }
}

/** The port of a destination; that of its scheme where it names none. */
export function portOf({ protocol, port }: Destination): number {
  return port ?? (protocol === 'http:' ? 80 : 443)
}

/** Lower case, and an IPv6 address without its brackets: how sockets name hosts. */
export function bareHost(hostname: string): string {
  return hostname.toLowerCase().replace(/^\[(.*)\]$/, '$1')
}

/** True for this computer alone: what may be spoken to without TLS, and is never reached through a proxy. */
export function isLoopback(hostname: string): boolean {
  const host = bareHost(hostname)
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

function placeOf(protocol: string, host: string, port: number): string {
  return `${protocol}//${host}:${port}`
}
