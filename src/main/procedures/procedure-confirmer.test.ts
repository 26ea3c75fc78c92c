import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { credentialKinds, type Procedure } from '../../shared/domain/procedures.ts'
import { databaseFiles } from '../database/database.ts'
import { canonicalJson, sha256Hex } from '../journal/canonical-json.ts'
import { required } from '../testing/trial.ts'
import { everything, onDeletions } from './testing/deletion-trial.ts'
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
  trueAccount,
  type ProcedureTrial,
} from './testing/procedure-trial.ts'

/** All kinds of credential. */
const deletion = {
  kind: 'delete-root-credentials' as const,
  credentials: [...credentialKinds],
  ...forNothing,
}

const denied = { status: 403, code: 'AccessDenied', message: 'no', probability: 1 }

async function deletionOf(trial: ProcedureTrial, position = 0) {
  const holders = (await reachable(trial)).filter((account) => credentialCount(account) > 0)
  const account = holders[position]!
  const procedure = await prepared(trial, {
    ...deletion,
    scope: { kind: 'accounts', accountIds: [account.id] },
  })
  expect(procedure).toMatchObject({ step: 'confirm', state: 'waiting' })
  return { account, procedure }
}

/** Changes the record as somebody could who has the file. */
function tamper(trial: ProcedureTrial, { id }: Procedure, set: string, ...values: string[]): void {
  const db = new Sqlite(join(trial.home, databaseFiles.record.name))
  db.prepare(`UPDATE procedures SET ${set} WHERE id = ?`).run(...values, id)
  db.close()
}

describe('main refuses to run a plan, and nothing is called that changes something', () => {
  test('when the plan in the record was altered by one byte', async () => {
    await using trial = await startProcedures({ accounts: 14 })
    const { procedure } = await deletionOf(trial)
    tamper(trial, procedure, `plan = replace(plan, '"version":1', '"version":2')`)
    expect(await confirm(trial, procedure, { acknowledged: [] })).toMatchObject({
      error: { code: 'plan-altered' },
    })
    expect(await changesTried(trial)).toEqual([])
  })

  test('when plan and digest in the record were altered together, against the digest on screen', async () => {
    await using trial = await startProcedures({ accounts: 14 })
    const { account, procedure } = await deletionOf(trial)
    const other = (await reachable(trial)).find(({ id }) => id !== account.id)!
    const kept = trial.workstation.acts.record.procedures.planText(procedure.id) ?? ''
    const forged = kept.replaceAll(account.id, other.id)
    tamper(trial, procedure, 'plan = ?, digest = ?', forged, sha256Hex(forged))
    const refused = await confirm(trial, procedure, { acknowledged: [] })
    expect(refused).toMatchObject({ error: { code: 'plan-altered' } })
    expect(await changesTried(trial)).toEqual([])
  })

  test('when the rules were tightened since: accounts, approval, case, ticket', async () => {
    await using trial = await startProcedures({ accounts: 14 })
    const { procedure } = await deletionOf(trial)
    const { settings } = trial.workstation.store
    const { rules } = settings.get()
    const rule = rules['delete-root-credentials']
    const tightened = (change: Partial<typeof rule>) =>
      settings.update({ rules: { ...rules, 'delete-root-credentials': { ...rule, ...change } } })
    tightened({ needsApproval: true })
    expect(await confirm(trial, procedure)).toMatchObject({ error: { code: 'approval-needed' } })
    tightened({ needsCase: true })
    expect(await confirm(trial, procedure)).toMatchObject({ error: { code: 'case-needed' } })
    tightened({ needsTicket: true })
    expect(await confirm(trial, procedure)).toMatchObject({ error: { code: 'ticket-refused' } })
    expect(await changesTried(trial)).toEqual([])
    tightened({})
    expect(await confirmed(trial, procedure)).toMatchObject({ state: 'completed' })
  })

  test('when it has expired', async () => {
    await using trial = await startProcedures({ accounts: 14 })
    const { procedure } = await deletionOf(trial)
    await trial.pass(60 * 60_000)
    expect(await confirm(trial, procedure)).toMatchObject({ error: { code: 'plan-expired' } })
    expect(await changesTried(trial)).toEqual([])
  })

  test('when another caller is connected, or nobody', async () => {
    await using trial = await startProcedures({ accounts: 14 })
    const { procedure } = await deletionOf(trial)
    const { managementAccountId: accountId } = (await trial.truth()).organization
    const keys = (await trial.control('POST', 'operators', { accountId, name: 'somebody' })) as {
      accessKeyId: string
      secretAccessKey: string
    }
    Object.assign(trial.environment, {
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    })
    required(await trial.connect())
    expect(await confirm(trial, procedure)).toMatchObject({ error: { code: 'caller-changed' } })
    await trial.reopen()
    expect(
      await trial.workstation.acts.procedures.confirm({
        procedureId: procedure.id,
        digest: procedure.digest ?? '',
        typed: procedure.phrase ?? '',
        acknowledged: [],
      }),
    ).toMatchObject({ error: { code: 'not-found' } })
    expect(await changesTried(trial)).toEqual([])
  })

  test('when it changed while the question was read', async () => {
    await using trial = await startProcedures({ accounts: 14 })
    const { procedure } = await deletionOf(trial)
    trial.person.meanwhile = () => trial.pass(60 * 60_000)
    expect(await confirm(trial, procedure)).toMatchObject({ error: { code: 'plan-expired' } })
    trial.person.meanwhile = () => undefined
    expect(await changesTried(trial)).toEqual([])
  })

  test('and writes each refusal into the journal', async () => {
    await using trial = await startProcedures({ accounts: 14 })
    const { procedure } = await deletionOf(trial)
    await confirm(trial, procedure, { typed: 'yes' })
    await confirm(trial, procedure, { digest: '0'.repeat(64) })
    trial.person.agrees = false
    await confirm(trial, procedure)
    const codes = journalOf(trial, procedure)
      .filter(({ kind }) => kind === 'procedure-refused')
      .map(({ detail }) => detail['code'])
    expect(codes).toEqual(['wrong-phrase', 'plan-altered', 'not-consented'])
  })
})

