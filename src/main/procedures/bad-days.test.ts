import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { everyAccount } from '../../shared/domain/account-query.ts'
import {
  credentialKinds,
  isAsWanted,
  type Procedure,
  type ProcedureRequest,
} from '../../shared/domain/procedures.ts'
import { required, type TrueAccount } from '../testing/trial.ts'
import {
  changesTried,
  confirm,
  confirmed,
  credentialCount,
  forNothing,
  journalOf,
  prepared,
  reachable,
  rested,
  startProcedures,
  targetsOf,
  trueAccount,
  type ProcedureTrial,
} from './testing/procedure-trial.ts'

let trial: ProcedureTrial
beforeEach(async () => {
  trial = await startProcedures({ accounts: 24 })
  trial.workstation.store.settings.update({ stopAbovePercent: 100 })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await trial.close()
})

const everything = {
  kind: 'delete-root-credentials',
  scope: { kind: 'filter', filter: everyAccount },
  credentials: [...credentialKinds],
  ...forNothing,
} satisfies ProcedureRequest

const deletions = [
  'DeleteAccessKey',
  'DeleteSigningCertificate',
  'DeleteLoginProfile',
  'DeactivateMFADevice',
]
const onDeletions = (fault: object) => deletions.map((operation) => ({ operation, ...fault }))

/** The IDs of the credentials that an account truly holds, as the plan writes them. */
function heldBy({ id, root }: TrueAccount): Set<string> {
  return new Set([
    ...root.accessKeys.map((key) => `${id}/access-key/${key.id}`),
    ...root.signingCertificates.map((one) => `${id}/signing-certificate/${one.id}`),
    ...(root.passwordPresent ? [`${id}/password`] : []),
    ...root.mfaDevices.map((device) => `${id}/mfa-device/${device.serialNumber}`),
  ])
}

/** The announcements of calls that change something, in the journal. */
function intentsOf(procedure: Procedure) {
  return journalOf(trial, procedure).filter(
    ({ kind, detail }) => kind === 'call-intent' && detail['itemId'] !== 'session',
  )
}

/** Record, journal and truth agree: what is called gone is gone, nothing was done twice, and nothing without an intent. */
async function expectAgreement(procedure: Procedure): Promise<void> {
  const { accounts } = await trial.truth()
  const requests = await trial.requests()
  const targets = targetsOf(trial, procedure)
  for (const { target, outcome } of targets) {
    const account = accounts.find(({ id }) => id === target.accountId)!
    const held = heldBy(account)
    for (const { itemId, state } of outcome.items) {
      if (isAsWanted(state)) expect(held).not.toContain(itemId)
      if (state === 'pending' || state === 'not-run') expect(held).toContain(itemId)
    }
    if (outcome.verifiedAt !== null) expect(held.size).toBe(0)
    const done = requests.filter(
      ({ operation, targetAccountId, errorCode }) =>
        deletions.includes(operation) && targetAccountId === target.accountId && errorCode === null,
    )
    expect(done.length).toBe(target.items.filter(({ id }) => !held.has(id)).length)
  }
  const entries = journalOf(trial, procedure)
  const intents = intentsOf(procedure)
  // What is throttled was not even looked at, and is sent again under the same intent.
  const looked = requests.filter(
    ({ operation, errorCode }) => deletions.includes(operation) && errorCode !== 'Throttling',
  )
  expect(looked.length).toBeLessThanOrEqual(intents.length)
  const answered = new Set(entries.map(({ detail }) => detail['intent']))
  if (procedure.state === 'completed') {
    expect(intents.filter(({ sequence }) => !answered.has(sequence))).toEqual([])
  }
}

/** Resumes a procedure until it is through. */
async function broughtToItsEnd(procedure: Procedure): Promise<Procedure> {
  let now = await rested(trial, procedure.id)
  for (let times = 0; now.state !== 'completed' && times < 20; times += 1) {
    await expectAgreement(now)
    required(trial.workstation.acts.procedures.resume(procedure.id))
    now = await rested(trial, procedure.id)
  }
  return now
}

const nowOf = ({ id }: Procedure) => required(trial.workstation.acts.procedures.get(id))

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 10_000
  while (!condition()) {
    if (Date.now() > end) throw new Error('it did not happen in time')
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
}

