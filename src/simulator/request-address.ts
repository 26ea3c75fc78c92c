import { headerOf } from './http-message.ts'
import type { HttpRequest } from './http-message.ts'
import type { World } from './world.ts'

/** Where an unsigned request went. */
export interface RequestAddress {
  readonly region: string
  /** Scheme, host and port under which the client knows this server. */
  readonly origin: string
}

/** `oidc.eu-west-1.amazonaws.com`, `portal.sso.eu-west-1.amazonaws.com`, and their other partitions. */
const REGIONAL_HOST =
  /^(?:oidc|portal\.sso|device\.sso)\.([a-z0-9-]+)\.amazonaws\.(?:com|com\.cn|eu)$/

/**
 * Only the host name tells the Region of a request without a signature. Under any other name, as on loopback, it is the
 * Region of the ready line.
 */
export function addressOf(world: World, request: HttpRequest): RequestAddress {
  const host = headerOf(request, 'host') ?? ''
  const region = REGIONAL_HOST.exec(host.replace(/:\d+$/, ''))?.[1]
  return region === undefined
    ? { region: world.region, origin: `http://${host}` }
    : { region, origin: `https://${host}` }
}
