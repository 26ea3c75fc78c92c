import { AwsError } from '../aws-error.ts'
import { elementsOf } from '../cloudtrail/elements.ts'
import { headerOf } from '../http-message.ts'
import type { HttpRequest } from '../http-message.ts'
import { enabledUser } from '../identity-center/directory.ts'
import type { Assignment, DirectoryUser } from '../identity-center/directory.ts'
import type { TokenSession } from '../identity-center/token-sessions.ts'
import type { Account } from '../organization.ts'
import type { UnsignedCall, UnsignedService } from '../service.ts'
import { portalWire } from '../wire/sso-wire.ts'
import { ACCOUNT_ACCESS, invalidRequest } from './oauth-input.ts'

/** What a bearer token shows: a person, signed in. */
interface Visitor {
  readonly session: TokenSession
  readonly user: DirectoryUser
}

interface PortalOperation {
  readonly name: string
  perform(call: UnsignedCall, visitor: Visitor, query: URLSearchParams): unknown
}

const operations: Readonly<Record<string, PortalOperation>> = {
  'GET /assignment/accounts': { name: 'ListAccounts', perform: listAccounts },
  'GET /assignment/roles': { name: 'ListAccountRoles', perform: listAccountRoles },
  'GET /federation/credentials': { name: 'GetRoleCredentials', perform: getRoleCredentials },
  'POST /logout': { name: 'Logout', perform: logout },
}

const TOKEN_HEADER = 'x-amz-sso_bearer_token'

/** IAM Identity Center's access portal: what a signed-in person may become, and the keys for it (fact sheet, section 4.2). */
export const ssoPortal: UnsignedService = {
  code: 'awsssoportal',
  recognizes: (request) => operationOf(request) !== undefined,
  wire: portalWire,
  open: (request) => {
    const operation = operationOf(request)
    if (operation === undefined) throw new AwsError(404, 'UnknownOperationException', '')
    const query = new URLSearchParams(request.query)
    return {
      operation: operation.name,
      targetAccountId: query.get('account_id'),
      requestParameters: () => elementsOf(Object.fromEntries(query)),
      perform: (call) => {
        const visitor = visitorOf(call, headerOf(request, TOKEN_HEADER))
        call.identify(visitor.user)
        return operation.perform(call, visitor, query)
      },
    }
  },
}

function operationOf({ method, path }: HttpRequest): PortalOperation | undefined {
  const name = `${method} ${path}`
  return Object.hasOwn(operations, name) ? operations[name] : undefined
}

/** A Region without this instance knows none of its tokens. */
function visitorOf({ world, region, now }: UnsignedCall, token: string | undefined): Visitor {
  const { identityCenter, signIn } = world
  const session =
    token === undefined || region !== identityCenter.region
      ? undefined
      : signIn.tokens.ofAccessToken(token, now)
  const user = session === undefined ? undefined : enabledUser(identityCenter, session.userName)
  const mayAsk =
    session !== undefined &&
    (session.scopes.length === 0 || session.scopes.includes(ACCOUNT_ACCESS))
  if (!mayAsk || user === undefined) {
    throw new AwsError(401, 'UnauthorizedException', 'Session token not found or invalid')
  }
  return { session, user }
}

function listAccounts(call: UnsignedCall, { user }: Visitor, query: URLSearchParams): unknown {
  const ids = new Set(assignmentsOf(call, user).map(({ accountId }) => accountId))
  const { items, next } = page([...ids].toSorted(), query)
  const { accountsById } = call.world.organization
  return {
    accountList: items.map((accountId) => {
      const account = accountsById.get(accountId)
      return { accountId, accountName: account?.name, emailAddress: account?.email }
    }),
    ...next,
  }
}

function listAccountRoles(call: UnsignedCall, { user }: Visitor, query: URLSearchParams): unknown {
  const accountId = accountIdIn(query)
  const names = assignmentsOf(call, user)
    .filter((assignment) => assignment.accountId === accountId)
    .map(({ permissionSet }) => permissionSet)
  if (names.length === 0) throw noAccess()
  const { items, next } = page(names.toSorted(), query)
  return { roleList: items.map((roleName) => ({ roleName, accountId })), ...next }
}

function getRoleCredentials(
  call: UnsignedCall,
  { user }: Visitor,
  query: URLSearchParams,
): unknown {
  const accountId = accountIdIn(query)
  const roleName = query.get('role_name') ?? ''
  if (roleName === '') throw invalidRequest('role_name is required')
  const assigned = assignmentsOf(call, user).some(
    (assignment) => assignment.accountId === accountId && assignment.permissionSet === roleName,
  )
  const { identityCenter, keyring } = call.world
  const permissionSet = identityCenter.permissionSets.find(({ name }) => name === roleName)
  if (!assigned || permissionSet === undefined) throw noAccess()
  const role = identityCenter.reservedRole(roleName, accountId)
  const region = identityCenter.region === 'us-east-1' ? '' : `${identityCenter.region}/`
  const session = keyring.issueRoleSession({
    accountId,
    roleName: role.name,
    roleId: role.id,
    rolePath: `/aws-reserved/sso.amazonaws.com/${region}`,
    sessionName: user.userName,
    identityPolicy: permissionSet.policy,
    durationSeconds: permissionSet.sessionSeconds,
    sourceIdentity: null,
    now: call.now,
  })
  return {
    roleCredentials: {
      accessKeyId: session.accessKeyId,
      secretAccessKey: session.secretAccessKey,
      sessionToken: session.sessionToken,
      expiration: session.expiresAt,
    },
  }
}

/** Ends the sign-in and all its tokens. Role credentials that were given out live until they expire. */
function logout({ world }: UnsignedCall, { session }: Visitor): unknown {
  world.signIn.tokens.end(session)
  return undefined
}

/** What the person has in accounts that are active members, in sets that exist. */
function assignmentsOf({ world }: UnsignedCall, { userName }: DirectoryUser): Assignment[] {
  const { identityCenter, organization } = world
  const sets = new Set(identityCenter.permissionSets.map(({ name }) => name))
  return identityCenter.assignments.filter(
    (assignment) =>
      assignment.userName === userName &&
      sets.has(assignment.permissionSet) &&
      isActive(organization.accountsById.get(assignment.accountId)),
  )
}

const isActive = (account: Account | undefined): boolean =>
  account !== undefined && account.inOrganization && account.state === 'ACTIVE'

/** Items per page when the request does not say [INF]. */
const PAGE = 20

/** One page; its token is the item that comes next. */
function page(items: readonly string[], query: URLSearchParams) {
  const size = Number(query.get('max_result') ?? PAGE)
  if (!Number.isInteger(size) || size < 1 || size > 100) {
    throw invalidRequest('max_result must be a whole number from 1 to 100')
  }
  const token = query.get('next_token')
  const first = token === null ? 0 : items.indexOf(Buffer.from(token, 'base64url').toString())
  if (first < 0) throw invalidRequest('next_token is not valid')
  const following = items[first + size]
  return {
    items: items.slice(first, first + size),
    next:
      following === undefined ? {} : { nextToken: Buffer.from(following).toString('base64url') },
  }
}

function accountIdIn(query: URLSearchParams): string {
  const accountId = query.get('account_id') ?? ''
  if (!/^\d{12}$/.test(accountId)) throw invalidRequest('account_id must be twelve digits')
  return accountId
}

/** AWS answers so, though its model does not say it [INF]. */
function noAccess(): AwsError {
  return new AwsError(403, 'ForbiddenException', 'No access')
}
