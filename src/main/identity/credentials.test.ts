import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { required } from '../testing/trial.ts'
import { connectionNamed, listConnections } from './connections.ts'
import { environmentSignIn, profileSignIn } from './credentials.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'rootkeep-aws-'))
  mkdirSync(join(home, '.aws'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

function files(config: string, credentials = ''): { HOME: string } {
  writeFileSync(join(home, '.aws', 'config'), config)
  writeFileSync(join(home, '.aws', 'credentials'), credentials)
  return { HOME: home }
}

describe('the list of connections', () => {
  test('holds the profiles of both files, the environment where it has keys, and the practice organization', async () => {
    const environment = {
      ...files(
        '[profile audit]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Auditor\nregion = eu-west-1\n[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://example.awsapps.com/start\n',
        '[legacy]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n',
      ),
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'x',
    }
    const listed = await listConnections(environment)
    expect(listed.map((connection) => connection.id)).toEqual([
      'environment',
      'profile:audit',
      'profile:legacy',
      'practice',
    ])
    expect(listed[1]?.detail).toBe('Identity Center role Auditor, account 111122223333, eu-west-1')
  })

  test('is the practice organization alone where there is nothing else', async () => {
    expect((await listConnections({ HOME: home })).map((connection) => connection.id)).toEqual([
      'practice',
    ])
  })

  test('never holds a secret', async () => {
    const environment = {
      ...files('', '[a]\naws_access_key_id = AKIA\naws_secret_access_key = s3cr3t\n'),
    }
    expect(JSON.stringify(await listConnections(environment))).not.toContain('s3cr3t')
  })

  test('names a connection whose credentials are gone, so that signing in says what is missing', async () => {
    expect(await connectionNamed('profile:gone', { HOME: home })).toMatchObject({
      kind: 'profile',
      name: 'gone',
    })
    expect(await connectionNamed('anything', { HOME: home })).toBeNull()
  })
})

describe('signing in', () => {
  test('with a profile of keys gives its keys, Region and endpoint', async () => {
    const environment = files(
      '[profile a]\nregion = eu-central-1\nendpoint_url = http://127.0.0.1:4599\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n',
    )
    const before = process.env['AWS_CONFIG_FILE']
    process.env['AWS_CONFIG_FILE'] = join(home, '.aws', 'config')
    try {
      const signIn = required(await profileSignIn('a', environment))
      expect(signIn).toMatchObject({ region: 'eu-central-1', endpoint: 'http://127.0.0.1:4599' })
      expect(await signIn.credentials()).toMatchObject({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE' })
    } finally {
      if (before === undefined) delete process.env['AWS_CONFIG_FILE']
      else process.env['AWS_CONFIG_FILE'] = before
    }
  })

  test('with a profile that is not there says so and asks nobody', async () => {
    const begun = Date.now()
    const outcome = await profileSignIn('nowhere', { HOME: home })
    expect(!outcome.ok && outcome.error.code).toBe('credentials-missing')
    expect(!outcome.ok && outcome.error.message).toContain('nowhere')
    // The metadata address would take a second to answer with nothing.
    expect(Date.now() - begun).toBeLessThan(500)
  })

  test('with an environment without keys says which variables are missing', () => {
    const outcome = environmentSignIn({ HOME: home })
    expect(!outcome.ok && outcome.error.message).toContain('AWS_ACCESS_KEY_ID')
  })

  test('with the environment reads the keys anew each time and knows when they end', async () => {
    const environment = {
      AWS_ACCESS_KEY_ID: 'one',
      AWS_SECRET_ACCESS_KEY: 'x',
      AWS_CREDENTIAL_EXPIRATION: '2026-11-22T13:00:00Z',
    }
    const { credentials } = required(environmentSignIn(environment))
    expect((await credentials()).expiration?.toISOString()).toBe('2026-11-22T13:00:00.000Z')
    environment.AWS_ACCESS_KEY_ID = 'two'
    expect((await credentials()).accessKeyId).toBe('two')
  })
})
