import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OrganizationId } from '../../../shared/domain/accounts.ts'
import { organizationId } from '../../journal/testing/kept-journal.ts'
import { namedShell } from '../../named-shell.ts'
import { noShell, type ConsentQuestion } from '../../shell-services.ts'
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

let desk: ConnectionDesk
beforeEach(() => {
  desk = openConnectionDesk()
})
afterEach(() => desk.close())

const other = 'o-another1234' as OrganizationId

async function kept(name: string, organization: OrganizationId): Promise<string> {
  const { id } = required(await desk.save(settingsWith({ name })))
  desk.service.used(id, organization)
  return id
}

test('SECURITY: page code alone neither exchanges the names of two organizations, nor puts a connection in the place of one', async () => {
  const production = await kept('Production', organizationId)
  const sandbox = await kept('Sandbox', other)
  desk.person.agrees = false
  const renamed = settingsWith({ name: 'x' })
  expect(codeOf(await desk.save(renamed, production))).toBe('not-consented')
  expect(desk.person.questions.at(-1)).toEqual({
    title: 'Change the connection “Production”?',
    detail: `It leads to the organization ${organizationId}.\nName: Production → x`,
    agree: 'Change it',
    about: { connection: 'Production', organizationId },
  })
  const { signIn, ...others } = settingsWith({ name: 'Production' })
  const elsewhere = {
    ...signIn,
    startUrl: 'https://d-0000000000.awsapps.com/start',
  } as typeof signIn
  expect(codeOf(await desk.save({ ...others, signIn: elsewhere }, production))).toBe(
    'not-consented',
  )
  expect(desk.person.questions.at(-1)?.detail).toContain('→ https://d-0000000000.awsapps.com/start')
  expect(codeOf(await desk.service.mayBeRemoved(sandbox))).toBe('not-consented')
  expect(desk.person.questions.at(-1)?.detail).toContain(other)
  desk.person.agrees = true
  expect(await desk.service.mayBeRemoved(sandbox)).toMatchObject({ ok: true })
  // What leads nowhere yet is renamed and removed as it is.
  const { id } = required(await desk.save(settingsWith({ name: 'New' })))
  const asked = desk.person.questions.length
  required(await desk.save(settingsWith({ name: 'Newer' }), id))
  required(await desk.service.mayBeRemoved(id))
  expect(desk.person.questions).toHaveLength(asked)
})

test('SECURITY: no name looks like that of another connection, or like words of Rootkeep', async () => {
  const id = await kept('Production', organizationId)
  for (const name of [
    'practice  organization',
    'Produc\u200dtion\u2060',
    '\u202eProduction',
    'production ',
    'Ｐroduction',
  ]) {
    const outcome = await desk.save(settingsWith({ name }))
    if (outcome.ok) expect(outcome.value.name).not.toMatch(/[^ -~]/)
    else expect(messageOf(outcome)).toContain('is called')
  }
  expect(messageOf(await desk.save(settingsWith({ name: '\u200b\u2800' })))).toContain('Name:')
  const name = 'Sandbox\nOrganization: Sandbox'
  desk.kept.record.connections.change(id, settingsWith({ name }), desk.kept.clock.instant())
  required(await desk.service.forgetOrganization({ connectionId: id }))
  expect(desk.person.questions.at(-1)?.detail).toMatch(
    /^“Sandbox Organization: Sandbox” has to lead/,
  )
})

test('SECURITY: a question about a connection names that one, whichever is open', async () => {
  const asked: ConsentQuestion[] = []
  const consent = (question: ConsentQuestion) => Promise.resolve(asked.push(question) > 0)
  const open = {
    connection: required(await desk.save(settingsWith())),
    organization: null,
    connectionState: 'connected',
  } as const
  const shell = namedShell(
    { ...noShell, consent },
    () => open,
    () => false,
  )
  const question = { title: 'T', detail: 'D', agree: 'A' }
  await shell.consent(question)
  await shell.consent({ ...question, about: { connection: 'Other\n', organizationId: other } })
  await shell.consent({ ...question, about: null })
  expect(asked.map(({ detail }) => detail)).toEqual([
    'D\nOrganization: Prod (not known yet)',
    `D\nOrganization: Other (${other})`,
    'D\nOrganization: not known yet',
  ])
})

test('SECURITY: neither password nor sign-in follows to a proxy without TLS, or to another endpoint of the sign-in', async () => {
  const secure = { url: 'https://proxy.corp.example:3128', user: 'jane' }
  const { id } = required(
    await desk.save(settingsWith({ proxy: secure }), null, { proxyPassword: 'pr0xy-passw0rd' }),
  )
  desk.vault.secrets.put(id, 'token', 'a token')
  required(await desk.save(settingsWith({ proxy }), id))
  expect(desk.vault.secrets.get(id, 'proxy-password')).toBeNull()
  expect(desk.vault.secrets.get(id, 'token')).toBe('a token')
  required(await desk.save(settingsWith(endpoints({ portal: 'https://portal.example' })), id))
  expect(desk.vault.secrets.get(id, 'token')).toBeNull()
})

test('SECURITY: a bundle of many authorities does not push the rest of the question off the screen', async () => {
  const { pem, words } = await testAuthority()
  const hopRole = {
    roleArn: 'arn:aws:iam::111122223333:role/Op',
    externalId: null,
    sourceIdentity: null,
  }
  required(await desk.save(settingsWith({ caBundle: pem.repeat(300), hopRole })))
  const detail = desk.person.questions[0]?.detail ?? ''
  expect(detail).toContain('; and 288 more authorities\nRole on the way: none → arn:')
  expect(detail.split(words)).toHaveLength(13)
})

test('SECURITY: files that are no connections end before anybody is asked, and change nothing else', async () => {
  const one = JSON.stringify(settingsWith())
  const file = (connections: string) =>
    `{"format":"rootkeep-connections","version":1,"exportedAt":"x","connections":[${connections}]}`
  for (const text of [
    '['.repeat(2_500_000),
    '['.repeat(100_000) + ']'.repeat(100_000),
    file(one.replace('{', '{"__proto__":{"polluted":1},')),
    file(one.replace('{', '{"constructor":{"prototype":{"polluted":1}},')),
    file(Array.from({ length: 51 }, () => one).join(',')),
    file(one.replace('"kind":"identity-center"', '"kind":"practice"')),
    '-----BEGIN CERTIFICATE-----'.repeat(150_000),
    file(
      one.replace(
        '"caBundle":null',
        `"caBundle":"${'-----BEGIN CERTIFICATE-----A'.repeat(17_000)}"`,
      ),
    ),
  ]) {
    expect((await desk.service.importFile({ text })).ok).toBe(false)
  }
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
  expect(desk.person.questions).toEqual([])
  expect(desk.kept.record.connections.list().connections).toEqual([])
})

test('SECURITY: a password in an endpoint that was found is not shown', async () => {
  Object.assign(desk.environment, {
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'not shown either',
    AWS_ENDPOINT_URL: 'https://jane:not-shown@corp.example:8443',
  })
  const found = required(await desk.service.get({ connectionId: 'environment' }))
  expect(found.settings.endpoints.all).toBe('https://corp.example:8443/')
  expect(JSON.stringify([found, await desk.service.list()])).not.toMatch(/not.shown/)
})
