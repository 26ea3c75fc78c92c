import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AccountId } from '../../shared/domain/accounts.ts'
import type { AwsAccess, RootSession, RootTask } from './aws-access.ts'
import { isInDoubt } from './in-doubt.ts'
import { failureIn, startPractice, valueOf, type Practice } from './testing/practice.ts'

let practice: Practice
let access: AwsAccess
let accountId: AccountId
beforeAll(async () => {
  practice = await startPractice({ accounts: 40, seed: 5 })
  const { accounts, organization } = await practice.truth()
  accountId = accounts.find(
    (account) =>
      account.id !== organization.managementAccountId &&
      account.state === 'ACTIVE' &&
      !account.assumeRootDenied &&
      !account.scpDeniesRootSessions,
  )!.id
})
afterAll(() => practice.close())
afterEach(() => practice.disconnect())
beforeEach(async () => {
  access = practice.connect().access
  await practice.control('POST', 'reset')
  await practice.control('PUT', `accounts/${accountId}`, {
    root: {
      passwordPresent: true,
      accessKeys: [{ id: 'AKIAROOTKEY000000001' }, { id: 'AKIAROOTKEY000000002' }],
      mfaDevices: [{ serialNumber: `arn:aws:iam::${accountId}:mfa/root-account-mfa-device` }],
      signingCertificates: [{ id: 'CERTIFICATE0000000000001' }],
    },
  })
})

async function open(task: RootTask): Promise<RootSession> {
  return valueOf(await access.openRootSession(accountId, task))
}

/** Waits until a call of the account's session has left. */
async function underWay(from: AwsAccess): Promise<void> {
  const lane = `iam/${accountId}`
  const leaving = () => from.limiterState().find((report) => report.lane === lane)?.inFlight
  await expect.poll(leaving, { interval: 2 }).toBe(1)
}

test('a session names the request that began it', async () => {
  const { assumeRootRequestId } = await open('IAMDeleteRootUserCredentials')
  const requests = await practice.control<{ operation: string; requestId: string }[]>(
    'GET',
    'requests',
  )
  expect(requests.findLast(({ operation }) => operation === 'AssumeRoot')?.requestId).toBe(
    assumeRootRequestId,
  )
})

describe('changes of the root user', () => {
  test('each takes away what it names and nothing else, and answers with its request ID', async () => {
    const session = await open('IAMDeleteRootUserCredentials')
    const [device] = valueOf(await session.mfaDevices())
    const answers = [
      await session.deleteAccessKey('AKIAROOTKEY000000001'),
      await session.deleteSigningCertificate('CERTIFICATE0000000000001'),
      await session.deleteLoginProfile(),
      await session.deactivateMfaDevice(device!.serialNumber),
    ]
    const requests = await practice.control<{ requestId: string }[]>('GET', 'requests')
    const known = new Set(requests.map(({ requestId }) => requestId))
    for (const answer of answers) expect(known).toContain(valueOf(answer).requestId)
    expect((await practice.account(accountId)).root).toMatchObject({
      passwordPresent: false,
      accessKeys: [{ id: 'AKIAROOTKEY000000002' }],
      mfaDevices: [],
      signingCertificates: [],
    })
  })

  test('what is gone already is said to be', async () => {
    const session = await open('IAMDeleteRootUserCredentials')
    valueOf(await session.deleteLoginProfile())
    for (const outcome of [
      await session.deleteLoginProfile(),
      await session.deleteAccessKey('AKIANEVERTHERE000000'),
      await session.deleteSigningCertificate('NEVERTHERE00000000000001'),
      await session.deactivateMfaDevice('arn:aws:iam::111122223333:mfa/other'),
    ]) {
      expect(failureIn(outcome)).toMatchObject({ code: 'no-such-entity' })
      expect(isInDoubt(failureIn(outcome))).toBe(false)
    }
  })

  test('recovery is allowed by a login profile, once', async () => {
    await practice.control('PUT', `accounts/${accountId}`, { root: { passwordPresent: false } })
    const session = await open('IAMCreateRootUserPassword')
    const { createdAt, requestId } = valueOf(await session.createLoginProfile())
    expect(createdAt).toMatch(/^\d{4}-/)
    expect(requestId).not.toBe('')
    expect((await practice.account(accountId)).root.passwordPresent).toBe(true)
    expect(failureIn(await session.createLoginProfile()).code).toBe('entity-exists')
  })

  test('the task policy denies what the task is not for, and nothing is done', async () => {
    const session = await open('IAMAuditRootUserCredentials')
    for (const outcome of [
      await session.deleteLoginProfile(),
      await session.createLoginProfile(),
      await session.buckets(),
      await session.queues('us-east-1'),
    ]) {
      expect(failureIn(outcome).code).toBe('denied-by-task-policy')
      expect(isInDoubt(failureIn(outcome))).toBe(false)
    }
    expect((await practice.account(accountId)).root.passwordPresent).toBe(true)
  })
})

