import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { publicEndpoints } from '../../shared/domain/connections.ts'
import { startInspectingProxy } from '../../simulator/testing/inspecting-proxy.ts'
import { startPractice } from '../../simulator/testing/practice.ts'
import { answered } from './testing/sign-in-desk.ts'

const allowAll = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
}

test('SECURITY: killed in the middle of its work, or ended by an error that nobody caught, the program leaves no secret in a file or on a terminal', async () => {
  await using practice = await startPractice({ accounts: 40 })
  const { identityCenter } = await practice.state()
  const accountId = practice.ready.managementAccountId
  const credentials = { user: 'jane', password: 'correct-horse-of-jane' }
  await using proxy = await startInspectingProxy({
    upstream: practice.ready.endpoint,
    credentials,
  })
  const { arn } = (await practice.control('PUT', 'roles', {
    accountId,
    name: 'RootkeepOperator',
    trustPolicy: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${accountId}:root` },
          Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
        },
      ],
    },
    policy: allowAll,
  })) as { arn: string }
  const { startUrl, region } = identityCenter
  const roleName = 'OrganizationAdministrator'
  const settings = {
    name: 'Production',
    colour: 'violet',
    partition: 'aws',
    signIn: { kind: 'identity-center', startUrl, region, accountId, roleName },
    region: null,
    hopRole: { roleArn: arn, externalId: null, sourceIdentity: 'sam.okafor' },
    endpoints: publicEndpoints,
    proxy: { url: proxy.url, user: credentials.user },
    caBundle: proxy.caPem,
  }
  const given = JSON.stringify({ settings, secrets: { proxyPassword: credentials.password } })

  const answers: string[] = []
  async function answer(page: string): Promise<void> {
    const address = await answered(practice.ready.endpoint, startUrl, page, 'allow')
    answers.push(address)
    await fetch(address)
  }

  /** Lets one be at work to its end. Gives the signal or code that it ended with, and everything that it left. */
  async function atWork(task: 'audit' | 'throw') {
    const home = mkdtempSync(join(tmpdir(), 'rootkeep-hunt-'))
    const script = new URL('testing/operator-process.ts', import.meta.url)
    const child = fork(script, [home, task, given], { silent: true })
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (printed += chunk.toString('latin1')))
    }
    child.on('message', ({ page }: { page?: string }) => {
      if (page === undefined) child.kill('SIGKILL')
      else void answer(page)
    })
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
    const files = readdirSync(home)
    const left = files.map((name) => readFileSync(join(home, name), 'latin1')).join('\n')
    rmSync(home, { recursive: true })
    return { ended: signal ?? code, files, left, printed }
  }

  const all = await Promise.all([atWork('audit'), atWork('throw')])
  const [killed, thrown] = all
  expect(killed).toMatchObject({ ended: 'SIGKILL', printed: '' })
  // The databases are as the kill left them.
  expect(killed.files).toEqual(expect.arrayContaining(['rootkeep.db-wal', 'record.db-wal']))
  for (const known of ['AssumeRoot', 'CreateToken', 'Production', 'signed-in', 'sam.okafor']) {
    expect(killed.left).toContain(known)
  }
  expect(thrown.ended).toBe(1)
  expect(thrown.printed).toContain('UnsupportedGrantTypeException')

  const secrets = secretsIn(proxy.bodies())
  for (const [field, values] of secrets) expect(values.size, field).toBeGreaterThan(0)
  const { user, password } = credentials
  secrets.set('proxy', new Set([password, Buffer.from(`${user}:${password}`).toString('base64')]))
  const states = answers.flatMap((url) => new URL(url).searchParams.get('state') ?? [])
  secrets.set('state', new Set(states))
  const seen = all.flatMap(({ left, printed }) => [left, printed])
  for (const [field, values] of secrets) {
    for (const value of values) {
      const forms = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]
      const found = forms.some((form) => seen.some((text) => text.includes(form)))
      expect(found, `a ${field} was left`).toBe(false)
    }
  }
}, 30_000)

/** Every secret that went over the wire, by the name of its field: those of the sign-in, and those of operator, role and root sessions. */
function secretsIn(bodies: string): Map<string, Set<string>> {
  const found = (pattern: RegExp) =>
    new Set([...bodies.matchAll(pattern)].map(([, value = '']) => value))
  const inJson = [
    'accessToken',
    'refreshToken',
    'clientSecret',
    'code',
    'codeVerifier',
    'secretAccessKey',
    'sessionToken',
  ]
  return new Map([
    ...inJson.map((field) => [field, found(new RegExp(`"${field}":"([^"]+)"`, 'g'))] as const),
    ...['SecretAccessKey', 'SessionToken'].map(
      (field) => [field, found(new RegExp(`<${field}>([^<]+)<`, 'g'))] as const,
    ),
  ])
}
