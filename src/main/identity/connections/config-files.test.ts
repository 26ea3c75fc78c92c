import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadSharedConfigFiles } from '@smithy/core/config'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { required } from '../../testing/trial.ts'
import { readConfigFiles } from './config-files.ts'
import { chainOf, signInRegionsOf } from './profile-chain.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'rootkeep-aws-'))
  mkdirSync(join(home, '.aws'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

function read(config: string, credentials = '') {
  writeFileSync(join(home, '.aws', 'config'), config)
  writeFileSync(join(home, '.aws', 'credentials'), credentials)
  return readConfigFiles({ HOME: home })
}

async function failureOfProfile(name: string, config: string, credentials = '') {
  const chain = chainOf(name, await read(config, credentials))
  return chain.ok ? null : `${chain.error.code}: ${chain.error.message}`
}

const sso = `[sso-session corp]
sso_region = eu-west-1
sso_start_url = https://example.awsapps.com/start
[profile audit]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Auditor
`

describe('the config files', () => {
  test('say the same as to the SDK, where every line can be understood', async () => {
    const config = `\uFEFF# a comment
[default]
region = eu-west-1 ; said behind it
output=json#not a comment
[profile "quoted.name"]
role_arn = arn:aws:iam::111122223333:role/One
source_profile = default
s3 =
  max_concurrent_requests = 20
  nested = yes
region = us-west-2
[profile tabs]\r
\taws_access_key_id = AKIA\r
[services local]
sts =
  endpoint_url = http://127.0.0.1:1
${sso}`
    const credentials =
      '[default]\naws_access_key_id = A\naws_secret_access_key = B=C/d+e\n[extra]\nregion=cn-north-1\n'
    const ours = await read(config, credentials)
    expect(ours.problems).toEqual([])
    const theirs = await loadSharedConfigFiles({
      configFilepath: join(home, '.aws', 'config'),
      filepath: join(home, '.aws', 'credentials'),
      ignoreCache: true,
    })
    for (const name of ['default', 'quoted.name', 'tabs', 'audit', 'extra']) {
      const section = ours.profiles.get(name)
      const values = Object.fromEntries(
        [...(section?.values ?? [])].map(([key, { value }]) => [key, value]),
      )
      expect(values, name).toEqual({ ...theirs.configFile[name], ...theirs.credentialsFile[name] })
    }
    expect(ours.profiles.size).toBe(5)
    expect(ours.ssoSessions.get('corp')?.values.get('sso_region')?.value).toBe('eu-west-1')
  })

  test('name each line that is wrong and never what stands in it, and other profiles still work', async () => {
    const secret = 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY'
    const files = await read(
      `region = stray
${sso}[profile broken
aws_secret_access_key = ${secret}
[profile twice]
aws_access_key_id ${secret}
[profile twice]
region = eu-west-1
[lonely]
x = 1
`,
      `[profile odd]\n${secret}\n`,
    )
    expect(files.problems).toEqual([
      'AWS config file, line 1: a setting that stands in no section.',
      'AWS config file, line 9: the section has no closing bracket, or no name.',
      'AWS config file, line 12: neither a section in brackets nor “key = value”.',
      'AWS config file, line 13: the section stands in line 11 already.',
      'AWS config file, line 15: in this file a profile is written [profile name].',
      'AWS credentials file, line 2: neither a section in brackets nor “key = value”.',
      'AWS credentials file, line 1: in this file a profile is written [name].',
    ])
    const audit = required(chainOf('audit', files))
    expect(audit).toMatchObject({ source: { kind: 'sso', region: 'eu-west-1' }, roles: [] })
    // What stands behind the broken section belongs to nobody: the SDK would give it to the profile before.
    expect(JSON.stringify(audit)).not.toContain(secret)
    for (const name of ['broken', 'twice', 'lonely', 'nowhere']) {
      const chain = chainOf(name, files)
      expect(!chain.ok && chain.error.code, name).toBe('config-unreadable')
      expect(JSON.stringify(chain), name).toContain('line')
      expect(JSON.stringify(chain), name).not.toContain(secret)
    }
  })

  test('hold nothing where they are not there, and one that cannot be read is said', async () => {
    expect((await readConfigFiles({ HOME: join(home, 'nobody') })).problems).toEqual([])
    mkdirSync(join(home, 'folder'))
    const named = await readConfigFiles({ HOME: home, AWS_CONFIG_FILE: '~/folder' })
    expect(named.problems).toEqual(['The AWS config file cannot be read (EISDIR).'])
  })

  test('that are none, or never end, are said in some sentences', async () => {
    const garbage = await read('not a setting\n'.repeat(250_000), '')
    expect(garbage.problems).toHaveLength(101)
    expect(garbage.problems.at(-1)).toBe('AWS config file: 249900 more lines cannot be understood.')
    const profiles = Array.from({ length: 3000 }, (_, n) => `[profile p${n}]\nnot a setting\n`)
    const many = await read(profiles.join(''), '')
    expect(many.profiles.get('p2999')?.problems).toEqual([
      'AWS config file, line 6000: neither a section in brackets nor “key = value”',
    ])
    const tooLarge = await read('#'.repeat(4_000_001), '')
    expect(tooLarge.problems).toEqual([
      'The AWS config file is too large to be one (more than 4 MB).',
    ])
  })
})

describe('a profile', () => {
  test('is followed through its chain to where its credentials begin', async () => {
    const files = await read(
      `${sso}[profile middle]
role_arn = arn:aws:iam::111122223333:role/Middle
source_profile = audit
region = eu-north-1
external_id = 42
[profile end]
role_arn = arn:aws:iam::444455556666:role/End
source_profile = middle
duration_seconds = 900
endpoint_url = https://vpce.example.com
[profile own]
role_arn = arn:aws:iam::444455556666:role/End
source_profile = own
aws_access_key_id = A
aws_secret_access_key = B
`,
    )
    const chain = required(chainOf('end', files))
    expect(chain.roles.map(({ profile }) => profile)).toEqual(['middle', 'end'])
    expect(chain).toMatchObject({
      profile: 'end',
      sourceProfile: 'audit',
      source: { kind: 'sso', cachedAs: 'corp', renewable: true },
      region: 'eu-north-1',
      endpoint: 'https://vpce.example.com',
    })
    expect(signInRegionsOf(chain, 'us-east-1')).toEqual(['eu-west-1', 'eu-north-1'])
    expect(required(chainOf('own', files))).toMatchObject({
      source: { kind: 'keys' },
      roles: [{ profile: 'own' }],
    })
  })

  const role = 'role_arn = arn:aws:iam::111122223333:role/R\n'
  test.each([
    [
      'source_profile names nothing',
      `[profile p]\n${role}source_profile = gone\n`,
      'line 3: source_profile names a profile that is not there',
    ],
    [
      'circle',
      `[profile p]\n${role}source_profile = q\n[profile q]\n${role}source_profile = p\n`,
      'line 3: the profiles lead in a circle',
    ],
    [
      'own circle',
      `[profile p]\n${role}source_profile = p\n`,
      'line 3: the profiles lead in a circle',
    ],
    [
      'sso_session names nothing',
      '[profile p]\nsso_session = gone\n',
      'line 2: sso_session names a session that is not there',
    ],
    [
      'an sso key is missing',
      '[profile p]\nsso_start_url = https://x\nsso_region = eu-west-1\nsso_role_name = R\n',
      'line 1: sso_account_id is missing',
    ],
    [
      'no account ID',
      sso.replace('111122223333', 'corp').replace('audit', 'p'),
      'line 6: sso_account_id is not an account ID',
    ],
    [
      'no Region',
      sso.replace('audit', 'p').replace('eu-west-1', 'Ireland'),
      'line 2: sso_region is not written like eu-west-1',
    ],
    [
      'instance metadata',
      `[profile p]\n${role}credential_source = Ec2InstanceMetadata\n`,
      'line 3: credential_source asks a metadata address',
    ],
    [
      'container metadata',
      `[profile p]\n${role}credential_source = EcsContainer\n`,
      'metadata address',
    ],
    [
      'MFA',
      `[profile p]\n${role}source_profile = p\nmfa_serial = arn:aws:iam::1:mfa/x\n`,
      'line 4: the role asks for a code of an MFA device',
    ],
    [
      'a role without a source',
      `[profile p]\n${role}`,
      'line 2: the role has neither source_profile nor credential_source',
    ],
    [
      'nothing to sign in with',
      '[profile p]\nregion = eu-west-1\n',
      'line 1: the profile names no way to credentials',
    ],
  ])('that cannot be used says so with its line: %s', async (_, config, says) => {
    const failure = await failureOfProfile('p', config)
    expect(failure).toContain(says)
    expect(failure).toMatch(/^profile-unusable: /)
  })

  test('that is not there is missing', async () => {
    expect(await failureOfProfile('gone', sso)).toBe(
      'profile-missing: The AWS config files have no profile named gone.',
    )
  })
})