describe('a change on a bad day', () => {
  const fault = (effect: object) =>
    practice.control('PUT', 'faults', [
      { operation: 'DeleteLoginProfile', probability: 1, ...effect },
    ])

  test('that AWS is too busy for is left to the caller, and certainly not done', async () => {
    const session = await open('IAMDeleteRootUserCredentials')
    for (const code of ['EntityTemporarilyUnmodifiable', 'ConcurrentModification']) {
      await fault({ status: 409, code })
      const before = await practice.count('DeleteLoginProfile')
      const failure = failureIn(await session.deleteLoginProfile())
      expect(failure).toMatchObject({ code: 'entity-busy', awsCode: code, retryable: true })
      expect(isInDoubt(failure)).toBe(false)
      expect(await practice.count('DeleteLoginProfile')).toBe(before + 1)
    }
  })

  test.each([
    ['5xx', { status: 500 }, 'service-failure'],
    ['a reset', { reset: true }, 'connection-lost'],
  ])('%s leaves it in doubt, sent once', async (_name, effect, code) => {
    await fault(effect)
    const session = await open('IAMDeleteRootUserCredentials')
    const failure = failureIn(await session.deleteLoginProfile())
    expect(failure.code).toBe(code)
    expect(isInDoubt(failure)).toBe(true)
    expect(await practice.count('DeleteLoginProfile')).toBe(1)
  })

  test('a cut answer leaves it in doubt, although it was done', async () => {
    await fault({ truncate: true })
    const session = await open('IAMDeleteRootUserCredentials')
    expect(isInDoubt(failureIn(await session.deleteLoginProfile()))).toBe(true)
    expect((await practice.account(accountId)).root.passwordPresent).toBe(false)
    expect(await practice.count('DeleteLoginProfile')).toBe(1)
  })

  test('throttling is waited out, as AWS did nothing', async () => {
    await practice.control('PUT', 'faults', [
      { operation: 'DeleteAccessKey', probability: 0.5, throttle: true },
    ])
    const session = await open('IAMDeleteRootUserCredentials')
    valueOf(await session.deleteAccessKey('AKIAROOTKEY000000001'))
    valueOf(await session.deleteAccessKey('AKIAROOTKEY000000002'))
    expect((await practice.account(accountId)).root.accessKeys).toEqual([])
  })

  test('an expired session does nothing, and there is no doubt about it', async () => {
    const session = await open('IAMDeleteRootUserCredentials')
    await practice.control('PUT', 'clock', { advanceSeconds: 1000 })
    const failure = failureIn(await session.deleteLoginProfile())
    expect(failure.code).toBe('root-session-expired')
    expect(isInDoubt(failure)).toBe(false)
    expect((await practice.account(accountId)).root.passwordPresent).toBe(true)
  })
})

describe('the end of a run', () => {
  test('finishes the change that was sent, and sends no other', async () => {
    await practice.control('PUT', 'faults', [
      { operation: 'DeleteAccessKey', probability: 1, latencyMs: 150 },
    ])
    const controller = new AbortController()
    const session = valueOf(
      await access
        .scoped({ signal: controller.signal })
        .openRootSession(accountId, 'IAMDeleteRootUserCredentials'),
    )
    const sent = session.deleteAccessKey('AKIAROOTKEY000000001')
    await underWay(access)
    controller.abort()
    const later = await session.deleteAccessKey('AKIAROOTKEY000000002')
    expect(valueOf(await sent).requestId).not.toBe('')
    expect(failureIn(later).code).toBe('cancelled')
    expect(isInDoubt(failureIn(later))).toBe(false)
    expect((await practice.account(accountId)).root.accessKeys).toEqual([
      expect.objectContaining({ id: 'AKIAROOTKEY000000002' }),
    ])
  })

  test('so does the end of the access', async () => {
    await practice.control('PUT', 'faults', [
      { operation: 'DeleteLoginProfile', probability: 1, latencyMs: 150 },
    ])
    const session = await open('IAMDeleteRootUserCredentials')
    const sent = session.deleteLoginProfile()
    await underWay(access)
    access.close()
    expect(valueOf(await sent).requestId).not.toBe('')
    expect(failureIn(await session.deleteLoginProfile()).code).toBe('cancelled')
    expect((await practice.account(accountId)).root.passwordPresent).toBe(false)
  })
})
