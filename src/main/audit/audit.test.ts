import Sqlite from 'better-sqlite3'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { AccountId, OrganizationId } from '../../shared/domain/accounts.ts'
import { everyAccount, type AccountRow } from '../../shared/domain/account-query.ts'
import type { FailureCode } from '../../shared/domain/failure.ts'
import type { SimulatorOptions } from '../../simulator/options.ts'
import { expectedPosture, required, startTrial, type Trial } from '../testing/trial.ts'

let trial: Trial
afterEach(async () => {
  await trial.close()
})

async function begin(
  options: SimulatorOptions,
  operator?: 'management' | 'delegated',
): Promise<Trial> {
  trial = await startTrial(options, operator)
  return trial
}

function rows(): AccountRow[] {
  const { store, session } = trial.workstation
  const id = session.organizationId() as OrganizationId
  const count = store.accountTable.page(
    id,
    everyAccount,
    { key: 'id', descending: false },
    0,
    1,
  ).total
  const all: AccountRow[] = []
  while (all.length < count) {
    all.push(
      ...store.accountTable.page(
        id,
        everyAccount,
        { key: 'id', descending: false },
        all.length,
        500,
      ).rows,
    )
  }
  return all
}

/** Compares every account with the truth; accounts may be unknown only where `mayBeUnknown`. */
async function expectTruth(mayBeUnknown = false): Promise<void> {
  const truth = await trial.truth()
  const found = new Map(rows().map((row) => [row.id, row]))
  if (!mayBeUnknown) expect(found.size).toBe(truth.accounts.length)
  for (const account of truth.accounts) {
    const row = found.get(account.id)
    if (mayBeUnknown && !row) continue
    const expected = expectedPosture(account, truth.organization.managementAccountId)
    if (mayBeUnknown && row?.posture === 'unknown') {
      expect(row.unknownReason).toMatch(/\S/)
      continue
    }
    expect(`${account.id} ${row?.posture}`).toBe(`${account.id} ${expected}`)
    if (expected !== 'non-compliant' || row?.detailsMissing) continue
    const { store, session } = trial.workstation
    const seen = store.observations.history(
      session.organizationId() as OrganizationId,
      account.id,
      1,
    )[0]
    const details = seen?.credentials.details
    expect(seen?.credentials.present.password).toBe(account.root.passwordPresent)
    expect(details?.accessKeys.map((key) => key.id).toSorted()).toEqual(
      account.root.accessKeys.map((key) => key.id).toSorted(),
    )
    expect(details?.mfaDevices.map((device) => device.serialNumber).toSorted()).toEqual(
      account.root.mfaDevices.map((device) => device.serialNumber).toSorted(),
    )
    expect(details?.signingCertificates.map((certificate) => certificate.id).toSorted()).toEqual(
      account.root.signingCertificates.map((certificate) => certificate.id).toSorted(),
    )
    for (const key of account.root.accessKeys) {
      const read = details?.accessKeys.find((candidate) => candidate.id === key.id)
      expect(read?.lastUsed?.service ?? null).toBe(key.lastUsed?.service ?? null)
      expect(read?.lastUsed?.region ?? null).toBe(key.lastUsed?.region ?? null)
    }
  }
}

describe('the audit agrees with the truth', () => {
  test.each([
    [1, 1],
    [2, 5],
    [7, 3],
    [60, 21],
    [214, 7],
    [331, 90_210],
  ])('for %i accounts of seed %i', async (accounts, seed) => {
    await begin({ accounts, seed })
    const run = await trial.audit()
    expect(run.state).toBe('completed')
    await expectTruth()
    expect(run.completeness.inOrganization).toBe(accounts)
  })

  test('when the delegated administrator audits', async () => {
    await begin({ accounts: 60, seed: 4 }, 'delegated')
    const run = await trial.audit()
    expect(run.state).toBe('completed')
    await expectTruth()
  })

  test('when the details of every account are asked for', async () => {
    await begin({ accounts: 40, seed: 4 })
    await trial.audit({ kind: 'organization' }, true)
    await expectTruth()
  })

  test('after the world changed between two audits, and says what changed', async () => {
    await begin({ accounts: 40, seed: 8 })
    await trial.audit()
    const truth = await trial.truth()
    const holder = truth.accounts.find(
      (account) =>
        expectedPosture(account, truth.organization.managementAccountId) === 'non-compliant',
    )
    const cleanOne = truth.accounts.find(
      (account) => expectedPosture(account, truth.organization.managementAccountId) === 'compliant',
    )
    const nothing = {
      passwordPresent: false,
      passwordLastUsed: null,
      accessKeys: [],
      mfaDevices: [],
      signingCertificates: [],
    }
    await trial.control('PUT', `accounts/${holder?.id}`, { root: nothing })
    await trial.control('PUT', `accounts/${cleanOne?.id}`, {
      root: { ...nothing, passwordPresent: true },
    })
    await trial.audit()
    await expectTruth()
    const overview = required(await trial.workstation.handlers.overview.get(undefined))
    const changed = overview.changes.map((change) => `${change.accountId} ${change.kind}`)
    expect(changed).toContain(`${holder?.id} fixed`)
    expect(changed).toContain(`${cleanOne?.id} appeared`)
  })
})