/** Begins to run a plan, and comes back when some accounts are done and others are not. */
async function halfDone(): Promise<Procedure> {
  const procedure = await prepared(trial, everything)
  await trial.control('DELETE', 'requests')
  await trial.control('PUT', 'faults', [{ probability: 1, latencyMs: 15 }])
  required(await confirm(trial, procedure))
  await until(() => nowOf(procedure).accounts.done >= 2)
  return procedure
}

describe('between intent and result', () => {
  test.each([
    ['throttling', { throttle: true, probability: 0.4 }],
    ['a fault of the service', { status: 500, probability: 0.3 }],
    ['an unavailable service', { status: 503, probability: 0.3 }],
    ['a reset', { reset: true, probability: 0.3 }],
    ['a cut answer', { truncate: true, probability: 0.3 }],
    ['an answer that is nonsense', { garbage: true, probability: 0.3 }],
  ])('%s leads to the truth, and nothing is done twice', async (_, fault) => {
    const procedure = await prepared(trial, everything)
    await trial.control('DELETE', 'requests')
    await trial.control('PUT', 'faults', onDeletions(fault))
    required(await confirm(trial, procedure))
    const ended = await broughtToItsEnd(procedure)
    expect(ended).toMatchObject({ state: 'completed', accounts: { inDoubt: 0, open: 0 } })
    await expectAgreement(ended)
    expect(ended.accounts.verified).toBe(
      ended.accounts.total - ended.accounts.failed - ended.accounts.skipped,
    )
  })

  test('a fault that stays is never called done, and is not repeated by itself', async () => {
    const procedure = await prepared(trial, everything)
    await trial.control('DELETE', 'requests')
    await trial.control('PUT', 'faults', onDeletions({ status: 500, probability: 1 }))
    const stopped = await confirmed(trial, procedure)
    expect(stopped.accounts).toMatchObject({ done: 0, verified: 0, inDoubt: 0 })
    await expectAgreement(stopped)
    const tried = await changesTried(trial)
    // Asked, read back as not carried out, asked once more.
    expect(tried.length).toBeLessThanOrEqual(2 * stopped.items.total)
  })

  test('an account that cannot be read back stays in doubt, until it can', async () => {
    const procedure = await prepared(trial, everything)
    await trial.control('DELETE', 'requests')
    const { accountId } = targetsOf(trial, procedure)[0]!.target
    const lost = onDeletions({ accountId, truncate: true, latencyMs: 300, probability: 1 })
    await trial.control('PUT', 'faults', lost)
    required(await confirm(trial, procedure))
    await until(() => nowOf(procedure).accounts.open > 0 && intentsOf(procedure).length > 0)
    await trial.control('PUT', 'faults', [
      ...lost,
      { operation: 'ListAccessKeys', accountId, status: 403, code: 'AccessDenied', probability: 1 },
    ])
    const doubtful = await rested(trial, procedure.id)
    expect(doubtful).toMatchObject({
      step: 'verify',
      state: 'stopped',
      failure: { code: 'in-doubt' },
      accounts: { inDoubt: 1 },
    })
    const { procedures } = trial.workstation.acts
    expect(procedures.cancel(procedure.id)).toMatchObject({ error: { code: 'in-doubt' } })
    expect(procedures.replan(procedure.id)).toMatchObject({ error: { code: 'in-doubt' } })
    // Resumed while it still cannot be read, it stays in doubt: that a look failed is no answer.
    required(procedures.resume(procedure.id))
    expect(await rested(trial, procedure.id)).toMatchObject({ accounts: { inDoubt: 1, failed: 0 } })
    await trial.control('PUT', 'faults', [])
    await expectAgreement(await broughtToItsEnd(procedure))
  })
})

