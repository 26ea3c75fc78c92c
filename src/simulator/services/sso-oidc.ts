import { AwsError } from '../aws-error.ts'
import { elementsOf } from '../cloudtrail/elements.ts'
import type { HttpRequest } from '../http-message.ts'
import { redirectUriProblem } from '../identity-center/clients.ts'
import { DEVICE_SECONDS } from '../identity-center/devices.ts'
import { isStartUrlOf } from '../identity-center/directory.ts'
import type { UnsignedCall, UnsignedService } from '../service.ts'
import { oidcWire } from '../wire/sso-wire.ts'
import { readJson } from './json-input.ts'
import type { JsonInput } from './json-input.ts'
import {
  ACCOUNT_ACCESS,
  clientOf,
  grantTypeOf,
  invalidRequest,
  needed,
  refuseGrant,
} from './oauth-input.ts'
import { createToken } from './sso-oidc-tokens.ts'

interface OidcOperation {
  readonly name: string
  perform(call: UnsignedCall, input: JsonInput): unknown
}

const operations: Readonly<Record<string, OidcOperation>> = {
  '/client/register': { name: 'RegisterClient', perform: registerClient },
  '/device_authorization': {
    name: 'StartDeviceAuthorization',
    perform: startDeviceAuthorization,
  },
  '/token': { name: 'CreateToken', perform: createToken },
}

/** IAM Identity Center's OIDC service, REST with JSON and without signatures (fact sheet, section 4.2). */
export const ssoOidc: UnsignedService = {
  code: 'sso-oauth',
  recognizes: (request) => operationOf(request) !== undefined,
  wire: oidcWire,
  open: (request) => {
    const operation = operationOf(request)
    if (operation === undefined) throw new AwsError(404, 'UnknownOperationException', '')
    const input = readJson(request)
    return {
      operation: operation.name,
      targetAccountId: null,
      requestParameters: () => elementsOf(input.members),
      perform: (call) => operation.perform(call, input),
    }
  },
}

function operationOf({ method, path }: HttpRequest): OidcOperation | undefined {
  return method === 'POST' && Object.hasOwn(operations, path) ? operations[path] : undefined
}

/** Others belong to other applications, which are not practised here [INF]. */
const SCOPES: readonly string[] = [ACCOUNT_ACCESS, 'openid']

function registerClient(call: UnsignedCall, input: JsonInput): unknown {
  const name = needed(input, 'clientName')
  const type = needed(input, 'clientType')
  if (type !== 'public') {
    throw new AwsError(
      400,
      'InvalidClientMetadataException',
      `The client type ${type} is not supported`,
    )
  }
  const grantTypes = (input.texts('grantTypes') ?? []).map(grantTypeOf)
  const scopes = input.texts('scopes') ?? []
  const strange = scopes.find((scope) => !SCOPES.includes(scope))
  if (strange !== undefined) {
    throw new AwsError(400, 'InvalidScopeException', `The scope ${strange} is not supported`)
  }
  const redirectUris = input.texts('redirectUris') ?? []
  for (const uri of redirectUris) {
    const problem = redirectUriProblem(uri)
    if (problem !== null) throw new AwsError(400, 'InvalidRedirectUriException', problem)
  }
  if (grantTypes.includes('authorization_code') && redirectUris.length === 0) {
    throw invalidRequest('redirectUris are required for the authorization_code grant')
  }
  const issuer = input.text('issuerUrl')
  if (grantTypes.includes('authorization_code') && issuer === undefined) {
    throw invalidRequest('issuerUrl is required for the authorization_code grant')
  }
  if (issuer !== undefined) refuseElsewhere(call, issuer)
  const client = call.world.signIn.clients.register(
    { name, grantTypes, redirectUris, scopes },
    call.now,
  )
  return {
    clientId: client.id,
    clientSecret: client.secret,
    clientIdIssuedAt: Math.floor(client.issuedAt / 1000),
    clientSecretExpiresAt: Math.floor(client.expiresAt / 1000),
    authorizationEndpoint: `${call.origin}/authorize`,
    tokenEndpoint: `${call.origin}/token`,
  }
}

function startDeviceAuthorization(call: UnsignedCall, input: JsonInput): unknown {
  const client = clientOf(call, input)
  const startUrl = needed(input, 'startUrl')
  refuseGrant(client, 'urn:ietf:params:oauth:grant-type:device_code')
  refuseElsewhere(call, startUrl)
  const { identityCenter, signIn } = call.world
  const device = signIn.devices.start(client.id, identityCenter.pollSeconds, call.now)
  return {
    deviceCode: device.deviceCode,
    userCode: device.userCode,
    verificationUri: `${call.origin}/device`,
    verificationUriComplete: `${call.origin}/device?user_code=${device.userCode}`,
    expiresIn: DEVICE_SECONDS,
    interval: device.intervalSeconds,
  }
}

/** A start URL that is not this instance's, or another Region: AWS gives the same answer to both [INF]. */
function refuseElsewhere({ world, region }: UnsignedCall, url: string): void {
  const { identityCenter } = world
  if (region !== identityCenter.region || !isStartUrlOf(identityCenter, url)) {
    throw invalidRequest('Invalid request')
  }
}
