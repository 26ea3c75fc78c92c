import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { required } from '../../testing/trial.ts'
import {
  codeOf,
  messageOf,
  openConnectionDesk,
  proxy,
  settingsWith,
  type ConnectionDesk,
} from './testing/connection-desk.ts'

let desk: ConnectionDesk
beforeEach(() => {
  desk = openConnectionDesk()
})
afterEach(() => desk.close())

describe('what was found on this computer', () => {
  beforeEach(() => {
    mkdirSync(join(desk.kept.folder, '.aws'))
    writeFileSync(
      join(desk.kept.folder, '.aws', 'config'),
      `[profile audit]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Auditor
[sso-session corp]
sso_region = eu-central-1
sso_start_url = https://corp.awsapps.com/start
[profile gov]
role_arn = arn:aws-us-gov:iam::111122223333:role/Op
source_profile = audit
endpoint_url = https://vpce.example.com
[profile broken]
source_profile = gone
role_arn = arn:aws:iam::111122223333:role/Op
[profile audit
`,
    )
  })

  test('is listed where it is not kept, with what cannot be used, and can be kept', async () => {
    desk.environment['AWS_PROFILE'] = 'nowhere'
    const listed = required(await desk.service.list())
    expect(listed.map(({ id }) => id)).toEqual([
      'environment',
      'profile:audit',
      'profile:broken',
      'profile:gov',
      'practice',
    ])
    expect(listed[1]?.detail).toBe('Identity Center role Auditor, account 111122223333')
    expect(listed[3]?.partition).toBe('aws-us-gov')
    const found = required(await desk.service.found())
    expect(found.profiles.map(({ name, problem }) => [name, problem])).toEqual([
      ['audit', null],
      ['broken', 'AWS config file, line 13: source_profile names a profile that is not there.'],
      ['gov', null],
    ])
    expect(found.problems).toEqual([
      'AWS config file, line 15: the section has no closing bracket, or no name.',
      'AWS_PROFILE names the profile nowhere, and the AWS config files have no such profile.',
    ])
    expect(codeOf(await desk.service.resolve('environment'))).toBe('config-unreadable')
    expect(codeOf(await desk.service.resolve('profile:broken'))).toBe('profile-unusable')
    expect(codeOf(await desk.service.resolve('profile:gone'))).toBe('config-unreadable')
    expect(codeOf(await desk.service.resolve('anything'))).toBe('not-found')
    expect(await desk.service.named('profile:gone')).toMatchObject({
      kind: 'profile',
      name: 'gone',
      kept: false,
    })

    expect(codeOf(await desk.service.importProfiles({ profiles: ['audit', 'broken'] }))).toBe(
      'profile-unusable',
    )
    expect(desk.entries()).toEqual([])
    required(await desk.save(settingsWith({ name: 'audit' })))
    const after = required(
      await desk.service.importProfiles({ profiles: ['audit', 'gov', 'audit'] }),
    )
    expect(after.map(({ name, kept: isKept }) => [name, isKept])).toEqual([
      ['audit', true],
      ['audit (2)', true],
      ['gov', true],
      ['Environment', false],
      ['broken', false],
      ['Practice organization', false],
    ])
    const gov = required(await desk.service.resolve(desk.service.byName('gov')?.id ?? ''))
    expect(gov).toMatchObject({
      region: 'us-gov-west-1',
      signInRegions: ['eu-central-1'],
      settings: { endpoints: { all: 'https://vpce.example.com' }, partition: 'aws-us-gov' },
    })
  })

  test('takes the Region as the AWS tools do, and the environment before what it chooses', async () => {
    desk.environment['AWS_DEFAULT_REGION'] = 'eu-north-1'
    expect(required(await desk.service.resolve('profile:audit'))).toMatchObject({
      region: 'eu-north-1',
      signInRegions: ['eu-central-1'],
    })
    desk.environment['AWS_REGION'] = 'cn-north-1'
    // Another partition's Region is none.
    expect(required(await desk.service.resolve('profile:audit')).region).toBe('eu-central-1')
    desk.environment['AWS_PROFILE'] = 'audit'
    delete desk.environment['AWS_REGION']
    expect(required(await desk.service.resolve('environment'))).toMatchObject({
      connection: { kind: 'environment', name: 'Environment' },
      settings: { signIn: { kind: 'profile', profile: 'audit' } },
    })
    desk.environment['AWS_ACCESS_KEY_ID'] = 'AKIAIOSFODNN7EXAMPLE'
    desk.environment['AWS_SECRET_ACCESS_KEY'] = 'x'
    expect(required(await desk.service.resolve('environment')).settings.signIn).toEqual({
      kind: 'environment',
    })
    const practice = required(await desk.service.resolve('practice'))
    expect(practice.settings.endpoints.all).toBe('http://127.0.0.1:4599')
    const contacts = required(await desk.service.contacts({ settings: settingsWith({ proxy }) }))
    expect(contacts.map(({ host }) => host)).toContain('oidc.eu-west-1.amazonaws.com')
    expect(contacts[0]?.host).toBe('proxy.corp.example')
  })
})

test('several hundred profiles with odd names are kept at once; a name that cannot be kept keeps none', async () => {
  const names = ['__proto__', 'constructor', 'ä b', "it's", 'a/b:c@d=e', '😀'.repeat(40), '%2e%2e']
  const all = [...names, ...Array.from({ length: 400 }, (_, number) => `many-${number}`)]
  const long = 'x'.repeat(201)
  mkdirSync(join(desk.kept.folder, '.aws'))
  writeFileSync(
    join(desk.kept.folder, '.aws', 'config'),
    [...all, long].map((name) => `[profile ${name}]\ncredential_process = true\n`).join(''),
  )
  const refused = await desk.service.importProfiles({ profiles: [...all, long] })
  expect(!refused.ok && refused.error.message).toContain('longer than 200 characters')
  expect(desk.kept.record.connections.list().connections).toEqual([])
  const kept = required(await desk.service.importProfiles({ profiles: all }))
  expect(kept.filter((connection) => connection.kept)).toHaveLength(all.length)
  expect(desk.kept.record.connections.list().unreadable).toBe(0)
})

test('AWS_PROFILE that names nothing is said, also through a kept connection', async () => {
  desk.environment['AWS_PROFILE'] = 'nowhere'
  const { id } = required(await desk.save(settingsWith({ signIn: { kind: 'environment' } })))
  for (const each of ['environment', id]) {
    const outcome = await desk.service.resolve(each)
    expect(codeOf(outcome)).toBe('profile-missing')
    expect(messageOf(outcome)).toContain('AWS_PROFILE names the profile nowhere')
  }
  delete desk.environment['AWS_PROFILE']
  expect(messageOf(await desk.service.resolve(id))).toContain('AWS_ACCESS_KEY_ID')
})

test('a kept connection that this version cannot read is passed over and said, and stays', async () => {
  const { id } = required(await desk.save(settingsWith()))
  desk.kept.db
    .prepare('UPDATE connections SET settings = ? WHERE id = ?')
    .run('{"name":"of tomorrow"}', id)
  expect(required(await desk.service.list()).map((each) => each.id)).toEqual(['practice'])
  expect(required(await desk.service.found()).problems).toEqual([
    'One kept connection cannot be read by this version of Rootkeep; it stays as it is.',
  ])
  expect(codeOf(await desk.save(settingsWith({ colour: 'teal' }), id))).toBe('not-found')
  expect(desk.kept.db.prepare('SELECT count(*) AS n FROM connections').get()).toEqual({ n: 1 })
})