describe('in one account', () => {
  async function oneAccount(): Promise<{ account: TrueAccount; procedure: Procedure }> {
    const account = (await reachable(trial)).find((one) => credentialCount(one) > 1)!
    const procedure = await prepared(trial, {
      ...everything,
      scope: { kind: 'accounts', accountIds: [account.id] },
    })
    await trial.control('DELETE', 'requests')
    trial.waits.length = 0
    return { account, procedure }
  }
  const sessionsOpened = async () =>
    (await trial.requests()).filter(({ operation }) => operation === 'AssumeRoot').length

  test.each(['EntityTemporarilyUnmodifiable', 'ConcurrentModification'])(
    '%s is waited for and tried again in the same session',
    async (code) => {
      const { account, procedure } = await oneAccount()
      await trial.control('PUT', 'faults', onDeletions({ status: 409, code, probability: 1 }))
      trial.whileWaiting = () => trial.control('PUT', 'faults', [])
      const ended = await confirmed(trial, procedure)
      expect(ended).toMatchObject({ state: 'completed', accounts: { done: 1, verified: 1 } })
      expect(trial.waits).toContain(2_000)
      expect(await sessionsOpened()).toBe(1)
      expect(await changesTried(trial)).toHaveLength(credentialCount(account) + 1)
    },
  )

  test('what stays busy is given up after a while, and called failed', async () => {
    const { account, procedure } = await oneAccount()
    const fault = { status: 409, code: 'EntityTemporarilyUnmodifiable', probability: 1 }
    await trial.control('PUT', 'faults', onDeletions(fault))
    const ended = await confirmed(trial, procedure)
    expect(ended).toMatchObject({ state: 'completed', accounts: { failed: 1, verified: 0 } })
    expect(targetsOf(trial, ended)[0]?.outcome.failure?.code).toBe('entity-busy')
    expect(trial.waits).toEqual(expect.arrayContaining([2_000, 5_000, 10_000, 20_000, 30_000]))
    expect(heldBy(await trueAccount(trial, account.id))).toEqual(heldBy(account))
  })

  test.each([
    ['by both clocks', () => trial.pass(16 * 60_000)],
    ['as AWS sees it', () => trial.control('PUT', 'clock', { advanceSeconds: 16 * 60 })],
  ])('a session that ends in the middle is opened anew, once (%s)', async (_, later) => {
    const { procedure } = await oneAccount()
    const fault = { status: 409, code: 'ConcurrentModification', probability: 1 }
    await trial.control('PUT', 'faults', onDeletions(fault))
    trial.whileWaiting = async () => {
      trial.whileWaiting = () => undefined
      await trial.control('PUT', 'faults', [])
      await later()
    }
    const ended = await confirmed(trial, procedure)
    expect(ended).toMatchObject({ state: 'completed', accounts: { done: 1, verified: 1 } })
    await expectAgreement(ended)
    expect(await sessionsOpened()).toBe(2)
  })

  test('a session that cannot be opened anew fails what was not done, and doubts nothing', async () => {
    const { procedure } = await oneAccount()
    const fault = { status: 409, code: 'ConcurrentModification', probability: 1 }
    await trial.control('PUT', 'faults', onDeletions(fault))
    trial.whileWaiting = async () => {
      trial.whileWaiting = () => undefined
      await trial.pass(16 * 60_000)
      await trial.control('PUT', 'faults', [
        { operation: 'AssumeRoot', status: 403, code: 'AccessDenied', probability: 1 },
      ])
    }
    const ended = await confirmed(trial, procedure)
    expect(ended.accounts).toMatchObject({ failed: 1, done: 0, inDoubt: 0 })
    expect(trial.workstation.acts.journal.openIntents(procedure.id)).toEqual([])
    await expectAgreement(ended)
  })

  test('that was suspended after the plan fails, holds what it held, and stops nobody else', async () => {
    const procedure = await prepared(trial, everything)
    await trial.control('DELETE', 'requests')
    const victim = targetsOf(trial, procedure).at(-1)!.target.accountId
    const before = await trueAccount(trial, victim)
    await trial.control('PUT', `accounts/${victim}`, { state: 'SUSPENDED' })
    const ended = await confirmed(trial, procedure)
    expect(ended.accounts).toMatchObject({ failed: 1, verified: ended.accounts.total - 1 })
    expect((await trueAccount(trial, victim)).root).toEqual(before.root)
  })
})

