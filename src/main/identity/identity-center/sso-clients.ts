import { SSOClient } from '@aws-sdk/client-sso'
import { SSOOIDCClient } from '@aws-sdk/client-sso-oidc'
import { serviceSettings } from '../../aws/clients.ts'
import type { PortalPlace } from '../identity-ports.ts'

/** Where a connection's Identity Center is, and the door to it. */
export type SsoPlace = Pick<PortalPlace, 'way' | 'endpoints' | 'door'>

/** A client of the sign-in service. It signs nothing: what it sends are client secrets, codes and tokens. */
export function openOidcClient(place: SsoPlace): SSOOIDCClient {
  return new SSOOIDCClient(settings(place, 'oidc'))
}

/** A client of the access portal, whose calls carry the token in a header. */
export function openPortalClient(place: SsoPlace): SSOClient {
  return new SSOClient(settings(place, 'portal'))
}

/** The page where a person answers: at the place that the client calls, in whatever partition (fact sheet 4.3). */
export function authorizeUrl(
  { way, endpoints }: Omit<SsoPlace, 'door'>,
  client: SSOOIDCClient,
): string {
  const custom = endpoints.all ?? endpoints.oidc
  const { url } = client.config.endpointProvider({
    Region: way.region,
    UseFIPS: false,
    UseDualStack: custom === null && endpoints.dualStack,
    ...(custom === null ? {} : { Endpoint: custom }),
  })
  return `${url.href.replace(/\/$/, '')}/authorize`
}

function settings({ way, endpoints, door }: SsoPlace, service: 'oidc' | 'portal') {
  return serviceSettings(service, { region: way.region, endpoints, handler: door.signInHandler })
}
