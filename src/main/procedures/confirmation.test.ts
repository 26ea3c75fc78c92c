import Sqlite from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { databaseFiles } from '../database/database.ts'
import { everyAccount } from '../../shared/domain/account-query.ts'
import type { FailureCode } from '../../shared/domain/failure.ts'
import type { Plan } from '../../shared/domain/plans.ts'
import { credentialKinds, type Procedure } from '../../shared/domain/procedures.ts'
import { canonicalJson, sha256Hex } from '../journal/canonical-json.ts'
import { required } from '../testing/trial.ts'
import { judgeConfirmation, openPlan, type ConfirmationAttempt } from './confirmation.ts'
import { sealPlan } from './plan-digest.ts'
import { accountAt, caller, keyItem, procedureOf, somePlan, targetOf } from './testing/some-plan.ts'
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

const sentence = 'It was used yesterday.'
const plan = somePlan({
  targets: [
    targetOf(0, { items: [keyItem(accountAt(0), { acknowledge: sentence })] }),
    targetOf(1),
  ],
  phrase: 'delete 2 accounts',
})
const { text, digest } = sealPlan(plan)

/** Somebody who confirms that plan as it should be. */
function attempt(change: Partial<ConfirmationAttempt> = {}): ConfirmationAttempt {
  return {
    procedure: procedureOf(plan),
    planText: text,
    digest,
    typed: plan.phrase,
    acknowledged: [keyItem(accountAt(0)).id],
    callerArn: caller,
    organizationId: plan.organizationId,
    busyAccounts: new Set(),
    needsApproval: false,
    approved: false,
    maxAccounts: 2,
    now: '2026-11-22T12:30:00.000Z',
    ...change,
  }
}

/** The same with another plan, sealed as it should be. */
function attemptOn(other: Plan, change: Partial<ConfirmationAttempt> = {}): ConfirmationAttempt {
  const sealed = sealPlan(other)
  return attempt({
    procedure: { ...procedureOf(plan), digest: sealed.digest, expiresAt: other.expiresAt },
    planText: sealed.text,
    digest: sealed.digest,
    ...change,
  })
}

describe('a plan runs', () => {
  test('where everything fits it', () => {
    expect(judgeConfirmation(attempt())).toEqual({ ok: true, plan })
  })

  test('with white space around what was typed', () => {
    expect(judgeConfirmation(attempt({ typed: `  ${plan.phrase}\n` })).ok).toBe(true)
  })

  test('at the step of approval, once it is approved', () => {
    const procedure = procedureOf(plan, { step: 'approval' })
    expect(judgeConfirmation(attempt({ procedure, needsApproval: true, approved: true })).ok).toBe(
      true,
    )
  })
})

describe('a plan does not run', () => {
  const altered = text.replace('"stopAbovePercent":10', '"stopAbovePercent":90')
  const refusals: [string, ConfirmationAttempt, FailureCode][] = [
    ['whose text was altered by one byte', attempt({ planText: altered }), 'plan-altered'],
    ['that is gone', attempt({ planText: null }), 'plan-altered'],
    ['that was not the one on screen', attempt({ digest: '0'.repeat(64) }), 'plan-altered'],
    [
      'whose digest was altered with its text, so that they fit',
      attempt({
        planText: altered,
        procedure: { ...procedureOf(plan), digest: sha256Hex(altered) },
      }),
      'plan-altered',
    ],
    [
      'that is no plan, with a digest that fits',
      attempt({
        planText: 'x',
        digest: sha256Hex('x'),
        procedure: procedureOf(plan, { digest: sha256Hex('x') }),
      }),
      'plan-altered',
    ],
    ['of another procedure', attemptOn(somePlan({ ...plan, procedureId: 'p-2' })), 'plan-altered'],
    [
      'of another kind',
      attemptOn(somePlan({ ...plan, kind: 'switch-organization' })),
      'plan-altered',
    ],
    ['of another case', attemptOn(somePlan({ ...plan, caseId: 'c-1' })), 'plan-altered'],
    [
      'whose end was altered beside it',
      attempt({ procedure: procedureOf(plan, { expiresAt: '2027-01-01T00:00:00.000Z' }) }),
      'plan-altered',
    ],
    ['after its end', attempt({ now: plan.expiresAt }), 'plan-expired'],
    ['for another caller', attempt({ callerArn: `${caller}2` }), 'caller-changed'],
    ['in another organization', attempt({ organizationId: 'o-another' }), 'caller-changed'],
    ['with the wrong words', attempt({ typed: 'delete 3 accounts' }), 'wrong-phrase'],
    ['with nothing typed', attempt({ typed: '' }), 'wrong-phrase'],
    [
      'with nothing to type, unless it only reads',
      attemptOn(somePlan({ ...plan, phrase: '' }), { typed: '' }),
      'wrong-phrase',
    ],
    [
      'before each item is acknowledged by itself',
      attempt({ acknowledged: [] }),
      'not-acknowledged',
    ],
    ['with another item acknowledged', attempt({ acknowledged: ['i'] }), 'not-acknowledged'],
    [
      'in more accounts than the rule of now allows',
      attempt({ maxAccounts: 1 }),
      'too-many-accounts',
    ],
    ['without the approval that is needed', attempt({ needsApproval: true }), 'approval-needed'],
    [
      'at the step of approval without one',
      attempt({ procedure: procedureOf(plan, { step: 'approval' }) }),
      'approval-needed',
    ],
    [
      'while another procedure works on one of its accounts',
      attempt({ busyAccounts: new Set([accountAt(1)]) }),
      'procedure-not-ready',
    ],
    ...(['preflight', 'plan', 'execute', 'verify', 'report'] as const).map(
      (step): [string, ConfirmationAttempt, FailureCode] => [
        `at the step ${step}`,
        attempt({ procedure: procedureOf(plan, { step }) }),
        'procedure-not-ready',
      ],
    ),
    ...(['working', 'paused', 'interrupted', 'stopped', 'completed', 'cancelled'] as const).map(
      (state): [string, ConfirmationAttempt, FailureCode] => [
        `that is ${state}`,
        attempt({ procedure: procedureOf(plan, { state }) }),
        'procedure-not-ready',
      ],
    ),
  ]

  test.each(refusals)('%s', (_, tried, code) => {
    const judged = judgeConfirmation(tried)
    expect(judged.ok ? null : judged.error.code).toBe(code)
  })

  test('where any byte of its text is another', () => {
    for (let at = 0; at < text.length; at += 7) {
      const other = text.slice(0, at) + (text[at] === '1' ? '2' : '1') + text.slice(at + 1)
      expect(openPlan(other, digest)).toBeNull()
    }
    expect(openPlan(text, digest)).toEqual(plan)
  })
})

