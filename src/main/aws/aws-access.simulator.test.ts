import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AccountId } from '../../shared/domain/accounts.ts'
import type { LedgerEntry } from '../../shared/domain/ledger.ts'
import type { Outcome } from '../../shared/ipc/result.ts'
import { createSimulator, type ReadyRecord, type Simulator } from '../../simulator/simulator.ts'
import { allAt, doorTo } from '../egress/testing/door-to.ts'
import { createAwsAccess, type AwsAccess, type Member } from './aws-access.ts'

let simulator: Simulator
let ready: ReadyRecord
beforeAll(async () => {
  simulator = createSimulator({ accounts: 120, seed: 11 })
  ready = await simulator.listen()
})
afterAll(() => simulator.close())
beforeEach(async () => {
  await control('POST', 'reset')
})

type TrueAccount = {
  id: string
  assumeRootDenied: boolean
  scpDeniesRootSessions: boolean
  root: {
    passwordPresent: boolean
    passwordLastUsed: string | null
    accessKeys: {
      id: string
      status: string
      lastUsed: { at: string; service: string; region: string } | null
    }[]
    mfaDevices: { serialNumber: string }[]
    signingCertificates: { id: string }[]
  }
}

async function control(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${ready.endpoint}/_sim/${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  const text = await response.text()
  return text === '' ? null : JSON.parse(text)
}

async function truth(): Promise<Map<string, TrueAccount>> {
  const state = (await control('GET', 'state')) as { accounts: TrueAccount[] }
  return new Map(state.accounts.map((account) => [account.id, account]))
}

function connect(operator: 'management' | 'delegated' = 'management'): {
  access: AwsAccess
  ledger: LedgerEntry[]
} {
  const keys = ready.operators[operator]
  if (!keys) throw new Error('this organization has no such operator')
  const ledger: LedgerEntry[] = []
  const access = createAwsAccess({
    door: doorTo(ready.endpoint, { region: ready.region, timeouts: { requestMs: 3000 } }),
    credentials: () => () => Promise.resolve(keys),
    region: ready.region,
    endpoints: allAt(ready.endpoint),
    ledger: (entry) => ledger.push(entry),
    clock: () => Date.now(),
    random: () => Math.random(),
    limits: { backoffBaseMs: 5 },
  })
  return { access, ledger }
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`)
  return outcome.value
}

async function membersOf(access: AwsAccess): Promise<Member[]> {
  const members: Member[] = []
  let token: string | null = null
  do {
    const page: { items: readonly Member[]; next: string | null } = valueOf(
      await access.organization.accountsPage(token),
    )
    members.push(...page.items)
    token = page.next
  } while (token !== null)
  return members
}

/** AssumeRoot and GetAccountSummary for each account, as the audit does. */
async function summaries(access: AwsAccess, accounts: readonly AccountId[]) {
  return new Map(
    await Promise.all(
      accounts.map(async (id) => {
        const session = await access.openRootSession(id, 'IAMAuditRootUserCredentials')
        if (!session.ok) return [id, session] as const
        const summary = await session.value.summary()
        session.value.close()
        return [id, summary] as const
      }),
    ),
  )
}

/** Every account says the truth, or an error with a code that is not a clean bill. */
async function compare(
  found: Awaited<ReturnType<typeof summaries>>,
): Promise<{ right: number; failed: number }> {
  const state = await truth()
  let right = 0
  let failed = 0
  for (const [id, outcome] of found) {
    const { root } = state.get(id)!
    if (!outcome.ok) {
      failed += 1
      continue
    }
    expect(outcome.value).toEqual({
      password: root.passwordPresent,
      accessKeys: root.accessKeys.length > 0,
      mfaDevices: root.mfaDevices.length > 0,
      signingCertificates: root.signingCertificates.length > 0,
    })
    right += 1
  }
  return { right, failed }
}

describe('in a practice organization', () => {
  test('management account and delegate learn who they are and the same organization', async () => {
    for (const operator of ['management', 'delegated'] as const) {
      const { access } = connect(operator)
      const accountId =
        operator === 'management' ? ready.managementAccountId : ready.delegatedAdministratorId
      expect(valueOf(await access.caller())).toMatchObject({ accountId })
      expect(valueOf(await access.organization.describe())).toEqual({
        id: ready.organizationId,
        managementAccountId: ready.managementAccountId,
        featureSet: 'ALL',
      })
      expect(valueOf(await access.organization.features())).toEqual([
        'RootCredentialsManagement',
        'RootSessions',
      ])
      expect(valueOf(await access.organization.trustedAccess())).toBe(true)
      expect(valueOf(await access.organization.delegatedAdministrators())).toEqual([
        ready.delegatedAdministratorId,
      ])
      access.close()
    }
  })

  test('every account that can be seen shows what it has, and every other says why not', async () => {
    const { access, ledger } = connect()
    const members = (await membersOf(access)).filter(
      ({ id, state }) => id !== ready.managementAccountId && state === 'ACTIVE',
    )
    const found = await summaries(
      access,
      members.map(({ id }) => id),
    )
    await compare(found)
    const state = await truth()
    for (const [id, outcome] of found) {
      const { assumeRootDenied, scpDeniesRootSessions } = state.get(id)!
      const expected = assumeRootDenied
        ? 'assume-root-denied'
        : scpDeniesRootSessions
          ? 'denied-by-scp'
          : null
      expect(outcome.ok ? null : outcome.error.code).toBe(expected)
      if (!outcome.ok) expect(outcome.error.requestId).toBeTruthy()
    }
    expect(
      ledger.filter(
        ({ operation, errorCode }) => operation === 'GetAccountSummary' && errorCode === null,
      ),
    ).toHaveLength([...found.values()].filter(({ ok }) => ok).length)
    access.close()
  })

  test('details name every key with its last use, every device and every certificate', async () => {
    const { access } = connect()
    const state = await truth()
    const rich = [...state.values()]
      .filter(
        ({ root, assumeRootDenied, scpDeniesRootSessions }) =>
          root.accessKeys.length > 0 && !assumeRootDenied && !scpDeniesRootSessions,
      )
      .slice(0, 4)
    expect(rich.length).toBeGreaterThan(0)
    for (const { id, root } of rich) {
      const session = await access.openRootSession(id as AccountId, 'IAMAuditRootUserCredentials')
      if (!session.ok) continue
      const { user, loginProfile, accessKeys, mfaDevices, signingCertificates } = session.value
      const keys = valueOf(await accessKeys())
      expect(keys.map((key) => key.id)).toEqual(root.accessKeys.map((key) => key.id))
      expect(keys.map((key) => key.lastUsed === null)).toEqual(
        root.accessKeys.map((key) => key.lastUsed === null),
      )
      expect(valueOf(await mfaDevices()).map((device) => device.serialNumber)).toEqual(
        root.mfaDevices.map((device) => device.serialNumber),
      )
      expect(valueOf(await signingCertificates()).map((certificate) => certificate.id)).toEqual(
        root.signingCertificates.map((certificate) => certificate.id),
      )
      expect(valueOf(await loginProfile()) !== null).toBe(root.passwordPresent)
      expect(valueOf(await user()).passwordLastUsed === null).toBe(root.passwordLastUsed === null)
      session.value.close()
    }
    access.close()
  })

  test('the tree of units is read to its leaves, the tags to their end', async () => {
    const { access } = connect()
    const [root] = valueOf(await access.organization.roots())
    const units = valueOf(await access.organization.unitsOf(root!.id))
    expect(units.length).toBeGreaterThan(0)
    const members = await membersOf(access)
    const member = members.find(({ parentId }) => parentId.startsWith('ou-'))!
    expect(valueOf(await access.organization.parentOf(member.id))).toBe(member.parentId)
    expect(valueOf(await access.organization.tagsOf(member.id)).length).toBeGreaterThan(0)
    access.close()
  })
})

describe('on bad days', () => {
  test.each([
    ['throttling', { throttle: true }],
    ['5xx', { status: 503 }],
    ['resets', { reset: true }],
    ['cut answers', { truncate: true }],
    ['nonsense', { garbage: true }],
  ])(
    'a fifth of all calls met by %s costs repeats, no account and no truth',
    async (_name, fault) => {
      const { access } = connect()
      const members = (await membersOf(access))
        .filter(({ id, state }) => id !== ready.managementAccountId && state === 'ACTIVE')
        .slice(0, 25)
      await control('PUT', 'faults', [
        { probability: 0.2, service: 'sts', ...fault },
        { probability: 0.2, service: 'iam', ...fault },
      ])
      const found = await summaries(
        access,
        members.map(({ id }) => id),
      )
      await control('PUT', 'faults', [])
      await compare(found)
      const state = await truth()
      const seeable = members.filter(
        ({ id }) => !state.get(id)!.assumeRootDenied && !state.get(id)!.scpDeniesRootSessions,
      )
      expect([...found.values()].filter(({ ok }) => ok)).toHaveLength(seeable.length)
      access.close()
    },
  )

  test('wrong keys, a wrong secret and a member without rights are told apart', async () => {
    const management = ready.operators.management
    const outcomeFor = async (keys: { accessKeyId: string; secretAccessKey: string }) => {
      const access = createAwsAccess({
        door: doorTo(ready.endpoint),
        credentials: () => () => Promise.resolve(keys),
        region: ready.region,
        endpoints: allAt(ready.endpoint),
        ledger: () => {},
        clock: () => Date.now(),
        random: () => 0,
      })
      const outcome = await access.caller()
      access.close()
      return outcome.ok ? 'ok' : outcome.error.code
    }
    expect(await outcomeFor({ ...management, accessKeyId: 'AKIANOBODYKNOWSTHIS0' })).toBe(
      'credentials-invalid',
    )
    expect(await outcomeFor({ ...management, secretAccessKey: 'wrong' })).toBe('signature-rejected')
  })

  test('a throttled AssumeRoot is learned: most of the permitted rate, few throttled calls, no account lost', async () => {
    const limit = { rate: 60, burst: 60 }
    await control('PUT', 'limits', { AssumeRoot: limit })
    const { access, ledger } = connect()
    const members = (await membersOf(access)).filter(
      ({ id, state }) => id !== ready.managementAccountId && state === 'ACTIVE',
    )
    const ids = members.map(({ id }) => id)
    const startedAt = performance.now()
    // Three rounds over the organization, about 300 calls.
    const rounds = await Promise.all([
      summaries(access, ids),
      summaries(access, ids),
      summaries(access, ids),
    ])
    const seconds = (performance.now() - startedAt) / 1000
    for (const found of rounds) {
      await compare(found)
      for (const outcome of found.values()) {
        expect(outcome.ok || outcome.error.code !== 'throttled').toBe(true)
      }
    }
    const assumed = ledger.filter(({ operation }) => operation === 'AssumeRoot')
    const throttled = assumed.filter(({ errorCode }) => errorCode === 'Throttling')
    expect((ids.length * 3) / (limit.burst + limit.rate * seconds)).toBeGreaterThan(0.7)
    // Loose, as it runs in real time on a shared machine; the exact figures are held in simulated time (rate-control.test.ts).
    expect(throttled.length / ledger.length).toBeLessThan(0.15)
    access.close()
  })
})
