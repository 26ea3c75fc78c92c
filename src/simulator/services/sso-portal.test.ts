import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ListAccountsCommand } from '@aws-sdk/client-organizations'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { fromSSO } from '@aws-sdk/credential-providers'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { StateDocument } from '../control/state-document.ts'
import type { OperatorKeys } from '../simulator.ts'
import { failureOf, startPractice } from '../testing/practice.ts'
import type { Practice } from '../testing/practice.ts'
import { createSignInClient } from '../testing/sign-in.ts'
import type { SignInClient, SignedIn, SsoAnswer } from '../testing/sign-in.ts'

let practice: Practice
let start: StateDocument
let operating: string
let sso: SignInClient
beforeAll(async () => {
  practice = await startPractice()
  start = await practice.state()
  operating = practice.ready.delegatedAdministratorId ?? ''
  sso = createSignInClient(practice.ready.endpoint, start.identityCenter.startUrl)
})
beforeEach(() => practice.control('POST', 'reset'))
afterAll(() => practice[Symbol.asyncDispose]())

const UNAUTHORIZED = {
  status: 401,
  errorType: 'UnauthorizedException',
  body: expect.objectContaining({ message: 'Session token not found or invalid' }) as unknown,
}

const accountIds = ({ body }: SsoAnswer): string[] =>
  (body['accountList'] as { accountId: string }[]).map(({ accountId }) => accountId)

/** When the credentials that {@link roleKeys} got last expire, in milliseconds. */
let expiresAt = 0

async function roleKeys(
  { accessToken }: SignedIn,
  roleName: string,
  accountId = operating,
): Promise<OperatorKeys> {
  const { status, body } = await sso.portal(
    accessToken,
    `/federation/credentials?account_id=${accountId}&role_name=${roleName}`,
  )
  expect(status).toBe(200)
  const { expiration, ...keys } = body['roleCredentials'] as OperatorKeys & { expiration: number }
  expiresAt = expiration
  return keys
}

describe('the lists', () => {
  test('show the assigned accounts by pages, and every one of them once', async () => {
    const { accessToken } = await sso.signIn('theo.brandt')
    const first = await sso.portal(accessToken, '/assignment/accounts')
    expect(accountIds(first)).toHaveLength(20)
    const second = await sso.portal(
      accessToken,
      `/assignment/accounts?next_token=${String(first.body['nextToken'])}`,
    )
    expect(second.body).not.toHaveProperty('nextToken')
    const assigned = start.identityCenter.assignments
      .filter(({ userName }) => userName === 'theo.brandt')
      .map(({ accountId }) => accountId)
    expect([...accountIds(first), ...accountIds(second)].toSorted()).toEqual(assigned.toSorted())
    const account = start.accounts.find(({ id }) => id === accountIds(first)[0])
    expect(first.body['accountList']).toContainEqual({
      accountId: account?.id,
      accountName: account?.name,
      emailAddress: account?.email,
    })
  })

  test('show the roles of an account, by pages too', async () => {
    const { accessToken } = await sso.signIn('sam.okafor')
    const names: string[] = []
    let next: unknown = ''
    while (typeof next === 'string') {
      const { body } = await sso.portal(
        accessToken,
        `/assignment/roles?account_id=${operating}&max_result=1${next === '' ? '' : `&next_token=${next}`}`,
      )
      for (const role of body['roleList'] as { roleName: string; accountId: string }[]) {
        expect(role.accountId).toBe(operating)
        names.push(role.roleName)
      }
      next = body['nextToken']
    }
    expect(names).toEqual(['RootAccess', 'RootCredentialRemover', 'RootRecovery', 'RootUnlocker'])
  })

  test('leave out accounts that were suspended or left', async () => {
    const { accessToken } = await sso.signIn('noa.lindqvist')
    await practice.control('PUT', `accounts/${operating}`, { state: 'SUSPENDED' })
    const { body } = await sso.portal(accessToken, '/assignment/accounts')
    expect(body).toEqual({ accountList: [] })
  })

  test.each([
    '/assignment/accounts?max_result=101',
    '/assignment/accounts?max_result=x',
    '/assignment/accounts?next_token=made-up',
    '/assignment/roles?account_id=12',
    '/federation/credentials?account_id=111122223333',
  ])('%s is an invalid request', async (target) => {
    const { accessToken } = await sso.signIn('sam.okafor')
    expect(await sso.portal(accessToken, target)).toMatchObject({
      status: 400,
      errorType: 'InvalidRequestException',
    })
  })
})