describe('what ends in the middle of many accounts can be resumed to its end', () => {
  test('the credentials of the operator', async () => {
    const procedure = await halfDone()
    const operator = `operators/${trial.environment['AWS_ACCESS_KEY_ID']}`
    await trial.control('PUT', operator, { expiresInSeconds: -1 })
    const interrupted = await rested(trial, procedure.id)
    expect(interrupted).toMatchObject({
      state: 'interrupted',
      failure: { code: 'credentials-expired' },
    })
    await expectAgreement(interrupted)
    await trial.control('PUT', operator, { expiresInSeconds: 36_000 })
    const ended = await broughtToItsEnd(procedure)
    expect(ended.accounts.verified).toBe(ended.accounts.total)
    await expectAgreement(ended)
  })

  test('the feature, which somebody switched off', async () => {
    const procedure = await halfDone()
    const { access } = trial.workstation.session.target()!
    required(await access.switches.disableFeature('RootCredentialsManagement'))
    const interrupted = await rested(trial, procedure.id)
    expect(interrupted).toMatchObject({
      state: 'interrupted',
      failure: { code: 'root-credentials-management-off' },
    })
    required(await access.switches.enableFeature('RootCredentialsManagement'))
    const ended = await broughtToItsEnd(procedure)
    expect(ended.accounts.verified).toBe(ended.accounts.total)
  })

  test('the network', async () => {
    const procedure = await halfDone()
    await trial.cutNetwork()
    const interrupted = await rested(trial, procedure.id)
    expect(['interrupted', 'stopped']).toContain(interrupted.state)
    expect(
      interrupted.accounts.open + interrupted.accounts.inDoubt + interrupted.accounts.failed,
    ).toBeGreaterThan(0)
    await trial.mendNetwork()
    const ended = await broughtToItsEnd(procedure)
    expect(ended.accounts.verified).toBe(ended.accounts.total)
    await expectAgreement(ended)
  })

  test('the process, which was closed', async () => {
    const procedure = await halfDone()
    await trial.reopen()
    required(await trial.connect())
    expect(nowOf(procedure)).toMatchObject({ step: 'execute', state: 'interrupted' })
    const ended = await broughtToItsEnd(procedure)
    expect(ended.accounts.verified).toBe(ended.accounts.total)
    await expectAgreement(ended)
  })

  test('the space on the disk: where no intent can be written nothing is sent', async () => {
    const procedure = await halfDone()
    const { record } = trial.workstation.acts
    const isFull = () => {
      throw new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL')
    }
    const full = [
      vi.spyOn(record.journalEntries, 'transaction').mockImplementation(isFull),
      vi.spyOn(record, 'transaction').mockImplementation(isFull),
    ]
    await trial.workstation.acts.finished(procedure.id)
    const tried = (await changesTried(trial)).length
    expect(tried).toBe(intentsOf(procedure).length)
    for (const spy of full) spy.mockRestore()
    // That it was interrupted could not be written; it is, once there is space.
    await until(() => nowOf(procedure).state === 'interrupted')
    expect(nowOf(procedure).failure?.code).toBe('disk-full')
    const ended = await broughtToItsEnd(procedure)
    expect(ended.accounts.verified).toBe(ended.accounts.total)
    await expectAgreement(ended)
  })

  test('a full disk at the confirmation lets nothing run', async () => {
    const procedure = await prepared(trial, everything)
    vi.spyOn(trial.workstation.acts.record.journalEntries, 'transaction').mockImplementation(() => {
      throw new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL')
    })
    await expect(confirm(trial, procedure)).rejects.toThrow('full')
    vi.restoreAllMocks()
    expect(nowOf(procedure)).toMatchObject({ step: 'confirm', state: 'waiting', confirmedAt: null })
    expect(await changesTried(trial)).toEqual([])
  })
})

