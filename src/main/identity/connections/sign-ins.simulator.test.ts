import { generateKeyPairSync, hash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import { publicEndpoints, type ConnectionSettings } from '../../../shared/domain/connections.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import type { Failure } from '../../../shared/domain/failure.ts'
import type { LedgerEntry } from '../../../shared/domain/ledger.ts'
import { fail, type Outcome } from '../../../shared/ipc/result.ts'
import { startPractice, type Practice } from '../../../simulator/testing/practice.ts'
import { createSignInClient, type SignedIn } from '../../../simulator/testing/sign-in.ts'
import { CredentialsRefused, endOf } from '../../aws/operator-credentials.ts'
import type { SigningCredentials } from '../../aws/signing.ts'
import type { Door } from '../../egress/door.ts'
import { openDoor } from '../../egress/open-door.ts'
import { required } from '../../testing/trial.ts'
import type { SignIn } from '../identity-ports.ts'
import { openSecrets } from '../identity-center/testing/sign-in-trial.ts'
import { createConnectionFinder } from './connection-finder.ts'
import { createSignIns } from './sign-ins.ts'

let practice: Practice
let home: string
let account: AccountId
let startUrl: string
let region: string
const { secrets, held } = openSecrets()
/** What was written into the ledger: everything that went through the door. */
let ledger: LedgerEntry[]
let advancedMs: number
const now = () => Date.now() + advancedMs

beforeAll(async () => {
  practice = await startPractice({ accounts: 40 })
  const { identityCenter } = await practice.state()
  ;({ startUrl, region } = identityCenter)
  account = (identityCenter.assignments.find(({ permissionSet }) => permissionSet === 'RootAccess')
    ?.accountId ?? '') as AccountId
  home = mkdtempSync(join(tmpdir(), 'rootkeep-sign-ins-'))
  mkdirSync(join(home, '.aws', 'sso', 'cache'), { recursive: true })
})
beforeEach(async () => {
  ledger = []
  advancedMs = 0
  held.clear()
  await practice.control('POST', 'reset')
  await practice.control('DELETE', 'requests')
})
afterAll(async () => {
  await practice[Symbol.asyncDispose]()
  rmSync(home, { recursive: true, force: true })
})

type Asked = {
  readonly config?: string
  readonly credentials?: string
  readonly settings?: Partial<ConnectionSettings>
  readonly environment?: Readonly<Record<string, string>>
  /** A door that lets nothing through. */
  readonly shut?: boolean
}

/** Opens a connection that is kept with these settings over a real door to the practice organization. */
async function open(
  signIn: ConnectionSettings['signIn'],
  asked: Asked = {},
): Promise<Outcome<SignIn>> {
  writeFileSync(join(home, '.aws', 'config'), asked.config ?? '')
  writeFileSync(join(home, '.aws', 'credentials'), asked.credentials ?? '')
  const environment = { HOME: home, PATH: process.env['PATH'], ...asked.environment }
  const settings: ConnectionSettings = {
    name: 'Trial',
    colour: 'blue',
    partition: 'aws',
    signIn,
    region: null,
    hopRole: null,
    endpoints: { ...publicEndpoints, all: practice.ready.endpoint },
    proxy: null,
    caBundle: null,
    ...asked.settings,
  }
  const kept = { id: 'kept-1', settings, organizationId: null, lastUsedAt: null }
  const identityCenter = {
    standing: () => ({ signedIn: true, renewal: 'automatic' }) as const,
    credentials: () => () => Promise.reject(new CredentialsRefused(failureOf('token-revoked'))),
  }
  const noPractice = () => Promise.resolve(fail(failureOf('internal')))
  const finder = createConnectionFinder({
    connections: { get: () => kept, list: () => ({ connections: [kept], unreadable: 0 }) },
    identityCenter,
    environment,
    practice: noPractice,
  })
  const resolved = await finder.resolve('kept-1')
  if (!resolved.ok) return resolved
  const door = required(
    openDoor({
      settings,
      region: resolved.value.region,
      signInRegions: resolved.value.signInRegions,
      proxyPassword: null,
      ledger: (entry) => ledger.push(entry),
      refused() {},
      clock: now,
    }),
  )
  const signIns = createSignIns({ environment, secrets, identityCenter, practice: noPractice, now })
  return signIns.open(resolved.value, asked.shut ? shutDoor(door) : door)
}

function shutDoor(door: Door): Door {
  class Shut extends NodeHttpHandler {
    override handle(): Promise<never> {
      return Promise.reject(
        Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' }),
      )
    }
  }
  return { ...door, signInHandler: new Shut() }
}

const profile = (name: string) => ({ kind: 'profile', profile: name }) as const

const sessionOfCorp = () =>
  `[sso-session corp]\nsso_region = ${region}\nsso_start_url = ${startUrl}\n`
const audit = (more = '') =>
  `${sessionOfCorp()}[profile audit]\nsso_session = corp\nsso_account_id = ${account}\nsso_role_name = RootAccess\n${more}`

const cacheFile = (cachedAs: string) =>
  join(home, '.aws', 'sso', 'cache', `${hash('sha1', cachedAs, 'hex')}.json`)

/** What `aws sso login` leaves behind; `endsInMs` from now on. */
async function loginWithCli(cachedAs: string, endsInMs: number): Promise<SignedIn> {
  const signedIn = await createSignInClient(practice.ready.endpoint, startUrl).signIn('sam.okafor')
  const { accessToken, refreshToken, clientId, clientSecret } = signedIn
  const expiresAt = new Date(now() + endsInMs).toISOString().replace(/\.\d+Z$/, 'Z')
  writeFileSync(
    cacheFile(cachedAs),
    JSON.stringify({
      startUrl,
      region,
      accessToken,
      expiresAt,
      clientId,
      clientSecret,
      refreshToken,
      kept: 'as it is',
    }),
  )
  await practice.control('DELETE', 'requests')
  return signedIn
}

const callerOf = async (credentials: SigningCredentials) =>
  (await practice.sts({ ...credentials, arn: '' } as never).send(new GetCallerIdentityCommand({})))
    .Arn

async function arrived(): Promise<string[]> {
  const requests = (await practice.control('GET', 'requests')) as { operation: string }[]
  return requests.map(({ operation }) => operation)
}

async function refusal(outcome: Outcome<SignIn>): Promise<Failure> {
  if (!outcome.ok) return outcome.error
  try {
    await outcome.value.credentials(null)()
  } catch (error) {
    if (error instanceof CredentialsRefused) return error.failure
    throw error
  }
  throw new Error('it was not refused')
}

async function hopRole(): Promise<string> {
  const management = practice.ready.managementAccountId
  const role = (await practice.control('PUT', 'roles', {
    accountId: management,
    name: 'RootkeepOperator',
    trustPolicy: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${management}:root` },
          Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
          Condition: { StringEquals: { 'sts:ExternalId': '42', 'sts:SourceIdentity': 'jane' } },
        },
      ],
    },
    policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
  })) as { arn: string }
  return role.arn
}

const keysOf = ({ management }: Practice) =>
  `aws_access_key_id = ${management.accessKeyId}\naws_secret_access_key = ${management.secretAccessKey}\n`

describe('a profile of IAM Identity Center', () => {
  test('signs in with the token of the AWS CLI, and renews it once for all who ask', async () => {
    const first = await loginWithCli('corp', 60 * 60_000)
    const signIn = required(await open(profile('audit'), { config: audit() }))
    expect(signIn.renewal).toBe('automatic')
    const credentials = await signIn.credentials(null)()
    expect(await callerOf(credentials)).toContain('AWSReservedSSO_RootAccess')
    expect(credentials.expiration?.getTime()).toBeGreaterThan(now())
    expect((await arrived()).filter((operation) => operation === 'CreateToken')).toEqual([])

    advancedMs = 57 * 60_000
    await Promise.all([signIn.credentials(null)(), signIn.credentials('CHG-1')()])
    expect((await arrived()).filter((operation) => operation === 'CreateToken')).toHaveLength(1)
    const kept = JSON.parse(readFileSync(cacheFile('corp'), 'utf8')) as Record<string, string>
    expect(kept).toMatchObject({ startUrl, region, kept: 'as it is', clientId: first.clientId })
    expect(kept['accessToken']).not.toBe(first.accessToken)
    expect(kept['refreshToken']).not.toBe(first.refreshToken)
    expect(Date.parse(kept['expiresAt'] ?? '')).toBeGreaterThan(now())
    expect(statSync(cacheFile('corp')).mode & 0o777).toBe(0o600)
    // Everything that arrived went through the door.
    const sent = (await arrived()).filter((operation) => operation !== 'GetCallerIdentity')
    expect(ledger.map(({ operation }) => operation)).toEqual(sent)
    expect(JSON.stringify(ledger)).not.toContain(kept['accessToken'])
  })

  test('whose sign-in ended, was revoked or never was names the command that begins it anew', async () => {
    const asked = { config: audit() }
    const remedy = 'Run “aws sso login --profile audit” in a terminal, then connect again.'
    rmSync(cacheFile('corp'), { force: true })
    expect(await refusal(await open(profile('audit'), asked))).toMatchObject({
      code: 'sign-in-needed',
      remedy,
    })
    await loginWithCli('corp', -1000)
    await practice.control('POST', 'tokens/revoke', {})
    expect(await refusal(await open(profile('audit'), asked))).toMatchObject({
      code: 'sign-in-needed',
      remedy,
    })
    const revoked = await loginWithCli('corp', 60 * 60_000)
    await practice.control('POST', 'tokens/revoke', {})
    const failure = await refusal(await open(profile('audit'), asked))
    expect(failure).toMatchObject({ code: 'token-revoked', remedy })
    expect(JSON.stringify(failure)).not.toContain(revoked.accessToken)
    await loginWithCli('corp', -1000)
    expect((await refusal(await open(profile('audit'), { ...asked, shut: true }))).code).toBe(
      'no-network',
    )
  })

  test('of the older kind takes the token as it is, and says that it is renewed outside', async () => {
    await loginWithCli(startUrl, 60 * 60_000)
    const config = `[profile old]\nsso_start_url = ${startUrl}\nsso_region = ${region}\nsso_account_id = ${account}\nsso_role_name = RootAccess\n`
    const signIn = required(await open(profile('old'), { config }))
    expect(signIn.renewal).toBe('outside')
    expect(await callerOf(await signIn.credentials(null)())).toContain('AWSReservedSSO_RootAccess')
    const unassigned = config.replace('RootAccess', 'NoSuchSet')
    expect((await refusal(await open(profile('old'), { config: unassigned }))).code).toBe(
      'role-not-assigned',
    )
  })
})

describe('a profile', () => {
  test('of keys, of a program and of a chain of roles signs in, and nothing leaves but through the door', async () => {
    const role = await hopRole()
    const program = JSON.stringify({
      Version: 1,
      AccessKeyId: practice.management.accessKeyId,
      SecretAccessKey: practice.management.secretAccessKey,
    })
    writeFileSync(join(home, 'printed.json'), program)
    const trusting = practice.ready.managementAccountId
    await practice.control('PUT', 'roles', {
      accountId: practice.ready.delegatedAdministratorId,
      name: 'Second',
      trustPolicy: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${trusting}:root` },
            Action: 'sts:AssumeRole',
          },
        ],
      },
      policy: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
      },
    })
    const second = `arn:aws:iam::${practice.ready.delegatedAdministratorId}:role/Second`
    const asked = {
      config: `[profile keys]
[profile program]
credential_process = cat "${join(home, 'printed.json')}"
[profile second]
role_arn = ${second}
source_profile = keys
role_session_name = ticket 7
[profile member]
role_arn = ${second}
source_profile = program
region = eu-west-1
[profile refused]
role_arn = ${role}
source_profile = keys
[profile environmental]
role_arn = ${second}
credential_source = Environment
[profile web]
role_arn = ${second}
web_identity_token_file = ${join(home, 'token')}
`,
      environment: {
        AWS_ACCESS_KEY_ID: practice.management.accessKeyId,
        AWS_SECRET_ACCESS_KEY: practice.management.secretAccessKey,
      },
      credentials: `[keys]\n${keysOf(practice)}`,
    }
    const callerIn = async (name: string) => {
      const signIn = required(await open(profile(name), asked))
      return [await callerOf(await signIn.credentials(null)()), signIn.renewal]
    }
    expect(await callerIn('keys')).toEqual([expect.stringContaining(':user/'), 'never'])
    expect(await callerIn('program')).toEqual([expect.stringContaining(':user/'), 'automatic'])
    expect(await callerIn('second')).toEqual([
      expect.stringMatching(/assumed-role\/Second\/ticket-7=[0-9a-f]{12}$/),
      'automatic',
    ])
    expect(await callerIn('member')).toEqual([
      expect.stringMatching(/assumed-role\/Second\/rootkeep$/),
      'automatic',
    ])
    expect(await callerIn('environmental')).toEqual([
      expect.stringMatching(/assumed-role\/Second\/rootkeep$/),
      'outside',
    ])
    const refused = await refusal(await open(profile('refused'), asked))
    expect(refused).toMatchObject({ code: 'profile-unusable', awsCode: 'AccessDenied' })
    expect(refused.message).toContain(
      `The role ${role} of the profile refused could not be assumed`,
    )
    const sent = (await arrived()).filter((operation) => operation !== 'GetCallerIdentity')
    expect(ledger.map(({ operation }) => operation)).toEqual(sent)

    expect((await refusal(await open(profile('web'), asked))).message).toContain('(ENOENT)')
    writeFileSync(join(home, 'token'), 'w3b-t0ken')
    // The practice organization knows no web identity: it can only be seen that the door was asked.
    const web = await refusal(await open(profile('web'), asked))
    expect(web.code).toBe('malformed-answer')
    expect(ledger.at(-1)?.operation).toBe('AssumeRoleWithWebIdentity')
    expect(JSON.stringify([web, ledger])).not.toContain('w3b-t0ken')

    await practice.control('DELETE', 'requests')
    for (const name of ['second', 'member', 'web']) {
      expect((await refusal(await open(profile(name), { ...asked, shut: true }))).code, name).toBe(
        'no-network',
      )
    }
    expect(await arrived()).toEqual([])
  })

  test('whose program fails says so without a word of what it printed', async () => {
    const fails = [
      ['echo s3cr3t; echo s3cr3t >&2; exit 3', 'ended with exit code 3'],
      ['echo s3cr3t', 'printed no credentials of version 1'],
      [
        `echo '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"s3cr3t","Expiration":"2020-01-01T00:00:00Z"}'`,
        'have expired',
      ],
    ] as const
    for (const [command, says] of fails) {
      const config = `[profile p]\ncredential_process = ${command}\n`
      const failure = await refusal(await open(profile('p'), { config }))
      expect(failure.code).toBe('credential-process-failed')
      expect(failure.message).toContain(says)
      expect(JSON.stringify(failure)).not.toContain('s3cr3t')
    }
  })

  test('of “aws login” takes what the AWS CLI keeps, and asks for its renewal through the door alone', async () => {
    const session = 'arn:aws:iam::111122223333:user/jane'
    const folder = join(home, 'login')
    mkdirSync(folder, { recursive: true })
    const before = process.env['AWS_LOGIN_CACHE_DIRECTORY']
    process.env['AWS_LOGIN_CACHE_DIRECTORY'] = folder
    const keep = (endsInMs: number) =>
      writeFileSync(
        join(folder, `${hash('sha256', session, 'hex')}.json`),
        JSON.stringify({
          accessToken: {
            accessKeyId: 'ASIAEXAMPLE',
            secretAccessKey: 'secret',
            sessionToken: 'token',
            accountId: '111122223333',
            expiresAt: new Date(Date.now() + endsInMs).toISOString(),
          },
          clientId: 'arn:aws:signin:::devtools/same-device',
          refreshToken: 'r3fresh',
          dpopKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
            type: 'sec1',
            format: 'pem',
          }),
        }),
      )
    try {
      const asked = { config: `[profile login]\nlogin_session = ${session}\n` }
      keep(10 * 60_000)
      const signIn = required(await open(profile('login'), asked))
      expect(await signIn.credentials(null)()).toMatchObject({ accessKeyId: 'ASIAEXAMPLE' })
      keep(-1000)
      const unreached = await refusal(await open(profile('login'), { ...asked, shut: true }))
      expect(unreached.code).toBe('no-network')
      expect(ledger).toEqual([])
      // Whatever answers is no renewal: the practice organization does not know this service.
      const failure = await refusal(await open(profile('login'), asked))
      expect(failure.code).toBe('sign-in-needed')
      expect(failure.remedy).toContain('aws login --profile login')
      expect(JSON.stringify([failure, unreached, ledger])).not.toContain('r3fresh')
      expect(ledger).toHaveLength(1)
    } finally {
      if (before === undefined) delete process.env['AWS_LOGIN_CACHE_DIRECTORY']
      else process.env['AWS_LOGIN_CACHE_DIRECTORY'] = before
    }
  })
})

