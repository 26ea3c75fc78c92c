import type { Endpoints } from './endpoints.ts'

/** Somewhere this connection may send requests: a scheme, a host and a port. */
export type Destination = {
  readonly protocol: string
  readonly hostname: string
  readonly port?: number | undefined
}

/** Thrown when a request was about to leave for a host that is not listed. */
export class EgressRefused extends Error {
  override readonly name = 'EgressRefused'
  readonly hostname: string

  constructor(destination: Destination) {
    super(`${originOf(destination)} is not on the egress list`)
    this.hostname = destination.hostname
  }
}

/**
 * Where requests may go: some origins (`https://sts.eu-west-1.amazonaws.com:443`), and the S3 and SQS hosts of the Regions of the
 * partition.
 *
 * SECURITY: the transport asks `assertAllowed` for every request just before it is sent, so whatever an endpoint rule,
 * a redirect or a queue URL made of the host, nothing leaves for a place that is not listed. Plain HTTP is on the list
 * only for a custom endpoint on loopback.
 */
export type EgressList = {
  readonly origins: readonly string[]
  assertAllowed(destination: Destination): void
}

/** Builds the list. Plain HTTP to anything but loopback is left out, so calls to it are refused. */
export function createEgressList({ urls, isRegional }: Endpoints): EgressList {
  const origins = new Set<string>()
  for (const url of urls) {
    const trusted =
      url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
    if (trusted) origins.add(originOf(destinationOf(url)))
  }
  return {
    origins: [...origins],
    assertAllowed(destination) {
      const { protocol, hostname, port = 443 } = destination
      const regional = protocol === 'https:' && port === 443 && isRegional(hostname.toLowerCase())
      if (!regional && !origins.has(originOf(destination))) throw new EgressRefused(destination)
    },
  }
}

function destinationOf(url: URL): Destination {
  return {
    protocol: url.protocol,
    hostname: url.hostname,
    port: url.port === '' ? undefined : Number(url.port),
  }
}

function originOf({ protocol, hostname, port }: Destination): string {
  return `${protocol}//${hostname.toLowerCase()}:${port ?? (protocol === 'http:' ? 80 : 443)}`
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}
