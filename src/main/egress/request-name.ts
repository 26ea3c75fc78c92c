import type { HttpRequest } from './transport.ts'

/** What a request asks for, as the ledger names it. */
export type RequestName = {
  readonly service: string
  readonly operation: string
  /** Null where neither signature nor host names one. */
  readonly region: string | null
}

/**
 * Reads service, operation and Region off a request: the scope of its signature, `x-amz-target`, the `Action` of query services, the paths of
 * IAM Identity Center (fact sheet 4.2). SECURITY: takes names alone; tokens, codes and secrets stand in other fields, headers and the query.
 */
export function nameOf(request: HttpRequest): RequestName {
  const scope = /Credential=[^/]+\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request/.exec(
    headerOf(request, 'authorization'),
  )
  const path = request.path.replace(/\/+$/, '')
  const known = Object.hasOwn(signInPaths, path) ? signInPaths[path] : undefined
  const target = headerOf(request, 'x-amz-target').split('.')[1]
  const action = typeof request.body === 'string' ? actionIn(request.body) : undefined
  return {
    service: scope?.[2] ?? known?.[0] ?? hostService(request.hostname),
    operation: action ?? target ?? known?.[1] ?? request.method,
    region:
      scope?.[1] ??
      /\.([a-z]{2,4}(?:-[a-z]+){1,2}-\d{1,2})\./.exec(`.${request.hostname}`)?.[1] ??
      null,
  }
}

/** The services by the names of the AWS CLI. */
const signInPaths: { readonly [path: string]: readonly [service: string, operation: string] } = {
  '/client/register': ['sso-oidc', 'RegisterClient'],
  '/device_authorization': ['sso-oidc', 'StartDeviceAuthorization'],
  '/token': ['sso-oidc', 'CreateToken'],
  '/assignment/accounts': ['sso', 'ListAccounts'],
  '/assignment/roles': ['sso', 'ListAccountRoles'],
  '/federation/credentials': ['sso', 'GetRoleCredentials'],
  '/logout': ['sso', 'Logout'],
  '/v1/token': ['signin', 'CreateOAuth2Token'],
}

function actionIn(body: string): string | undefined {
  return /(?:^|&)Action=(\w{1,60})(?:&|$)/.exec(body)?.[1]
}

/** A header of a request, whatever its case; `''` where there is none. */
export function headerOf({ headers }: HttpRequest, name: string): string {
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)
  return found?.[1] ?? ''
}

function hostService(hostname: string): string {
  return /^[a-z]/i.test(hostname) ? (hostname.split('.')[0] ?? hostname) : 'unknown'
}