describe('bad days', () => {
  test.each([
    ['throttling', { throttle: true, probability: 0.15 }],
    ['faults of the service', { status: 503, probability: 0.15 }],
    ['resets', { reset: true, probability: 0.15 }],
    ['cut answers', { truncate: true, probability: 0.15 }],
    ['malformed answers', { garbage: true, probability: 0.1 }],
    ['slow answers', { latencyMs: 60, probability: 0.5 }],
  ])(
    '%s lead to the truth or to unknown, never to anything else',
    async (_, fault) => {
      await begin({ accounts: 50, seed: 12, faults: [fault] })
      const connected = await trial.connect()
      if (!connected.ok) {
        return expect(connected.error.retryable || connected.error.code === 'not-aws').toBe(true)
      }
      await trial.audit()
      await expectTruth(true)
    },
    120_000,
  )

  test('one account that always fails is unknown with its reason and request, and stops nothing', async () => {
    await begin({ accounts: 40, seed: 2 })
    const truth = await trial.truth()
    const victim = truth.accounts.find(
      (account) => expectedPosture(account, truth.organization.managementAccountId) === 'compliant',
    )
    await trial.control('PUT', 'faults', [
      { accountId: victim?.id, operation: 'GetAccountSummary', status: 500, probability: 1 },
    ])
    const run = await trial.audit()
    expect(run.state).toBe('completed')
    const row = rows().find((candidate) => candidate.id === victim?.id)
    expect(row?.posture).toBe('unknown')
    const detail = required(
      await trial.workstation.handlers.accounts.detail({ accountId: victim?.id as AccountId }),
    )
    expect(detail.failedAttempt?.failure.code).toBe('service-failure')
    expect(detail.failedAttempt?.failure.requestId).toMatch(/\S/)
    await trial.control('PUT', 'faults', [])
    await trial.audit({ kind: 'accounts', accountIds: [victim?.id as AccountId] })
    await expectTruth()
  }, 60_000)

  test.each([
    ['a feature that is off', { features: [] as never[] }, 'root-credentials-management-off'],
    ['trusted access that is off', { trustedAccess: false }, 'trusted-access-off'],
  ] as [string, SimulatorOptions['switches'], FailureCode][])(
    '%s leaves every member unknown, with that reason',
    async (_, switches, code) => {
      await begin({ accounts: 30, seed: 5, ...(switches ? { switches } : {}) })
      await trial.audit()
      const postures = new Set(rows().map((row) => row.posture))
      expect(postures).toEqual(new Set(['unknown', 'not-applicable']))
      const overview = required(await trial.workstation.handlers.overview.get(undefined))
      expect(overview.unknownReasons.map((reason) => reason.code)).toContain(code)
      const asked = (await trial.requests()).filter((request) => request.operation === 'AssumeRoot')
      expect(asked.length).toBeLessThan(30)
    },
  )

  test('credentials that AWS does not know are said, and nothing is clean because of it', async () => {
    await begin({ accounts: 10, seed: 5 })
    Object.assign(trial.environment, { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' })
    const connected = await trial.connect()
    expect(!connected.ok && connected.error.code).toBe('credentials-invalid')
    expect(trial.workstation.audits.start({ kind: 'organization' }, false).ok).toBe(false)
  })

  test('a wrong secret is said as a wrong signature', async () => {
    await begin({ accounts: 10, seed: 5 })
    Object.assign(trial.environment, { AWS_SECRET_ACCESS_KEY: 'x'.repeat(40) })
    const connected = await trial.connect()
    expect(!connected.ok && connected.error.code).toBe('signature-rejected')
  })

  test('a clock that is an hour off is mended by the answer of AWS, or said', async () => {
    await begin({ accounts: 10, seed: 5 })
    await trial.control('PUT', 'clock', { skewSeconds: 3600 })
    const connected = await trial.connect()
    expect(connected.ok || connected.error.code === 'clock-skew').toBe(true)
  })

  test('no network is said, and what was cached stays on screen with its age', async () => {
    await begin({ accounts: 12, seed: 5 })
    await trial.audit()
    await trial.reopen()
    Object.assign(trial.environment, { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' })
    const connected = await trial.connect()
    expect(!connected.ok && connected.error.code).toBe('no-network')
    const snapshot = trial.workstation.session.snapshot()
    expect(snapshot.connectionState).toBe('failed')
    expect(snapshot.lastAuditAt).not.toBeNull()
    expect(rows()).toHaveLength(12)
  }, 60_000)

  test('a listing that breaks fails the run and marks nobody as having left', async () => {
    await begin({ accounts: 60, seed: 5 })
    await trial.audit()
    await trial.control('PUT', 'faults', [
      { operation: 'ListAccounts', garbage: true, probability: 1 },
    ])
    const run = await trial.audit()
    expect(['failed', 'interrupted']).toContain(run.state)
    expect(run.failure).not.toBeNull()
    expect(rows().filter((row) => row.leftAt !== null)).toEqual([])
    expect(rows()).toHaveLength(60)
  }, 60_000)

  test('a full disk stops the run with a sentence, and it goes on when there is space', async () => {
    await begin({ accounts: 60, seed: 6, faults: [{ latencyMs: 40, probability: 1 }] })
    required(await trial.connect())
    const { audits, store } = trial.workstation
    const run = required(audits.start({ kind: 'organization' }, false))
    await until(() => (audits.progress(null)?.done ?? 0) > 3)
    const full = vi.spyOn(store, 'transaction').mockImplementation(() => {
      throw new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL')
    })
    const stopped = await audits.activeRun()?.finished
    expect(stopped).toMatchObject({ state: 'interrupted', failure: { code: 'disk-full' } })
    full.mockRestore()
    required(audits.resume(run.id))
    expect((await audits.activeRun()?.finished)?.state).toBe('completed')
    await expectTruth()
  })

  test('an account that left is marked and kept, not dropped', async () => {
    await begin({ accounts: 30, seed: 5 })
    await trial.audit()
    const leaver = rows().find((row) => row.posture === 'compliant')
    await trial.control('PUT', `accounts/${leaver?.id}`, { inOrganization: false })
    await trial.audit()
    expect(rows().some((row) => row.id === leaver?.id)).toBe(false)
    const detail = required(
      await trial.workstation.handlers.accounts.detail({ accountId: leaver?.id as AccountId }),
    )
    expect(detail.account.leftAt).not.toBeNull()
    expect(detail.posture).toBe('not-applicable')
    expect(detail.history.length).toBeGreaterThan(0)
  })
})

describe('a run', () => {
  test('makes exactly two calls for a clean account', async () => {
    await begin({ accounts: 60, seed: 6 })
    await trial.audit()
    const truth = await trial.truth()
    const clean = new Set(
      truth.accounts
        .filter(
          (account) =>
            expectedPosture(account, truth.organization.managementAccountId) === 'compliant',
        )
        .map((account) => account.id as string),
    )
    expect(clean.size).toBeGreaterThan(10)
    const requests = (await trial.requests()).filter(
      (request) => request.targetAccountId !== null && clean.has(request.targetAccountId),
    )
    expect(requests).toHaveLength(clean.size * 2)
  })

  test('can be paused, and looks at nothing while it is', async () => {
    await begin({ accounts: 60, seed: 6, faults: [{ latencyMs: 60, probability: 1 }] })
    required(await trial.connect())
    const { audits } = trial.workstation
    const run = required(audits.start({ kind: 'organization' }, false))
    await until(() => (audits.progress(null)?.done ?? 0) > 3)
    expect(required(audits.pause(run.id)).state).toBe('paused')
    await wait(600)
    const done = audits.progress(null)?.done
    await wait(600)
    expect(audits.progress(null)?.done).toBe(done)
    required(audits.resume(run.id))
    expect((await audits.activeRun()?.finished)?.state).toBe('completed')
    await expectTruth()
  })

  test('that is cancelled ends soon, and keeps what was seen', async () => {
    await begin({ accounts: 100, seed: 6, faults: [{ latencyMs: 60, probability: 1 }] })
    required(await trial.connect())
    const { audits } = trial.workstation
    const run = required(audits.start({ kind: 'organization' }, false))
    await until(() => (audits.progress(null)?.done ?? 0) > 3)
    const begun = Date.now()
    expect(required(await audits.cancel(run.id)).state).toBe('cancelled')
    expect(Date.now() - begun).toBeLessThan(2000)
    const seen = rows().filter((row) => row.observedAt !== null)
    expect(seen.length).toBeGreaterThan(3)
    await expectTruth(true)
  })

  test('is alone: a second one is refused', async () => {
    await begin({ accounts: 40, seed: 6, faults: [{ latencyMs: 50, probability: 1 }] })
    required(await trial.connect())
    required(trial.workstation.audits.start({ kind: 'organization' }, false))
    const second = trial.workstation.audits.start({ kind: 'organization' }, false)
    expect(!second.ok && second.error.code).toBe('run-in-progress')
    await trial.workstation.audits.activeRun()?.finished
  })

  test('whose connection is left stops, and goes on after connecting again', async () => {
    await begin({ accounts: 60, seed: 6, faults: [{ latencyMs: 40, probability: 1 }] })
    required(await trial.connect())
    const { audits } = trial.workstation
    const run = required(audits.start({ kind: 'organization' }, false))
    await until(() => (audits.progress(null)?.done ?? 0) > 3)
    const key = trial.environment['AWS_ACCESS_KEY_ID']
    Object.assign(trial.environment, { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' })
    trial.workstation.session.leave()
    const ended = await audits.activeRun()?.finished
    expect(ended?.state).toBe('interrupted')
    Object.assign(trial.environment, { AWS_ACCESS_KEY_ID: key })
    required(await trial.connect())
    required(audits.resume(run.id))
    expect((await audits.activeRun()?.finished)?.state).toBe('completed')
    await expectTruth()
  })

  test('keeps a record of who, when, how complete and how many calls', async () => {
    await begin({ accounts: 40, seed: 6 })
    const run = await trial.audit()
    const [kept] = trial.workstation.store.runs.page(run.organizationId, 0, 1).runs
    expect(kept).toEqual(run)
    expect(run.callerArn).toMatch(/^arn:aws:/)
    expect(run.endedAt && run.endedAt >= run.startedAt).toBe(true)
    const asked = (await trial.requests()).filter(
      (request) => request.operation === 'AssumeRoot',
    ).length
    expect(run.calls['sts:AssumeRoot']?.calls).toBe(asked)
    const { inOrganization, observed, unknown, stale, notApplicable } = run.completeness
    expect(observed + unknown + stale + notApplicable).toBe(inOrganization)
  })

  test('writes no secret into the database or the log', async () => {
    await begin({ accounts: 30, seed: 6 })
    await trial.audit()
    await trial.workstation.close()
    const { readdirSync, readFileSync } = await import('node:fs')
    const secret = trial.environment['AWS_SECRET_ACCESS_KEY'] ?? 'none'
    for (const file of readdirSync(trial.home)) {
      const text = readFileSync(`${trial.home}/${file}`, 'latin1')
      expect(text.includes(secret)).toBe(false)
      // Access key IDs of root sessions may be kept; their secrets and tokens may not.
      expect(text).not.toMatch(/SecretAccessKey|SessionToken/)
    }
    await trial.reopen().catch(() => undefined)
  })
})

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function until(condition: () => boolean, limitMs = 15_000): Promise<void> {
  const end = Date.now() + limitMs
  while (!condition()) {
    if (Date.now() > end) throw new Error('it did not happen in time')
    await wait(20)
  }
}