describe('paused, resumed, cancelled', () => {
  test('a pause lets those under way end, begins nobody, and is resumed to the end', async () => {
    const procedure = await halfDone()
    required(trial.workstation.acts.procedures.pause(procedure.id))
    const paused = await rested(trial, procedure.id)
    expect(paused).toMatchObject({ step: 'execute', state: 'paused' })
    expect(paused.accounts.open).toBeGreaterThan(0)
    await expectAgreement(paused)
    const tried = (await changesTried(trial)).length
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(await changesTried(trial)).toHaveLength(tried)
    required(trial.workstation.acts.procedures.resume(procedure.id))
    const ended = await rested(trial, procedure.id)
    expect(ended.accounts.verified).toBe(ended.accounts.total)
    await expectAgreement(ended)
  })

  test('what is cancelled ends, calls the rest not run, and nothing brings it back', async () => {
    const { procedures } = trial.workstation.acts
    const procedure = await halfDone()
    required(procedures.cancel(procedure.id))
    procedures.pause(procedure.id)
    const cancelled = await rested(trial, procedure.id)
    expect(cancelled.state).toBe('cancelled')
    expect(cancelled.accounts.notRun).toBeGreaterThan(0)
    expect(cancelled.accounts.open).toBe(0)
    await expectAgreement(cancelled)
    for (const refused of [
      procedures.resume(procedure.id),
      procedures.replan(procedure.id),
      procedures.cancel(procedure.id),
      await confirm(trial, procedure),
    ]) {
      expect(refused).toMatchObject({ error: { code: 'procedure-not-ready' } })
    }
    required(procedures.verify(procedure.id))
    const verified = await rested(trial, procedure.id)
    expect(verified).toMatchObject({ state: 'cancelled', endedAt: cancelled.endedAt })
    expect(verified.accounts.verified).toBe(verified.accounts.done)
    await expectAgreement(verified)
  })

  test('the connection is not changed under a procedure at work, and can be once it is paused', async () => {
    const { session } = trial.workstation.handlers
    const procedure = await halfDone()
    expect(await session.connect({ connectionId: 'environment' })).toMatchObject({
      error: { code: 'run-in-progress' },
    })
    required(trial.workstation.acts.procedures.pause(procedure.id))
    await rested(trial, procedure.id)
    required(await session.connect({ connectionId: 'environment' }))
  })

  test('a pause can be cancelled', async () => {
    const procedure = await halfDone()
    required(trial.workstation.acts.procedures.pause(procedure.id))
    await rested(trial, procedure.id)
    expect(required(trial.workstation.acts.procedures.cancel(procedure.id))).toMatchObject({
      state: 'cancelled',
      accounts: { open: 0 },
    })
  })

  test('a look that is cancelled ends at once, and so does a rehearsal', async () => {
    const { procedures } = trial.workstation.acts
    await trial.control('PUT', 'faults', [{ probability: 1, latencyMs: 20 }])
    const looking = required(procedures.begin(everything))
    await new Promise((resolve) => setTimeout(resolve, 60))
    required(procedures.cancel(looking.id))
    expect(await rested(trial, looking.id)).toMatchObject({ state: 'cancelled', digest: null })
    await trial.control('PUT', 'faults', [])
    const planned = await prepared(trial, everything)
    required(procedures.rehearse(planned.id, planned.digest ?? ''))
    required(procedures.cancel(planned.id))
    expect(await rested(trial, planned.id)).toMatchObject({ state: 'cancelled' })
    expect(await changesTried(trial)).toEqual([])
  })

  test('a plan that ended while it was paused does not go on; it is planned anew, and what was done stays told', async () => {
    const { procedures } = trial.workstation.acts
    const procedure = await halfDone()
    required(procedures.pause(procedure.id))
    const paused = await rested(trial, procedure.id)
    await trial.pass(61 * 60_000)
    expect(procedures.resume(procedure.id)).toMatchObject({ error: { code: 'plan-expired' } })
    await trial.control('PUT', 'faults', [])
    const next = required(procedures.replan(procedure.id))
    const planned = await rested(trial, next.id)
    expect(planned).toMatchObject({ step: 'confirm', state: 'waiting', confirmedAt: null })
    expect(nowOf(procedure)).toMatchObject({
      state: 'cancelled',
      accounts: { done: paused.accounts.done },
    })
    expect(await confirmed(trial, planned)).toMatchObject({ state: 'completed' })
    for (const account of await reachable(trial)) expect(credentialCount(account)).toBe(0)
  })

  test('while one procedure is paused another one on the same account may run, and then the first cannot go on beside it', async () => {
    const { procedures } = trial.workstation.acts
    const procedure = await halfDone()
    required(procedures.pause(procedure.id))
    await rested(trial, procedure.id)
    await trial.control('PUT', 'faults', [{ probability: 1, latencyMs: 40 }])
    const left = targetsOf(trial, procedure).find(({ outcome }) => outcome.state === 'pending')!
    const other = await prepared(trial, {
      ...everything,
      scope: { kind: 'accounts', accountIds: [left.target.accountId] },
    })
    required(await confirm(trial, other))
    const beside = procedures.resume(procedure.id)
    expect(beside).toMatchObject({
      error: { message: expect.stringContaining(left.target.accountId) },
    })
    await rested(trial, other.id)
    required(procedures.resume(procedure.id))
    expect(await rested(trial, procedure.id)).toMatchObject({ state: 'completed' })
  })
})