test('a plan that is confirmed twice at the same moment runs once', async () => {
  await using trial = await startProcedures({ accounts: 14 })
  const { account, procedure } = await deletionOf(trial)
  await trial.control('DELETE', 'requests')
  const answers = await Promise.all([1, 2, 3].map(() => confirm(trial, procedure)))
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  await rested(trial, procedure.id)
  expect(await changesTried(trial)).toHaveLength(credentialCount(account))
  expect(
    journalOf(trial, procedure).filter(({ kind }) => kind === 'procedure-confirmed'),
  ).toHaveLength(1)
  expect(await confirm(trial, procedure)).toMatchObject({ error: { code: 'procedure-not-ready' } })
})

test('two procedures on one account do not run at the same time', async () => {
  await using trial = await startProcedures({ accounts: 14 })
  const { account, procedure } = await deletionOf(trial)
  const second = await prepared(trial, {
    ...deletion,
    scope: { kind: 'accounts', accountIds: [account.id] },
  })
  const answers = await Promise.all([confirm(trial, procedure), confirm(trial, second)])
  expect(answers.map(({ ok }) => ok)).toEqual([true, false])
  expect(answers[1]).toMatchObject({ error: { message: expect.stringContaining(account.id) } })
  await rested(trial, procedure.id)
  expect(credentialCount(await trueAccount(trial, account.id))).toBe(0)
})

