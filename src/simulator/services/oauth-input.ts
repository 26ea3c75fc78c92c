import { AwsError } from '../aws-error.ts'
import { GRANT_TYPES } from '../identity-center/clients.ts'
import type { GrantType, OAuthClient } from '../identity-center/clients.ts'
import type { UnsignedCall } from '../service.ts'
import type { JsonInput } from './json-input.ts'

/** The scope that lets a token see accounts and fetch role credentials. */
export const ACCOUNT_ACCESS = 'sso:account:access'

/** The client whose ID and secret the request carries. */
export function clientOf({ world, now }: UnsignedCall, input: JsonInput): OAuthClient {
  const id = needed(input, 'clientId')
  const secret = needed(input, 'clientSecret')
  const client = world.signIn.clients.find(id)
  if (client === undefined || client.secret !== secret) {
    throw new AwsError(401, 'InvalidClientException', 'Invalid client provided')
  }
  if (now >= client.expiresAt) {
    throw new AwsError(401, 'InvalidClientException', 'Client is expired')
  }
  return client
}

/** An old registration names no grant types: the device flow and renewal are open to it, the browser flow is not. */
export function refuseGrant({ grantTypes }: OAuthClient, wanted: GrantType): void {
  const may =
    grantTypes.length === 0 ? wanted !== 'authorization_code' : grantTypes.includes(wanted)
  if (may) return
  throw new AwsError(
    400,
    'UnauthorizedClientException',
    `The client is not registered for the grant type ${wanted}`,
  )
}

export function grantTypeOf(text: string): GrantType {
  const known = GRANT_TYPES.find((grantType) => grantType === text)
  if (known !== undefined) return known
  throw new AwsError(
    400,
    'UnsupportedGrantTypeException',
    `The grant type ${text} is not supported`,
  )
}

/** A member that has to be there, and not empty. */
export function needed(input: JsonInput, name: string): string {
  const value = input.text(name)
  if (value === undefined || value === '') throw invalidRequest(`${name} is required`)
  return value
}

export function invalidRequest(message: string): AwsError {
  return new AwsError(400, 'InvalidRequestException', message)
}