describe('role credentials', () => {
  test('are a session of the reserved role, named after the person, until the set says', async () => {
    const signedIn = await sso.signIn('sam.okafor')
    const keys = await roleKeys(signedIn, 'RootRecovery')
    const { now } = (await practice.control('GET', 'clock')) as { now: string }
    expect(expiresAt - Date.parse(now)).toBeGreaterThan(3_590_000)
    expect(expiresAt - Date.parse(now)).toBeLessThanOrEqual(3_600_000)
    const identity = await practice.sts(keys).send(new GetCallerIdentityCommand({}))
    expect(identity.Arn).toMatch(
      new RegExp(
        `^arn:aws:sts::${operating}:assumed-role/AWSReservedSSO_RootRecovery_[0-9a-f]{16}/sam\\.okafor$`,
      ),
    )
    await practice.control('PUT', 'clock', { advanceSeconds: 3600 })
    const late = practice.sts(keys).send(new GetCallerIdentityCommand({}))
    expect((await failureOf(late)).name).toBe('ExpiredToken')
  })

  test('of the delegated operator’s set are of the operator’s own role', async () => {
    const keys = await roleKeys(await sso.signIn('sam.okafor'), 'RootAccess')
    const arnOf = async (of: OperatorKeys) =>
      (await practice.sts(of).send(new GetCallerIdentityCommand({}))).Arn
    expect(await arnOf(keys)).toBe(await arnOf(practice.delegated))
  })

  test('may do what the permission set allows, and nothing else', async () => {
    const { id } = await practice.reachable()
    const auditor = await roleKeys(await sso.signIn('noa.lindqvist'), 'RootAuditor')
    await practice.organizations(auditor).send(new ListAccountsCommand({}))
    await practice.rootSession(id, 'IAMAuditRootUserCredentials', auditor)
    const denied = await failureOf(
      practice.rootSession(id, 'IAMDeleteRootUserCredentials', auditor),
    )
    expect([denied.name, denied.status]).toEqual(['AccessDenied', 403])
    const reader = await roleKeys(await sso.signIn('theo.brandt'), 'OrganizationReader')
    expect(
      (await failureOf(practice.rootSession(id, 'IAMAuditRootUserCredentials', reader))).name,
    ).toBe('AccessDenied')
  })

  test('of a role that is not assigned are refused', async () => {
    const { accessToken } = await sso.signIn('noa.lindqvist')
    for (const target of [
      `/federation/credentials?account_id=${operating}&role_name=RootAccess`,
      `/assignment/roles?account_id=${practice.ready.managementAccountId}`,
    ]) {
      expect(await sso.portal(accessToken, target)).toMatchObject({
        status: 403,
        errorType: 'ForbiddenException',
        body: { message: 'No access' },
      })
    }
  })
})

describe('a bearer token', () => {
  const accounts = ({ accessToken }: SignedIn) => sso.portal(accessToken, '/assignment/accounts')

  test('that nobody was given is not authorized', async () => {
    expect(await sso.portal('made-up', '/assignment/accounts')).toEqual(UNAUTHORIZED)
  })

  test('ends with the sign-out, and its refresh token with it; role credentials live on', async () => {
    const signedIn = await sso.signIn('noa.lindqvist')
    const keys = await roleKeys(signedIn, 'RootAuditor')
    expect((await sso.portal(signedIn.accessToken, '/logout', 'POST')).status).toBe(200)
    expect(await accounts(signedIn)).toEqual(UNAUTHORIZED)
    expect(await sso.portal(signedIn.accessToken, '/logout', 'POST')).toEqual(UNAUTHORIZED)
    const { refreshToken } = signedIn
    expect(
      (await sso.token(signedIn, { grantType: 'refresh_token', refreshToken })).errorType,
    ).toBe('InvalidGrantException')
    await practice.sts(keys).send(new GetCallerIdentityCommand({}))
  })

  test('expires after its time, and the renewed one works', async () => {
    const signedIn = await sso.signIn('sam.okafor')
    await practice.control('PUT', 'clock', { advanceSeconds: signedIn.expiresIn })
    expect(await accounts(signedIn)).toEqual(UNAUTHORIZED)
    const { refreshToken } = signedIn
    const { body } = await sso.token(signedIn, { grantType: 'refresh_token', refreshToken })
    expect((await accounts({ ...signedIn, ...body })).status).toBe(200)
  })

  test('is worth nothing in another Region', async () => {
    const signedIn = await sso.signIn('sam.okafor')
    await practice.control('PUT', 'identity-center', { region: 'eu-west-1' })
    expect(await accounts(signedIn)).toEqual(UNAUTHORIZED)
  })
})

test('the SDK’s own provider renews the token and gets the role', async () => {
  const home = mkdtempSync(join(tmpdir(), 'practice-sso-'))
  try {
    const { accessToken, refreshToken, clientId, clientSecret } = await sso.signIn('sam.okafor')
    await practice.control('POST', 'tokens/expire', { userName: 'sam.okafor' })
    const cache = join(home, '.aws', 'sso', 'cache')
    mkdirSync(cache, { recursive: true })
    const file = join(cache, `${createHash('sha1').update('practice').digest('hex')}.json`)
    const { startUrl } = start.identityCenter
    const expiresAt = new Date(Date.now() - 1000).toISOString()
    const registrationExpiresAt = new Date(Date.now() + 86_400_000).toISOString()
    writeFileSync(
      file,
      JSON.stringify({
        startUrl,
        region: 'us-east-1',
        accessToken,
        expiresAt,
        refreshToken,
        clientId,
        clientSecret,
        registrationExpiresAt,
      }),
    )
    writeFileSync(
      join(home, '.aws', 'config'),
      `[sso-session practice]\nsso_start_url=${startUrl}\nsso_region=us-east-1\nsso_registration_scopes=sso:account:access\n[profile root]\nsso_session=practice\nsso_account_id=${operating}\nsso_role_name=RootAccess\n`,
    )
    vi.stubEnv('HOME', home)
    const { endpoint } = practice.ready
    const provide = fromSSO({ profile: 'root', clientConfig: { endpoint, region: 'us-east-1' } })
    const keys = await provide()
    const { accessKeyId, secretAccessKey, sessionToken = '' } = keys
    const identity = await practice
      .sts({ accessKeyId, secretAccessKey, sessionToken })
      .send(new GetCallerIdentityCommand({}))
    expect(identity.Account).toBe(operating)
    expect(readFileSync(file, 'utf8')).not.toContain(refreshToken)
  } finally {
    vi.unstubAllEnvs()
    rmSync(home, { recursive: true })
  }
})
