import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startPractice } from '../testing/practice.ts'
import type { Practice } from '../testing/practice.ts'
import { createSignInClient } from '../testing/sign-in.ts'
import type { Registration, SignInClient } from '../testing/sign-in.ts'
import type { IdentityCenterDocument } from './identity-center-document.ts'

const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code'

let practice: Practice
let center: IdentityCenterDocument
let sso: SignInClient
beforeAll(async () => {
  practice = await startPractice({ accounts: 5 })
})
beforeEach(async () => {
  await practice.control('POST', 'reset')
  center = (await practice.state()).identityCenter
  sso = createSignInClient(practice.ready.endpoint, center.startUrl)
})
afterAll(() => practice[Symbol.asyncDispose]())

async function device() {
  const { body } = await sso.register({ grantTypes: [DEVICE, 'refresh_token'] })
  const client = body as unknown as Registration
  const started = await sso.startDevice(client)
  const { deviceCode, userCode } = started.body as { deviceCode: string; userCode: string }
  return {
    userCode,
    ask: async () => (await sso.token(client, { grantType: DEVICE, deviceCode })).errorType,
    decide: (decision: Record<string, unknown>) =>
      practice.control('POST', `devices/${userCode}`, decision),
  }
}

test('the state shows people, permission sets and assignments', () => {
  expect(center).toMatchObject({ region: 'us-east-1', accessTokenSeconds: 3600, pollSeconds: 5 })
  expect(center.users.map(({ userName }) => userName)).toEqual([
    'sam.okafor',
    'noa.lindqvist',
    'theo.brandt',
  ])
  expect(center.assignments).toContainEqual({
    userName: 'noa.lindqvist',
    permissionSet: 'RootAuditor',
    accountId: practice.ready.delegatedAdministratorId,
  })
})

test('a change of people, sets and assignments is what the portal shows next', async () => {
  const accountId = practice.ready.managementAccountId
  const policy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
  }
  const { accessToken } = await sso.signIn('sam.okafor')
  await practice.control('PUT', 'identity-center', {
    users: [{ userName: 'sam.okafor' }],
    permissionSets: [{ name: 'Nothing', policy, sessionSeconds: 900 }],
    assignments: [{ userName: 'sam.okafor', permissionSet: 'Nothing', accountId }],
  })
  const roles = await sso.portal(accessToken, `/assignment/roles?account_id=${accountId}`)
  expect(roles.body['roleList']).toEqual([{ roleName: 'Nothing', accountId }])
})

test('a change that does not fit together is refused, and changes nothing', async () => {
  const put = (change: unknown) => practice.control('PUT', 'identity-center', change)
  await expect(put({ users: [] })).rejects.toThrow('there is no user sam.okafor')
  await expect(put({ permissionSets: [] })).rejects.toThrow('there is no permission set')
  await expect(put({ users: [{ userName: '' }] })).rejects.toThrow('"userName"')
  await expect(put({ colour: 'red' })).rejects.toThrow('"colour"')
  expect((await practice.state()).identityCenter).toEqual(center)
})

describe('a waiting device', () => {
  test('is listed without what is secret', async () => {
    const { userCode } = await device()
    const [listed, ...others] = (await practice.control('GET', 'devices')) as object[]
    expect(others).toEqual([])
    expect(listed).toMatchObject({ userCode, clientName: 'A workstation', decision: 'pending' })
    expect(listed).not.toHaveProperty('deviceCode')
  })

  test('can be allowed, denied, let expire and slowed down', async () => {
    const allowed = await device()
    await allowed.decide({ decision: 'allow', userName: 'noa.lindqvist' })
    expect(await allowed.ask()).toBeUndefined()
    const denied = await device()
    await denied.decide({ decision: 'deny' })
    expect(await denied.ask()).toBe('AccessDeniedException')
    const late = await device()
    await late.decide({ decision: 'expire' })
    expect(await late.ask()).toBe('ExpiredTokenException')
    const hurried = await device()
    await hurried.decide({ decision: 'slow-down' })
    expect(await hurried.ask()).toBe('SlowDownException')
  })

  test('that nobody started, or with a decision that is none, is said to be so', async () => {
    const { decide } = await device()
    await expect(decide({ decision: 'perhaps' })).rejects.toThrow('"decision"')
    await expect(decide({ decision: 'allow', userName: 'nobody' })).rejects.toThrow('no user')
    await expect(
      practice.control('POST', 'devices/BBBB-BBBB', { decision: 'deny' }),
    ).rejects.toThrow('404')
  })
})

