import { appendFileSync, chmodSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { readinessCheckIds, Readiness, ReadinessResult } from '../../shared/domain/readiness.ts'
import type { AccountId } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { AccountDocument } from '../../simulator/control/state-document.ts'
import { factsAway } from './aws-facts.ts'
import type { CheckContext } from './check-context.ts'
import { checks } from './checks/all.ts'
import { connection, resultIn, startStage, statesIn, type Stage } from './testing/stage.ts'

type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string }

let stage: Stage
let accounts: AccountDocument[]
beforeAll(async () => {
  stage = await startStage({ accounts: 60, seed: 17 })
  accounts = ((await stage.control('GET', 'state')) as { accounts: AccountDocument[] }).accounts
})
afterEach(async () => {
  await stage.control('POST', 'reset')
})
afterAll(() => stage.close())

/** An active member in which root sessions begin, and are denied by a policy or not. */
function member(denied: boolean): AccountId {
  const { managementAccountId, delegatedAdministratorId } = stage.ready
  const found = accounts.find(
    ({ id, state, assumeRootDenied, scpDeniesRootSessions }) =>
      id !== managementAccountId &&
      id !== delegatedAdministratorId &&
      state === 'ACTIVE' &&
      !assumeRootDenied &&
      scpDeniesRootSessions === denied,
  )
  return (found?.id ?? '') as AccountId
}

const operator = async (accountId: string, more: object = {}) =>
  (await stage.control('POST', 'operators', { accountId, ...more })) as Keys

test('each check of the list is there once, in its order', () => {
  expect(checks.map(({ id }) => id)).toEqual([...readinessCheckIds])
  for (const { id, needs } of checks) {
    for (const needed of needs) {
      expect(readinessCheckIds.indexOf(needed)).toBeLessThan(readinessCheckIds.indexOf(id))
    }
  }
})

test('all is well for the delegated administrator; every result fits the contract and says what was seen', async () => {
  await stage.connect()
  const pushed: Readiness[] = []
  stage.pushes.subscribe((channel, payload) => {
    if (channel === 'readiness.changed') pushed.push(payload as Readiness)
  })
  const readiness = await stage.run(null, member(false))
  expect(Readiness.parse(readiness)).toEqual(readiness)
  const states = statesIn(readiness)
  expect(Object.keys(states)).toHaveLength(readinessCheckIds.length)
  expect(states).toEqual({
    ...Object.fromEntries(readinessCheckIds.map((id) => [id, 'ok'])),
    dns: 'skipped',
    proxy: 'skipped',
    tls: 'skipped',
  })
  for (const id of readinessCheckIds) expect(resultIn(readiness, id).evidence).toMatch(/\S+\.$/)
  expect(resultIn(readiness, 'credentials').evidence).toContain(
    stage.ready.operators.delegated?.accessKeyId,
  )
  // It is told while it goes on, and nothing is left running.
  expect(pushed.length).toBeGreaterThan(readinessCheckIds.length)
  expect(pushed[0]?.checks.every(({ running }) => running)).toBe(true)
  expect(pushed.at(-1)?.checks.some(({ running }) => running)).toBe(false)
  // The sessions that prove the task policies are dropped unused; one of them makes one read.
  const log = (await stage.control('GET', 'requests')) as {
    operation: string
    targetAccountId: string
  }[]
  const inMember = log.filter(({ targetAccountId }) => targetAccountId === member(false))
  expect(inMember.filter(({ operation }) => operation === 'AssumeRoot')).toHaveLength(6)
  const ofOperator = ['AssumeRoot', 'ListTagsForResource']
  expect(inMember.filter(({ operation }) => !ofOperator.includes(operation))).toHaveLength(1)
  const made = { organizationId: null, connectionId: connection.id }
  expect(stage.store.requests.facets(made).total).toBeGreaterThan(10)
})

test('without a chosen account nothing of the task policies is known, and no session is opened', async () => {
  await stage.connect()
  const readiness = await stage.run()
  expect(statesIn(readiness)).toMatchObject({
    'task-audit': 'unknown',
    'task-unlock-queue': 'unknown',
    'deny-root-policy': 'unknown',
  })
  expect(resultIn(readiness, 'task-delete').remedy).toContain('Choose an active member account')
  const log = (await stage.control('GET', 'requests')) as { operation: string }[]
  expect(log.map(({ operation }) => operation)).not.toContain('AssumeRoot')
})

test('SECURITY: a page that asks without end gets no more looks than a person would want', async () => {
  const asked = Array.from({ length: 50 }, () =>
    Promise.resolve(stage.service.handlers.run({ ids: ['credentials'], probeAccountId: null })),
  )
  const begun = (await Promise.all(asked)).filter(({ ok }) => ok)
  expect(begun).toHaveLength(40)
  await stage.run(['credentials'])
})

