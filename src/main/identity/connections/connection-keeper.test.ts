import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OrganizationId } from '../../../shared/domain/accounts.ts'
import type { ConnectionSettings } from '../../../shared/domain/connections.ts'
import { organizationId } from '../../journal/testing/kept-journal.ts'
import { required } from '../../testing/trial.ts'
import {
  codeOf,
  endpoints,
  messageOf,
  openConnectionDesk,
  proxy,
  settingsWith,
  testAuthority,
  type ConnectionDesk,
} from './testing/connection-desk.ts'

/** Words that must not be found anywhere but among the secrets. */
const password = 'pr0xy-passw0rd'
const secretKey = 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY00'

let authority: Awaited<ReturnType<typeof testAuthority>>
beforeAll(async () => {
  authority = await testAuthority()
})
let desk: ConnectionDesk
beforeEach(() => {
  desk = openConnectionDesk()
})
afterEach(() => desk.close())

describe('keeping a connection', () => {
  test('to where AWS is anyway asks nobody; the list has it first, and the journal tells it', async () => {
    const connection = required(await desk.save(settingsWith()))
    expect(desk.person.questions).toEqual([])
    expect(connection).toMatchObject({
      kind: 'identity-center',
      name: 'Prod',
      kept: true,
      organizationId: null,
      needsSignIn: true,
      detail: 'corp.awsapps.com, role chosen when signing in, eu-west-1',
    })
    expect(required(await desk.service.list()).map(({ id }) => id)).toEqual([
      connection.id,
      'practice',
    ])
    expect(desk.entries()).toEqual([
      {
        kind: 'connection-kept',
        detail: {
          name: 'Prod',
          kind: 'identity-center',
          as: null,
          hosts: [],
          isNew: true,
          changes: [],
        },
      },
    ])
    expect(desk.pushed).toEqual([['connections', 'journal']])
    expect(desk.service.byName('PROD')?.id).toBe(connection.id)
    expect(desk.service.byName('other')).toBeNull()
  })

  test('that changes where calls go or whom they trust asks outside of the page, before and after named', async () => {
    const { id } = required(await desk.save(settingsWith()))
    desk.service.used(id, organizationId)
    const hopRole = {
      roleArn: 'arn:aws:iam::111122223333:role/Op',
      externalId: '42',
      sourceIdentity: 'jane',
    }
    const after = settingsWith({
      ...endpoints({ sts: 'https://xn--ws-7ka.example', dualStack: true }),
      proxy,
      caBundle: authority.pem,
      hopRole,
    })
    desk.person.agrees = false
    expect(codeOf(await desk.save(after, id))).toBe('not-consented')
    expect(required(await desk.service.get({ connectionId: id })).settings).toEqual(settingsWith())
    expect(desk.person.questions[0]).toEqual({
      title: 'Change the connection “Prod”?',
      detail: `It leads to the organization ${organizationId}.
This decides where calls go, and whom they trust:
Endpoint of STS: that of AWS → https://xn--ws-7ka.example
Dual-stack endpoints: off → on
Proxy: none → http://proxy.corp.example:3128
User at the proxy: none → jane
CA bundle: none → ${authority.words}
Role on the way: none → arn:aws:iam::111122223333:role/Op
External ID of the role: none → 42
Source identity: none → jane`,
      agree: 'Change it',
      about: { connection: 'Prod', organizationId },
    })
    desk.person.agrees = true
    required(await desk.save(after, id))
    // What leads nowhere else asks nobody again; a new name of an organization that is known does.
    required(await desk.save({ ...after, colour: 'teal' }, id))
    expect(desk.person.questions).toHaveLength(2)
    required(await desk.save({ ...after, name: 'Production', colour: 'teal' }, id))
    required(await desk.save(settingsWith({ name: 'Production' }), id))
    expect(desk.person.questions[3]?.detail).toContain(
      'Proxy: http://proxy.corp.example:3128 → none',
    )
    expect(desk.entries().at(-2)?.detail['changes']).toEqual(['Name: Prod → Production'])
    expect(desk.entries().at(-3)?.detail['changes']).toEqual(['Colour: blue → teal'])
    expect(required(await desk.service.get({ connectionId: id })).organizationId).toBe(
      organizationId,
    )
  })

  test('that somebody else changed while the question stood is not overwritten', async () => {
    const { id } = required(await desk.save(settingsWith()))
    desk.person.meanwhile = () =>
      desk.kept.record.connections.change(
        id,
        settingsWith({ colour: 'amber' }),
        desk.kept.clock.instant(),
      )
    expect(messageOf(await desk.save(settingsWith({ proxy }), id))).toContain('changed meanwhile')
    expect(desk.kept.record.connections.get(id)?.settings).toEqual(
      settingsWith({ colour: 'amber' }),
    )
  })

  test.each<[string, Partial<ConnectionSettings>, string]>([
    [
      'plain HTTP off this computer',
      endpoints({ iam: 'http://iam.corp.example' }),
      'Endpoint of IAM: plain HTTP',
    ],
    [
      'a user in an endpoint',
      endpoints({ all: 'https://jane:pw@corp.example' }),
      'Endpoint of all services: no user',
    ],
    [
      'a path in an endpoint',
      endpoints({ sqs: 'https://corp.example/queue' }),
      'Endpoint of SQS: the address ends',
    ],
    [
      'a query in an endpoint',
      endpoints({ s3: 'https://corp.example?' }),
      'Endpoint of S3: the address ends',
    ],
    [
      'a path in a proxy',
      { proxy: { url: 'http://proxy/x', user: null } },
      'Proxy: the address ends',
    ],
    [
      'a Region elsewhere',
      { region: 'cn-north-1' },
      'Region: cn-north-1 does not lie in the partition aws',
    ],
    [
      'a role elsewhere',
      {
        hopRole: {
          roleArn: 'arn:aws-cn:iam::111122223333:role/R',
          externalId: null,
          sourceIdentity: null,
        },
      },
      'Role on the way: it lies in the partition aws-cn',
    ],
    [
      'the practice organization',
      { signIn: { kind: 'practice' } },
      'the practice organization is always there',
    ],
    [
      'a start URL in the clear',
      {
        signIn: {
          kind: 'identity-center',
          startUrl: 'http://corp.example/start',
          region: 'eu-west-1',
          accountId: null,
          roleName: null,
        },
      },
      'Start URL: it begins with https://',
    ],
  ])('is refused with the field named: %s', async (_, change, says) => {
    const outcome = await desk.save(settingsWith(change))
    expect(codeOf(outcome)).toBe('invalid-input')
    expect(messageOf(outcome)).toContain(says)
    expect(desk.person.questions).toEqual([])
    expect(desk.entries()).toEqual([])
  })

  test('needs a name of its own and an ID that is kept, and trusts certificates alone', async () => {
    required(await desk.save(settingsWith()))
    expect(messageOf(await desk.save(settingsWith({ name: ' PROD ' })))).toContain(
      'Name: another connection is called',
    )
    expect(codeOf(await desk.save(settingsWith({ name: 'Other' }), 'environment'))).toBe(
      'not-found',
    )
    expect(codeOf(await desk.save(settingsWith({ name: 'Other', caBundle: 'no PEM' })))).toBe(
      'authority-unreadable',
    )
    const { privateKey } = generateKeyPairSync('ed25519')
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const { id } = required(
      await desk.save(settingsWith({ name: 'Other', caBundle: `${key}\n${authority.pem}` })),
    )
    expect(desk.kept.record.connections.get(id)?.settings.caBundle).not.toContain('PRIVATE KEY')
  })
})