test('tokens are revoked of one person only, when one is named', async () => {
  const sam = await sso.signIn('sam.okafor')
  const noa = await sso.signIn('noa.lindqvist')
  await practice.control('POST', 'tokens/revoke', { userName: 'noa.lindqvist' })
  const status = async (token: string) => (await sso.portal(token, '/assignment/accounts')).status
  expect([await status(sam.accessToken), await status(noa.accessToken)]).toEqual([200, 401])
})

describe('the Region of the Identity Center', () => {
  test('is that of the ready line for everybody who comes by another name than AWS’', async () => {
    await practice.control('PUT', 'identity-center', { region: 'eu-west-1' })
    expect((await sso.register()).errorType).toBe('InvalidRequestException')
  })

  test('is otherwise the one in the host name', async () => {
    const at = (host: string) =>
      createSignInClient(practice.ready.endpoint, center.startUrl, host).register()
    await practice.control('PUT', 'identity-center', { region: 'eu-west-1' })
    expect((await at('oidc.eu-central-1.amazonaws.com')).errorType).toBe('InvalidRequestException')
    const { status, body } = await at('oidc.eu-west-1.amazonaws.com')
    expect(status).toBe(200)
    expect(body['authorizationEndpoint']).toBe('https://oidc.eu-west-1.amazonaws.com/authorize')
  })
})

test('sign-ins and the portal are in log and trail, under the person, without any secret', async () => {
  const signedIn = await sso.signIn('noa.lindqvist')
  const accountId = practice.ready.delegatedAdministratorId
  const target = `/federation/credentials?account_id=${accountId}&role_name=RootAuditor`
  const { body } = await sso.portal(signedIn.accessToken, target)
  const { Records } = (await practice.control('GET', 'cloudtrail')) as { Records: object[] }
  expect(Records).toMatchObject([
    {
      eventSource: 'sso.amazonaws.com',
      eventName: 'CreateToken',
      readOnly: false,
      recipientAccountId: practice.ready.managementAccountId,
      userIdentity: { type: 'IdentityCenterUser' },
      requestParameters: { grantType: 'authorization_code' },
      responseElements: { tokenType: 'Bearer' },
    },
    {
      eventName: 'GetRoleCredentials',
      readOnly: true,
      requestParameters: { account_id: accountId, role_name: 'RootAuditor' },
      responseElements: null,
    },
  ])
  const requests = (await practice.control('GET', 'requests')) as Record<string, unknown>[]
  expect(requests.map(({ service, operation }) => [service, operation])).toEqual([
    ['sso-oauth', 'RegisterClient'],
    ['sso-oauth', 'CreateToken'],
    ['awsssoportal', 'GetRoleCredentials'],
  ])
  expect(requests.at(-1)).toMatchObject({
    callerArn: expect.stringMatching(/^arn:aws:identitystore:::user\//) as string,
    targetAccountId: accountId,
  })
  const written = JSON.stringify([Records, requests, await practice.state()])
  const { secretAccessKey, sessionToken } = body['roleCredentials'] as Record<string, string>
  for (const secret of [
    signedIn.accessToken,
    signedIn.refreshToken,
    signedIn.clientSecret,
    secretAccessKey ?? '',
    sessionToken ?? '',
  ]) {
    expect(secret).not.toBe('')
    expect(written).not.toContain(secret)
  }
})

test('a role with a policy that cannot be evaluated is refused', async () => {
  const role = { accountId: '111122223333', name: 'hop', policy: { Statement: [] } }
  const put = (trustPolicy: unknown) => practice.control('PUT', 'roles', { ...role, trustPolicy })
  const trusting = (statement: object) => ({
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }],
  })
  await expect(put(trusting({}))).rejects.toThrow('Principal')
  await expect(put(trusting({ Principal: { Service: 'ec2.amazonaws.com' } }))).rejects.toThrow(
    '"Service"',
  )
  await expect(
    put(trusting({ Principal: '*', Condition: { NumericEquals: { a: '1' } } })),
  ).rejects.toThrow('NumericEquals')
  expect(await put(trusting({ Principal: '*' }))).toMatchObject({
    arn: 'arn:aws:iam::111122223333:role/hop',
  })
})