test('a policy that denies root shows by its effect, and the corrected one is handed out', async () => {
  await stage.connect()
  const result = resultIn(await stage.run(['deny-root-policy'], member(true)), 'deny-root-policy')
  expect(result.state).toBe('failed')
  expect(result.remedy).toContain('ExemptAssumeRoot')
  const policy = JSON.parse(result.handout?.text ?? '') as { Statement: { Condition: object }[] }
  expect(policy.Statement[0]?.Condition).toEqual({
    ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' },
    Null: { 'aws:AssumedRoot': 'true' },
  })
})

test('what is off in the organization is found, and what hangs on it', async () => {
  const { default: iam } = { default: await import('@aws-sdk/client-iam') }
  await stage.connect(stage.ready.operators.management)
  const client = new iam.IAMClient({
    endpoint: stage.ready.endpoint,
    region: 'us-east-1',
    credentials: stage.ready.operators.management,
  })
  await client.send(new iam.DisableOrganizationsRootSessionsCommand({}))
  client.destroy()
  const readiness = await stage.run(null, member(false))
  expect(statesIn(readiness)).toMatchObject({
    'root-credentials-management': 'ok',
    'root-sessions': 'failed',
    'task-audit': 'ok',
    'task-unlock-bucket': 'failed',
    'task-unlock-queue': 'failed',
    // The management account is for turning features on, not for every day.
    delegates: 'warning',
    caller: 'ok',
  })
  expect(resultIn(readiness, 'task-unlock-bucket').remedy).toContain('Privileged root actions')
})

test.each([
  [
    'an ordinary member',
    {},
    {
      caller: 'failed',
      'task-audit': 'failed',
      'root-sessions': 'unknown',
      'read-organization': 'failed',
    },
  ],
  [
    'a root user',
    { kind: 'root' },
    { credentials: 'ok', caller: 'failed', 'task-audit': 'failed' },
  ],
])('%s is told that AWS opens no root session for it', async (_who, more, expected) => {
  await stage.connect(await operator(member(false), more))
  const readiness = await stage.run(null, member(true))
  expect(statesIn(readiness)).toMatchObject(expected)
  expect(resultIn(readiness, 'caller').consequence).toContain('refuses every root session')
})

test('a caller without a permission learns which, and what was not asked is never well', async () => {
  const { delegatedAdministratorId } = stage.ready
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['organizations:Describe*', 'organizations:ListAccounts'],
        Resource: '*',
      },
    ],
  }
  await stage.connect(await operator(delegatedAdministratorId ?? '', { policy }))
  const readiness = await stage.run(null, member(false))
  expect(statesIn(readiness)).toMatchObject({
    organization: 'ok',
    'trusted-access': 'unknown',
    'root-sessions': 'unknown',
    delegates: 'unknown',
    regions: 'unknown',
    'read-organization': 'warning',
    'task-audit': 'failed',
    'deny-root-policy': 'unknown',
  })
  expect(resultIn(readiness, 'read-organization').remedy).toContain('organizations:ListRoots')
  expect(resultIn(readiness, 'deny-root-policy').evidence).toContain('sts:AssumeRoot')
})

test('credentials that ended, and an account that refuses root sessions, are told apart from what is not known', async () => {
  const { delegatedAdministratorId } = stage.ready
  await stage.connect(
    await operator(delegatedAdministratorId ?? '', { kind: 'role', expiresInSeconds: 900 }),
  )
  await stage.control('PUT', 'clock', { advanceSeconds: 1000 })
  const after = await stage.run(['credentials', 'expiry', 'caller', 'task-audit'], member(false))
  expect(statesIn(after)).toMatchObject({
    credentials: 'failed',
    expiry: 'unknown',
    caller: 'unknown',
    'task-audit': 'unknown',
  })
  expect(resultIn(after, 'caller').evidence).toBe('Not looked at, as “Credentials” failed.')
  await stage.control('POST', 'reset')
  await stage.connect()
  const refusing = member(false)
  await stage.control('PUT', `accounts/${refusing}`, { assumeRootDenied: true })
  const refused = resultIn(await stage.run(['task-delete'], refusing), 'task-delete')
  expect(refused).toMatchObject({
    state: 'failed',
    consequence: 'Where AWS refuses it, root credentials cannot be deleted.',
  })
  expect(refused.evidence).toMatch(/not authorized to perform: sts:AssumeRoot.* Request [\w-]+\.$/)
  // A refusal in these would say nothing.
  for (const useless of [stage.ready.managementAccountId, null]) {
    const result = resultIn(await stage.run(['task-delete'], useless as AccountId), 'task-delete')
    expect(result.state).toBe('unknown')
  }
})

test('in GovCloud what manages root credentials is skipped and says why, and calls nobody', async () => {
  const session = { region: 'us-gov-west-1' }
  const states = await Promise.all(
    checks
      .filter(({ id }) =>
        ['task-audit', 'task-unlock-bucket', 'root-credentials-management'].includes(id),
      )
      .map(
        async (check) =>
          (await check.run({ session, aws: factsAway(failureOf('no-network')) } as CheckContext))
            .state,
      ),
  )
  expect(states).toEqual(['skipped', 'skipped', 'unknown'])
})