const everything = {
  kind: 'delete-root-credentials' as const,
  credentials: [...credentialKinds],
  ...forNothing,
}

const deletionsDenied = [
  'DeleteAccessKey',
  'DeleteSigningCertificate',
  'DeleteLoginProfile',
  'DeactivateMFADevice',
].map((operation) => ({
  operation,
  probability: 1,
  status: 403,
  code: 'AccessDenied',
  message: 'no',
}))

async function deletionOf(trial: ProcedureTrial, position = 0) {
  const holders = (await reachable(trial)).filter((account) => credentialCount(account) > 0)
  const account = holders[position]!
  const procedure = await prepared(trial, {
    ...everything,
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
    await using trial = await startProcedures()
    const { procedure } = await deletionOf(trial)
    tamper(trial, procedure, `plan = replace(plan, '"version":1', '"version":2')`)
    expect(await confirm(trial, procedure, { acknowledged: [] })).toMatchObject({
      error: { code: 'plan-altered' },
    })
    expect(await changesTried(trial)).toEqual([])
  })

  test('when plan and digest in the record were altered together, against the digest on screen', async () => {
    await using trial = await startProcedures()
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
    await using trial = await startProcedures()
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
    await using trial = await startProcedures()
    const { procedure } = await deletionOf(trial)
    await trial.pass(60 * 60_000)
    expect(await confirm(trial, procedure)).toMatchObject({ error: { code: 'plan-expired' } })
    expect(await changesTried(trial)).toEqual([])
  })

  test('when another caller is connected, or nobody', async () => {
    await using trial = await startProcedures()
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
    await using trial = await startProcedures()
    const { procedure } = await deletionOf(trial)
    trial.person.meanwhile = () => trial.pass(60 * 60_000)
    expect(await confirm(trial, procedure)).toMatchObject({ error: { code: 'plan-expired' } })
    trial.person.meanwhile = () => undefined
    expect(await changesTried(trial)).toEqual([])
  })

  test('and writes each refusal into the journal', async () => {
    await using trial = await startProcedures()
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
  await using trial = await startProcedures()
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
  await using trial = await startProcedures()
  const { account, procedure } = await deletionOf(trial)
  const second = await prepared(trial, {
    ...everything,
    scope: { kind: 'accounts', accountIds: [account.id] },
  })
  const answers = await Promise.all([confirm(trial, procedure), confirm(trial, second)])
  expect(answers.map(({ ok }) => ok)).toEqual([true, false])
  expect(answers[1]).toMatchObject({ error: { message: expect.stringContaining(account.id) } })
  await rested(trial, procedure.id)
  expect(credentialCount(await trueAccount(trial, account.id))).toBe(0)
})

test('a renderer alone cannot start anything destructive: whatever it sends, nothing is changed while nobody agrees outside of the page', async () => {
  await using trial = await startProcedures()
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
  await using trial = await startProcedures()
  const { procedures } = trial.workstation.acts
  const first = await prepared(trial, {
    ...everything,
    scope: { kind: 'filter', filter: everyAccount },
  })
  await trial.control('PUT', 'faults', deletionsDenied)
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
  await using trial = await startProcedures()
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