describe('what an ended process left in doubt', () => {
  test('is a lost session where it is only that: nobody holds it, and nothing has to be read', async () => {
    const procedure = await prepared(trial, everything)
    expect(await confirmed(trial, procedure)).toMatchObject({ state: 'completed' })
    leaveOpen(procedure, 'session')
    await trial.reopen()
    expect(trial.workstation.acts.journal.openIntents(procedure.id)).toEqual([])
  })

  test('stays in doubt where the plan was altered, and where another caller is connected', async () => {
    const procedure = await prepared(trial, everything)
    expect(await confirmed(trial, procedure)).toMatchObject({ state: 'completed' })
    leaveOpen(procedure, targetsOf(trial, procedure)[0]!.target.items[0]!.id)
    const kept = trial.workstation.acts.record.procedures.get(procedure.id)!
    trial.workstation.acts.record.procedures.save({ ...kept, digest: '0'.repeat(64) })
    await trial.reopen()
    required(await trial.connect())
    await rested(trial, procedure.id)
    expect(trial.workstation.acts.journal.openIntents(procedure.id)).toHaveLength(1)
    trial.workstation.acts.record.procedures.save(kept)
    const { managementAccountId: accountId } = (await trial.truth()).organization
    const other = (await trial.control('POST', 'operators', { accountId, name: 'other' })) as {
      accessKeyId: string
      secretAccessKey: string
    }
    Object.assign(trial.environment, {
      AWS_ACCESS_KEY_ID: other.accessKeyId,
      AWS_SECRET_ACCESS_KEY: other.secretAccessKey,
    })
    required(await trial.connect())
    await rested(trial, procedure.id)
    expect(trial.workstation.acts.journal.openIntents(procedure.id)).toHaveLength(1)
  })

  /** As a process leaves it that ends between the intent and the answer. */
  function leaveOpen(procedure: Procedure, itemId: string) {
    const { id: procedureId, organizationId, createdBy } = procedure
    const { accountId } = targetsOf(trial, procedure)[0]!.target
    trial.workstation.acts.journal.write([
      {
        kind: 'call-intent',
        organizationId,
        accountId,
        procedureId,
        caseId: null,
        actor: createdBy,
        detail: { itemId, call: 'x', arguments: {}, accessKeyId: null },
      },
    ])
  }

  test('is settled by reading when AWS can be asked again, and nothing is repeated', async () => {
    const procedure = await prepared(trial, everything)
    await trial.control('DELETE', 'requests')
    await trial.control('PUT', 'faults', onDeletions({ truncate: true, probability: 1 }))
    required(await confirm(trial, procedure))
    await until(() => nowOf(procedure).items.inDoubt > 0)
    await trial.cutNetwork()
    await rested(trial, procedure.id)
    expect(trial.workstation.acts.journal.openIntents(procedure.id)).not.toEqual([])
    await trial.mendNetwork()
    await trial.control('PUT', 'faults', [])
    const tried = (await changesTried(trial)).length
    await trial.reopen()
    required(await trial.connect())
    const settled = await rested(trial, procedure.id)
    expect(settled.items.inDoubt).toBe(0)
    expect(['interrupted', 'stopped']).toContain(settled.state)
    expect(await changesTried(trial)).toHaveLength(tried)
    await expectAgreement(settled)
    await expectAgreement(await broughtToItsEnd(procedure))
  })
})