test('a renderer alone cannot start anything destructive: whatever it sends, nothing is changed while nobody agrees outside of the page', async () => {
  await using trial = await startProcedures({ accounts: 14 })
  trial.person.agrees = false
  const { handlers } = trial.workstation
  const { account, procedure } = await deletionOf(trial)
  const before = await trial.truth()
  const { id: procedureId, phrase, digest: onScreen } = procedure
  const { acknowledgements } = required(await handlers.procedures.plan({ procedureId }))!
  const given = {
    procedureId,
    digest: onScreen ?? '',
    typed: phrase ?? '',
    acknowledged: acknowledgements.map(({ itemId }) => itemId),
  }
  const everyWay = async () => {
    const id = { procedureId }
    await handlers.procedures.confirm(given)
    await handlers.procedures.resume(id)
    await handlers.procedures.verify(id)
    await handlers.procedures.provideCode({ ...id, code: 'ABC123' })
    await handlers.procedures.pause(id)
    await handlers.procedures.rehearse({ ...id, digest: given.digest })
    await handlers.procedures.resume(id)
    await rested(trial, procedureId)
    await handlers.procedures.resume(id)
    await handlers.procedures.verify(id)
  }
  await everyWay()
  expect(trial.person.asked).toHaveLength(1)
  // Planned anew, rehearsed, cut short, and the process started again.
  await handlers.procedures.replan({ procedureId })
  await rested(trial, procedureId)
  await everyWay()
  const { digest: anew } = required(await handlers.procedures.get({ procedureId }))
  required(await handlers.procedures.rehearse({ procedureId, digest: anew ?? '' }))
  await trial.reopen()
  required(await trial.connect())
  await rested(trial, procedureId)
  await trial.workstation.handlers.procedures.resume({ procedureId })
  await trial.workstation.handlers.procedures.verify({ procedureId })
  await rested(trial, procedureId)
  await trial.workstation.handlers.procedures.cancel({ procedureId })
  await trial.workstation.handlers.procedures.resume({ procedureId })
  expect(await changesTried(trial)).toEqual([])
  expect((await trial.truth()).accounts).toEqual(before.accounts)
  expect(credentialCount(account)).toBeGreaterThan(0)
})

test('what ran, stopped and is planned anew does not go on before somebody agrees to the new plan', async () => {
  await using trial = await startProcedures({ accounts: 14 })
  const { procedures } = trial.workstation.acts
  const first = await prepared(trial, {
    ...everything,
  })
  await trial.control('PUT', 'faults', onDeletions(denied))
  const stopped = await confirmed(trial, first)
  expect(stopped).toMatchObject({ step: 'execute', state: 'stopped', accounts: { failed: 1 } })
  await trial.control('PUT', 'faults', [])
  await trial.control('DELETE', 'requests')
  trial.person.agrees = false
  const next = required(procedures.replan(first.id))
  expect(next.id).not.toBe(first.id)
  await rested(trial, next.id)
  // What was done and what was not is still told of the first.
  expect(required(procedures.get(first.id))).toMatchObject({
    state: 'cancelled',
    confirmedAt: stopped.confirmedAt,
    accounts: { failed: 1, notRun: stopped.accounts.total - 1 },
  })
  for (const id of [first.id, next.id, first.id, next.id]) {
    procedures.verify(id)
    await rested(trial, id)
    procedures.resume(id)
    procedures.rehearse(id, required(procedures.get(id)).digest ?? '')
    procedures.pause(id)
    await rested(trial, id)
  }
  expect(required(procedures.get(next.id))).toMatchObject({ step: 'confirm', confirmedAt: null })
  expect(await changesTried(trial)).toEqual([])
})

test('what only reads asks nobody and needs no phrase', async () => {
  await using trial = await startProcedures({ accounts: 14 })
  const [account] = await reachable(trial)
  const procedure = await prepared(trial, {
    kind: 'audit-root-credentials',
    accountId: account!.id,
    ...forNothing,
  })
  trial.person.agrees = false
  expect(await confirmed(trial, procedure)).toMatchObject({ state: 'completed' })
  expect(trial.person.asked).toEqual([])
  expect(canonicalJson((await trueAccount(trial, account!.id)).root)).toBe(
    canonicalJson(account!.root),
  )
})
