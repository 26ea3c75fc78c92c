import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import type { Failure, FailureCode } from '../../../shared/domain/failure.ts'
import { failureFrom } from '../../aws/error-catalogue.ts'
import type { IdentityCenterWay } from '../identity-ports.ts'

/** The operations of Identity Center's two services. */
export type OidcOperation = 'RegisterClient' | 'StartDeviceAuthorization' | 'CreateToken'
export type PortalOperation = 'ListAccounts' | 'ListAccountRoles' | 'GetRoleCredentials' | 'Logout'

/**
 * What the sign-in service refused with, in OAuth's words (`authorization_pending`, `slow_down`, …); null where it gave none.
 *
 * The SDK takes the name of the exception from a header and leaves `.message` at “UnknownError”; `.error` says the same in OAuth's
 * words (fact sheet 4.2). The name is asked first, `.error` where the name is none.
 */
export function oauthWordOf(error: unknown): string | null {
  const name = textField(error, 'name') ?? ''
  if (name.endsWith('Exception')) {
    return name
      .slice(0, -'Exception'.length)
      .replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`)
      .toLowerCase()
  }
  const word = textField(error, 'error')
  return word !== undefined && /^[a-z_]{1,40}$/.test(word) ? word : null
}

/**
 * What an error of the sign-in service means.
 *
 * SECURITY: no text that came over the wire is taken over: what answers may quote the code or the token that it refuses. The name
 * of the exception and the request ID find the rest.
 */
export function oidcFailure(
  error: unknown,
  operation: OidcOperation,
  { startUrl, region }: Pick<IdentityCenterWay, 'startUrl' | 'region'>,
): Failure {
  const word = oauthWordOf(error)
  const code = word === null ? undefined : oidcCode(word, operation)
  if (code === undefined) {
    const failure = withoutForeignWords(error, 'sso-oidc', operation)
    if (failure.code !== 'name-not-found') return failure
    const message = `${failure.message} Perhaps AWS has no Region ${region}: compare it with the access portal.`
    return { ...failure, message }
  }
  const key = keyTroubleOf(error)
  if (key !== null) {
    const message = `IAM Identity Center cannot use its encryption key (${key}). Its administrator has to look at the key.`
    return described(failureOf('sign-in-refused', { message }), error)
  }
  if (code !== 'start-url-wrong') return described(failureOf(code), error)
  const message = `IAM Identity Center in ${region} does not know the start URL ${startUrl}.`
  return described(failureOf(code, { message }), error)
}

function oidcCode(word: string, operation: OidcOperation): FailureCode | undefined {
  switch (word) {
    case 'invalid_request':
      // The start URL is the one thing in these requests that a person typed. The wrong Region gets the same answer [INF].
      return operation === 'CreateToken' ? 'sign-in-refused' : 'start-url-wrong'
    case 'invalid_request_region':
      return 'start-url-wrong'
    case 'access_denied':
      return operation === 'CreateToken' ? 'sign-in-denied' : 'sign-in-refused'
    case 'expired_token':
    case 'authorization_pending':
      return 'sign-in-late'
    case 'slow_down':
      return 'throttled'
    case 'internal_server':
    case 'server_error':
      return 'service-failure'
    case 'invalid_client':
    case 'invalid_client_metadata':
    case 'invalid_grant':
    case 'invalid_redirect_uri':
    case 'invalid_scope':
    case 'unauthorized_client':
    case 'unsupported_grant_type':
      return 'sign-in-refused'
    default:
      return undefined
  }
}

/** The instance's own encryption key is the reason: then the person denied nothing. */
function keyTroubleOf(error: unknown): string | null {
  const reason = textField(error, 'reason')
  return reason !== undefined && /^KMS_\w{1,60}$/.test(reason) ? reason : null
}

/** What an error of the access portal means. SECURITY: as `oidcFailure`. */
export function portalFailure(
  error: unknown,
  operation: PortalOperation,
  asked: { readonly accountId?: string; readonly roleName?: string } = {},
): Failure {
  switch (textField(error, 'name')) {
    case 'UnauthorizedException':
      return described(failureOf('token-revoked'), error)
    // The first is what AWS answers to what is not assigned, though its model does not say so [INF].
    case 'ForbiddenException':
    case 'ResourceNotFoundException':
      return described(failureOf('role-not-assigned', { message: notAssigned(asked) }), error)
    default:
      return withoutForeignWords(error, 'sso', operation)
  }
}

function notAssigned(asked: {
  readonly accountId?: string
  readonly roleName?: string
}): string | undefined {
  const { accountId, roleName } = asked
  if (accountId === undefined) return undefined
  return roleName === undefined
    ? `No role of account ${accountId} is assigned to you.`
    : `The role ${roleName} is not assigned to you in account ${accountId}.`
}

/** As the error catalogue says it, but without the text that an answer brought. */
function withoutForeignWords(error: unknown, service: string, operation: string): Failure {
  const trace = { status: statusOf(error), requestId: null }
  const failure = failureFrom(error, { service, operation, inRootSession: false, trace })
  return failure.awsCode === undefined ? failure : described(failureOf(failure.code), error)
}

function described(failure: Failure, error: unknown): Failure {
  const awsCode = textField(error, 'name')
  const requestId = textField(error, '$metadata', 'requestId')
  return {
    ...failure,
    ...(awsCode === undefined || !/^[A-Za-z]{1,80}$/.test(awsCode) ? {} : { awsCode }),
    ...(requestId === undefined ? {} : { requestId }),
  }
}

function statusOf(error: unknown): number | null {
  const status = field(field(error, '$metadata'), 'httpStatusCode')
  return typeof status === 'number' ? status : null
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}

function textField(value: unknown, ...path: readonly string[]): string | undefined {
  const found = path.reduce(field, value)
  return typeof found === 'string' ? found : undefined
}
