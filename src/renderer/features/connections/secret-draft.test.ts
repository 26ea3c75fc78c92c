import { expect, it } from 'vitest'
import { emptyDraft, readConnection, type ConnectionDraft } from './connection-draft.ts'
import { givenSecrets, noSecrets, secretFaults, secretsFor } from './secret-draft.ts'

const keys: ConnectionDraft = {
  ...emptyDraft,
  name: 'Lab',
  kind: 'keys',
  accessKeyId: 'AKIA234567EXAMPLE7XY',
  proxy: true,
  proxyUrl: 'http://proxy.corp:8080',
  proxyUser: 'svc',
}
const none = noSecrets
const { settings } = readConnection(keys)
if (settings === null) throw new Error('the draft above is in order')
const detail = { settings, secrets: { proxyPassword: true, secretAccessKey: true } }
const kept = secretsFor(keys, none, detail)

it('a kept secret that was not touched is not sent, and not asked for again', () => {
  expect(givenSecrets(keys, kept)).toEqual({})
  expect(secretFaults(keys, kept)).toEqual({})
})
it('a secret that was typed replaces the kept one; one that shall go is sent as null', () => {
  const typed = { ...kept.secretAccessKey, change: 'replace' as const, typed: ' abc ' }
  const gone = { ...kept.proxyPassword, change: 'forget' as const, typed: 'left over' }
  expect(givenSecrets(keys, { secretAccessKey: typed, proxyPassword: gone })).toEqual({
    secretAccessKey: 'abc',
    proxyPassword: null,
  })
})
it('secrets of what was switched off are forgotten', () => {
  const draft = { ...keys, kind: 'environment' as const, proxy: false }
  expect(givenSecrets(draft, kept)).toEqual({ proxyPassword: null, secretAccessKey: null })
  expect(givenSecrets(draft, none)).toEqual({})
})
it('keys without their secret, and a password without its user, are refused', () => {
  expect(secretFaults(keys, none)['secretAccessKey']).toContain('secret')
  const given = { ...none, proxyPassword: { ...none.proxyPassword, typed: 'x' } }
  expect(secretFaults({ ...keys, proxyUser: '' }, given)['proxy.user']).toContain('user')
})
it('a kept secret does not count for another proxy or another key', () => {
  const elsewhere = {
    ...keys,
    proxyUrl: 'http://other.corp:8080',
    accessKeyId: 'AKIA000000EXAMPLE000',
  }
  const secrets = secretsFor(elsewhere, none, detail)
  expect(secrets.proxyPassword.kept).toBe(false)
  expect(secretFaults(elsewhere, secrets)['secretAccessKey']).toContain('secret')
  expect(secretsFor({ ...keys, proxyUrl: 'http://proxy.corp:8080/' }, none, detail)).toEqual(kept)
})