describe('secrets of a connection', () => {
  test('are in no settings, journal, database, question or export, and go when what they are for changes', async () => {
    const keys = settingsWith({
      signIn: { kind: 'keys', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
      proxy,
    })
    const { id } = required(
      await desk.save(keys, null, { proxyPassword: password, secretAccessKey: secretKey }),
    )
    const detail = async () => required(await desk.service.get({ connectionId: id }))
    expect((await detail()).secrets).toEqual({ proxyPassword: true, secretAccessKey: true })
    expect(desk.vault.secrets.get(id, 'secret-access-key')).toBe(secretKey)
    expect(required(await desk.service.nearestRegions({ connectionId: id }))[0]?.milliseconds).toBe(
      2,
    )
    // Left out: as they are.
    required(await desk.save({ ...keys, colour: 'teal' }, id))
    expect((await detail()).secrets).toEqual({ proxyPassword: true, secretAccessKey: true })
    required(
      await desk.save(
        { ...keys, proxy: { url: 'http://elsewhere.example:3128', user: 'jane' } },
        id,
      ),
    )
    expect((await detail()).secrets).toEqual({ proxyPassword: false, secretAccessKey: true })
    required(
      await desk.save(
        { ...keys, signIn: { kind: 'keys', accessKeyId: 'AKIAIOSFODNN7OTHERKEY' } },
        id,
      ),
    )
    expect((await detail()).secrets.secretAccessKey).toBe(false)
    required(
      await desk.save({ ...keys, proxy }, id, {
        proxyPassword: password,
        secretAccessKey: secretKey,
      }),
    )
    const everything = [
      JSON.stringify([
        desk.entries(),
        desk.person.questions,
        await desk.service.list(),
        await detail(),
        desk.service.export(),
      ]),
      readFileSync(desk.kept.file, 'latin1'),
      readFileSync(`${desk.kept.file}-wal`, 'latin1'),
    ].join('\n')
    expect(everything).not.toContain(password)
    expect(everything).not.toContain(secretKey)
    expect(desk.entries()[0]?.detail['changes']).toContain('Secret access key: entered')

    desk.vault.lock(true)
    expect(codeOf(await desk.save(keys, id, { secretAccessKey: secretKey }))).toBe('locked')
    desk.vault.lock(false)
    expect(
      required(await desk.service.remove({ connectionId: id })).map((each) => each.id),
    ).toEqual(['practice'])
    expect(desk.entries().at(-1)).toMatchObject({
      kind: 'connection-removed',
      detail: { name: 'Prod', as: 'AKIAIOSFODNN7EXAMPLE' },
    })
    expect(codeOf(await desk.service.get({ connectionId: id }))).toBe('not-found')
  })
})

describe('the organization of a connection', () => {
  test('is the first that it led to, until a person lets it lead elsewhere', async () => {
    const { id } = required(await desk.save(settingsWith()))
    desk.service.used(id, organizationId)
    desk.service.used(id, 'o-another1234' as OrganizationId)
    const pinned = async () => required(await desk.service.get({ connectionId: id })).organizationId
    expect(await pinned()).toBe(organizationId)
    expect(desk.service.kept(id)?.lastUsedAt).toBe(desk.kept.clock.instant())
    desk.person.agrees = false
    expect(codeOf(await desk.service.forgetOrganization({ connectionId: id }))).toBe(
      'not-consented',
    )
    expect(await pinned()).toBe(organizationId)
    desk.person.agrees = true
    expect(
      required(await desk.service.forgetOrganization({ connectionId: id })).organizationId,
    ).toBeNull()
    expect(desk.entries().at(-1)?.detail['changes']).toEqual([
      `Organization: ${organizationId} → the next one`,
    ])
  })

  test('is reached in the role that was chosen, for once or for good', async () => {
    const { id } = required(await desk.save(settingsWith()))
    const choice = { accountId: '111122223333' as never, roleName: 'RootAccess' }
    desk.service.useChoice(id, choice)
    expect(required(await desk.service.resolve(id))).toMatchObject({
      settings: { signIn: choice },
      region: 'eu-west-1',
    })
    expect(desk.service.kept(id)?.settings).toEqual(settingsWith())
    required(desk.service.keepChoice(id, { ...choice, roleName: 'RootAuditor' }))
    expect(desk.service.kept(id)?.settings.signIn).toMatchObject({ roleName: 'RootAuditor' })
    expect(desk.entries().at(-1)?.detail['as']).toBe('111122223333/RootAuditor')
  })
})