test('where nothing answers, what was not found out is unknown, and a stop keeps what was known', async () => {
  await stage.connect()
  await stage.control('PUT', 'faults', [{ probability: 1, status: 503 }])
  const lost = await stage.run(['organization', 'regions', 'read-organization', 'root-sessions'])
  expect(statesIn(lost)).toMatchObject({
    organization: 'unknown',
    regions: 'unknown',
    'read-organization': 'unknown',
    'root-sessions': 'unknown',
  })
  await stage.control('PUT', 'faults', [{ probability: 1, latencyMs: 60_000 }])
  const running = stage.run(['organization'])
  await expect
    .poll(async () => ((await stage.control('GET', 'requests')) as unknown[]).length)
    .toBeGreaterThan(0)
  const stopped = await stage.service.handlers.stop(undefined)
  expect(stopped.ok && stopped.value.checks.some((check) => check.running)).toBe(false)
  expect(resultIn(await running, 'organization').at).toBe(resultIn(lost, 'organization').at)
})

test('a clock that is ten minutes off is said, in seconds, and which way', async () => {
  await stage.connect()
  await stage.control('PUT', 'clock', { skewSeconds: 600 })
  const result = resultIn(await stage.run(['clock']), 'clock')
  expect(result.state).toBe('failed')
  expect(result.evidence).toMatch(/ (599|600) s behind that of AWS/)
  await stage.control('PUT', 'clock', { skewSeconds: -90 })
  expect(resultIn(await stage.run(['clock']), 'clock')).toMatchObject({ state: 'warning' })
})

test('where nobody is signed in, this computer and the way are looked at all the same', async () => {
  stage.signedOut(failureOf('token-revoked'))
  const readiness = await stage.run(null, member(false))
  expect(statesIn(readiness)).toMatchObject({
    'data-folder': 'ok',
    network: 'ok',
    credentials: 'failed',
    caller: 'unknown',
    'task-audit': 'unknown',
  })
  expect(resultIn(readiness, 'credentials').evidence).toContain('not accepted any more')
  stage.signedOut(failureOf('no-network'))
  expect(statesIn(await stage.run(['credentials', 'organization']))).toMatchObject({
    credentials: 'unknown',
    organization: 'unknown',
  })
})

test('what is saved for a colleague tells how it went, and nothing of the organization', async () => {
  await stage.connect()
  await stage.run(null, member(false))
  const secret = { time: '2026-11-22T10:00:00.000Z', level: 50, area: 'aws', logId: 'ab12' }
  const err = {
    type: 'TypeError',
    message: `Production DB of ${member(false)}`,
    stack: `TypeError: Production DB\n    at run (/Volumes/someone/rootkeep/src/main/call.ts:12:3)`,
  }
  appendFileSync(
    join(stage.folder, 'rootkeep.log'),
    `{half\n${JSON.stringify({ ...secret, msg: 'an AWS call failed inside Rootkeep', err })}\n`,
  )
  await stage.service.handlers.saveDiagnostics(undefined)
  const { name, text } = stage.saved.at(-1) ?? { name: '', text: '' }
  expect(name).toMatch(/^rootkeep-diagnostics-\d{4}-\d\d-\d\d\.json$/)
  const told = JSON.parse(text) as {
    readiness: { id: string; state: string }[]
    requests: { operation: string; count: number }[]
    log: { error: { type: string; at: string[] } }[]
  }
  expect(told.readiness).toHaveLength(readinessCheckIds.length)
  expect(told.requests).toContainEqual(expect.objectContaining({ operation: 'AssumeRoot' }))
  expect(told.log.at(-1)?.error).toEqual({
    type: 'TypeError',
    code: null,
    at: [expect.stringMatching(/call\.ts:12:3/)],
  })
  const hidden = [
    'Production DB',
    'someone',
    stage.folder,
    stage.ready.organizationId,
    stage.ready.operators.delegated?.accessKeyId ?? '',
    ...accounts.flatMap(({ id, email }) => [id, email]),
  ]
  for (const one of hidden) expect(text).not.toContain(one)
})

test('results are remembered with their date after a restart, and one check can be run alone', async () => {
  chmodSync(stage.folder, 0o755)
  const before = await stage.run(['data-folder'])
  expect(resultIn(before, 'data-folder')).toMatchObject({
    state: 'warning',
    remedy: expect.stringContaining('chmod 700'),
  })
  chmodSync(stage.folder, 0o700)
  const kept = stage.store.settings.remembered('readiness.environment') ?? ''
  const { results } = JSON.parse(kept) as { results: unknown[] }
  expect(results.map((result) => ReadinessResult.parse(result).id)).toContain('data-folder')
  expect(resultIn(await stage.run(['versions']), 'data-folder').at).toBe(
    resultIn(before, 'data-folder').at,
  )
})