describe('a role on the way', () => {
  test('is assumed in the name of the ticket, with source identity and external ID, over whatever comes before', async () => {
    const roleArn = await hopRole()
    const settings = { hopRole: { roleArn, externalId: '42', sourceIdentity: 'jane' } }
    const environment = {
      AWS_ACCESS_KEY_ID: practice.management.accessKeyId,
      AWS_SECRET_ACCESS_KEY: practice.management.secretAccessKey,
    }
    const signIn = required(await open({ kind: 'environment' }, { settings, environment }))
    expect(signIn.renewal).toBe('automatic')
    expect(await callerOf(await signIn.credentials('CHG-4711')())).toMatch(
      /RootkeepOperator\/CHG-4711$/,
    )
    expect(await callerOf(await signIn.credentials(null)())).toMatch(/RootkeepOperator\/rootkeep$/)
    expect(await callerOf(await signIn.credentials('Änderung 12')())).toMatch(
      /RootkeepOperator\/-nderung-12=[0-9a-f]{12}$/,
    )
    const { Records } = (await practice.control('GET', 'cloudtrail')) as {
      Records: { eventName: string; requestParameters: unknown }[]
    }
    const assumed = Records.find(({ eventName }) => eventName === 'AssumeRole')
    expect(assumed?.requestParameters).toMatchObject({
      roleSessionName: 'CHG-4711',
      sourceIdentity: 'jane',
    })

    // Sessions of the role end within the hour, and others follow for as long as what is behind them holds.
    const standing = await signIn.credentials(null)()
    expect(endOf(standing)).toBe(standing.expiration?.toISOString())
    const session = {
      AWS_ACCESS_KEY_ID: standing.accessKeyId,
      AWS_SECRET_ACCESS_KEY: standing.secretAccessKey,
      AWS_SESSION_TOKEN: standing.sessionToken ?? '',
    }
    const end = '2100-01-01T00:00:00.000Z'
    for (const said of [{}, { AWS_CREDENTIAL_EXPIRATION: end }]) {
      const over = { settings, environment: { ...session, ...said } }
      const behind = required(await open({ kind: 'environment' }, over))
      expect(behind.renewal).toBe('outside')
      expect(endOf(await behind.credentials(null)())).toBe(
        'AWS_CREDENTIAL_EXPIRATION' in said ? end : null,
      )
    }

    const wrong = { hopRole: { roleArn, externalId: '43', sourceIdentity: null } }
    const refused = await refusal(
      await open({ kind: 'environment' }, { settings: wrong, environment }),
    )
    expect(refused).toMatchObject({ code: 'hop-refused', awsCode: 'AccessDenied' })
    expect(refused.message).toContain('sts:AssumeRole')
    expect(refused.requestId).toBeDefined()
    // Of what lies before the role the role is no cause.
    const unknown = { ...environment, AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' }
    expect(
      (await refusal(await open({ kind: 'environment' }, { settings, environment: unknown }))).code,
    ).toBe('credentials-invalid')
    expect(
      (await refusal(await open({ kind: 'environment' }, { settings, environment, shut: true })))
        .code,
    ).toBe('no-network')
    const center = {
      kind: 'identity-center',
      startUrl,
      region,
      accountId: account,
      roleName: 'RootAccess',
    } as const
    expect((await refusal(await open(center, { settings }))).code).toBe('token-revoked')
  })
})

describe('keys', () => {
  test('take their secret from where it is sealed, each time, and say where it is missing', async () => {
    const { accessKeyId, secretAccessKey } = practice.management
    const keys = { kind: 'keys', accessKeyId } as const
    expect(await refusal(await open(keys))).toMatchObject({
      code: 'credentials-missing',
      message: 'The secret access key of “Trial” is not kept here.',
    })
    secrets.put('kept-1', 'secret-access-key', secretAccessKey)
    const signIn = required(await open(keys))
    expect(signIn.renewal).toBe('never')
    expect(await callerOf(await signIn.credentials(null)())).toContain(':user/')
    held.clear()
    await expect(signIn.credentials(null)()).rejects.toThrow('is not kept here')
  })

  test('of the environment are read anew each time and know when they end', async () => {
    const missing = await open({ kind: 'environment' })
    expect(!missing.ok && missing.error.message).toContain('AWS_ACCESS_KEY_ID')
    const environment: Record<string, string> = {
      AWS_ACCESS_KEY_ID: 'one',
      AWS_SECRET_ACCESS_KEY: 'x',
      AWS_SESSION_TOKEN: 'y',
      AWS_CREDENTIAL_EXPIRATION: '2026-11-22T13:00:00Z',
    }
    const signIn = required(await open({ kind: 'environment' }, { environment }))
    expect(signIn.renewal).toBe('outside')
    expect((await signIn.credentials(null)()).expiration?.toISOString()).toBe(
      '2026-11-22T13:00:00.000Z',
    )
  })
})
