import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AccountId } from '../../shared/domain/accounts.ts'
import { credentialKinds, type Procedure } from '../../shared/domain/procedures.ts'
import { newKeyStore } from '../cases/testing/desk.ts'
import { noShell } from '../shell-services.ts'
import { openWorkstation, required } from '../testing/trial.ts'
import type { Workstation } from '../workstation.ts'
import {
  changesTried,
  confirm,
  confirmed,
  credentialCount,
  forNothing,
  journalOf,
  planOf,
  prepared,
  reachable,
  startProcedures,
  trueAccount,
  type ProcedureTrial,
} from './testing/procedure-trial.ts'

/** A second operator at another workstation, with a data folder of its own and no way to AWS. */
function otherWorkstation() {
  const home = mkdtempSync(join(tmpdir(), 'rootkeep-other-'))
  const person = { agrees: true }
  const workstation = openWorkstation(
    home,
    { HOME: home },
    {
      ...noShell,
      keyStore: newKeyStore(),
      consent: () => Promise.resolve(person.agrees),
    },
  )
  return {
    workstation,
    person,
    async close() {
      await workstation.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

let ada: ProcedureTrial
let bob: ReturnType<typeof otherWorkstation>
let accounts: AccountId[]
beforeEach(async () => {
  ada = await startProcedures({ accounts: 14, services: { keyStore: newKeyStore() } })
  bob = otherWorkstation()
  required(await ada.workstation.handlers.identity.create({ name: 'Ada', passphrase: null }))
  required(await bob.workstation.handlers.identity.create({ name: 'Bob', passphrase: null }))
  await trusts(ada.workstation, bob.workstation)
  await trusts(bob.workstation, ada.workstation)
  const { settings } = ada.workstation.handlers
  const { rules } = required(await settings.get(undefined))
  const rule = { ...rules['delete-root-credentials'], needsApproval: true }
  required(await settings.update({ rules: { ...rules, 'delete-root-credentials': rule } }))
  ada.person.asked.length = 0
  accounts = (await reachable(ada)).filter((one) => credentialCount(one) > 0).map(({ id }) => id)
})
afterEach(async () => {
  await ada.close()
  await bob.close()
})

/** The one takes the card of the other and compares the fingerprint. */
async function trusts(one: Workstation, other: Workstation): Promise<string> {
  const { text } = required(await other.handlers.identity.card(undefined))
  const { fingerprint } = required(await one.handlers.identity.readCard({ text }))
  required(await one.handlers.identity.trust({ text, fingerprint }))
  return fingerprint
}

const planned = (position = 0): Promise<Procedure> =>
  prepared(ada, {
    kind: 'delete-root-credentials',
    scope: { kind: 'accounts', accountIds: [accounts[position]!] },
    credentials: [...credentialKinds],
    ...forNothing,
  })

/** The request that Ada hands over, as a text. */
async function requestFor({ id: procedureId }: Procedure): Promise<string> {
  return required(await ada.workstation.handlers.approvals.request({ procedureId })).text
}

/** What the other workstation makes of a request. */
async function approvalOf(
  text: string,
  change: { typed?: string; digest?: string } = {},
  { workstation } = bob,
) {
  const { request } = required(await workstation.handlers.approvals.read({ text }))
  return await workstation.handlers.approvals.approve({
    request,
    digest: request.digest,
    typed: request.plan.phrase,
    note: 'seen',
    ...change,
  })
}

const accepted = ({ id: procedureId }: Procedure, text: string) =>
  ada.workstation.handlers.approvals.accept({ procedureId, text })

const code = (expected: string) => ({ ok: false, error: { code: expected } })

describe('with the word of a second person', () => {
  test('a plan runs: asked, shown in full, signed, brought back, confirmed', async () => {
    const procedure = await planned()
    expect(procedure).toMatchObject({ step: 'approval', state: 'waiting' })
    expect(await confirm(ada, procedure)).toMatchObject(code('approval-needed'))

    const text = await requestFor(procedure)
    const received = required(await bob.workstation.handlers.approvals.read({ text }))
    expect(received).toMatchObject({ requesterTrusted: true, refusal: null })
    const { targets: shown, ...head } = received.request.plan
    expect(planOf(ada, procedure)).toMatchObject(head)
    expect(shown.flatMap(({ items }) => items)).toHaveLength(planOf(ada, procedure).itemCount)

    const { text: approval } = required(await approvalOf(text))
    required(await accepted(procedure, approval))
    const ready = required(ada.workstation.acts.procedures.get(procedure.id))
    expect(ready).toMatchObject({ step: 'confirm', approvedBy: expect.any(String) })
    expect(await changesTried(ada)).toEqual([])
    expect(await confirmed(ada, ready)).toMatchObject({ state: 'completed' })
    expect(credentialCount(await trueAccount(ada, accounts[0]!))).toBe(0)
    expect(journalOf(ada, procedure).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['approval-requested', 'approval-accepted', 'procedure-confirmed']),
    )
  })

  test('and not without that of the first: phrase and consent are still asked for', async () => {
    const procedure = await planned()
    const approval = required(await approvalOf(await requestFor(procedure)))
    required(await accepted(procedure, approval.text))
    expect(await confirm(ada, procedure, { typed: 'yes' })).toMatchObject(code('wrong-phrase'))
    ada.person.agrees = false
    expect(await confirm(ada, procedure)).toMatchObject(code('not-consented'))
    // What was refused has used nothing up.
    ada.person.agrees = true
    expect(await confirmed(ada, procedure)).toMatchObject({ state: 'completed' })
  })

  test('also after the workstation was started again in between', async () => {
    const procedure = await planned()
    const approval = required(await approvalOf(await requestFor(procedure)))
    required(await accepted(procedure, approval.text))
    await ada.reopen()
    required(await ada.connect())
    const found = required(ada.workstation.acts.procedures.get(procedure.id))
    expect(await confirmed(ada, found)).toMatchObject({ state: 'completed' })
  })

  test('that was given before the rule asked for it', async () => {
    const procedure = await planned()
    const approval = required(await approvalOf(await requestFor(procedure)))
    ada.workstation.acts.record.procedures.save({
      ...ada.workstation.acts.record.procedures.get(procedure.id)!,
      step: 'confirm',
    })
    expect(await confirm(ada, procedure)).toMatchObject(code('approval-needed'))
    required(await accepted(procedure, approval.text))
    expect(await confirmed(ada, procedure)).toMatchObject({
      state: 'completed',
      approvedBy: expect.any(String),
    })
  })
})

describe('a word that does not count lets nothing run', () => {
  let procedure: Procedure
  let request: string
  beforeEach(async () => {
    procedure = await planned()
    request = await requestFor(procedure)
  })
  const expectNothingRuns = async () => {
    expect(await confirm(ada, procedure)).toMatchObject({ ok: false })
    expect(ada.person.asked).toEqual([])
    expect(await changesTried(ada)).toEqual([])
  }

  test("one's own", async () => {
    const own = required(await ada.workstation.handlers.approvals.read({ text: request }))
    expect(own.refusal).not.toBeNull()
    const answer = await ada.workstation.handlers.approvals.approve({
      request: own.request,
      digest: own.request.digest,
      typed: own.request.plan.phrase,
      note: '',
    })
    expect(answer).toMatchObject(code('approval-own'))
    await expectNothingRuns()
  })

  test('that of somebody whom nobody trusts here', async () => {
    const eve = otherWorkstation()
    required(await eve.workstation.handlers.identity.create({ name: 'Bob', passphrase: null }))
    await trusts(eve.workstation, ada.workstation)
    const { text } = required(await approvalOf(request, {}, eve))
    expect(await accepted(procedure, text)).toMatchObject(code('approval-untrusted'))
    await eve.close()
    await expectNothingRuns()
  })

  test('that of somebody whose key was revoked, before it is brought or after', async () => {
    const { text } = required(await approvalOf(request))
    required(await accepted(procedure, text))
    const [trusted] = required(await ada.workstation.handlers.identity.operators(undefined))
    required(await ada.workstation.handlers.identity.revoke({ fingerprint: trusted!.fingerprint }))
    expect(await confirm(ada, procedure)).toMatchObject(code('approval-needed'))
    const second = required(await approvalOf(request))
    expect(await accepted(procedure, second.text)).toMatchObject(code('approval-revoked'))
    await expectNothingRuns()
  })

  test('one that was altered, by one character', async () => {
    const { text } = required(await approvalOf(request))
    const forged = text.replace('"seen"', '"Seen"')
    expect(forged).not.toBe(text)
    expect(await accepted(procedure, forged)).toMatchObject(code('approval-forged'))
    expect(await accepted(procedure, 'not at all')).toMatchObject(code('approval-unreadable'))
    await expectNothingRuns()
  })

  test('one for a request that was altered on the way', async () => {
    const altered = request.replaceAll(accounts[0]!, accounts[1]!)
    expect(await bob.workstation.handlers.approvals.read({ text: altered })).toMatchObject(
      code('approval-forged'),
    )
    await expectNothingRuns()
  })

  test('one for another plan', async () => {
    const other = await planned(1)
    const { text } = required(await approvalOf(await requestFor(other)))
    expect(await accepted(procedure, text)).toMatchObject(code('approval-other-plan'))
    await expectNothingRuns()
  })

  test('one for the plan before it was made anew', async () => {
    const { text } = required(await approvalOf(request))
    required(await accepted(procedure, text))
    ada.workstation.acts.procedures.replan(procedure.id)
    await ada.workstation.acts.finished(procedure.id)
    procedure = required(ada.workstation.acts.procedures.get(procedure.id))
    expect(procedure).toMatchObject({ step: 'approval', approvedBy: null })
    expect(await confirm(ada, procedure)).toMatchObject(code('approval-needed'))
    expect(await accepted(procedure, text)).toMatchObject(code('approval-other-plan'))
    await expectNothingRuns()
  })

  test('one that came too late', async () => {
    const { text } = required(await approvalOf(request))
    await ada.pass(24 * 60 * 60_000)
    expect(await accepted(procedure, text)).toMatchObject(code('approval-expired'))
    expect(
      await ada.workstation.handlers.approvals.request({ procedureId: procedure.id }),
    ).toMatchObject(code('plan-expired'))
    await expectNothingRuns()
  })

  test('one that the second person did not sign after all', async () => {
    expect(await approvalOf(request, { typed: 'yes' })).toMatchObject(code('wrong-phrase'))
    expect(await approvalOf(request, { digest: '0'.repeat(64) })).toMatchObject(
      code('approval-other-plan'),
    )
    bob.person.agrees = false
    expect(await approvalOf(request)).toMatchObject(code('not-consented'))
    await expectNothingRuns()
  })

  test('one for a procedure that was ended', async () => {
    const { text } = required(await approvalOf(request))
    required(ada.workstation.acts.procedures.cancel(procedure.id))
    await accepted(procedure, text)
    procedure = required(ada.workstation.acts.procedures.get(procedure.id))
    expect(procedure.state).toBe('cancelled')
    await expectNothingRuns()
  })
})

test('an approval that was used is used up: brought again it lets nothing run', async () => {
  const procedure = await planned()
  const { text } = required(await approvalOf(await requestFor(procedure)))
  required(await accepted(procedure, text))
  expect(await confirmed(ada, procedure)).toMatchObject({ state: 'completed' })
  expect(await accepted(procedure, text)).toMatchObject(code('approval-used'))
  const again = await planned(1)
  expect(await accepted(again, text)).toMatchObject(code('approval-other-plan'))
  const tried = (await changesTried(ada)).length
  expect(await confirm(ada, again)).toMatchObject(code('approval-needed'))
  expect(await changesTried(ada)).toHaveLength(tried)
})

test('each refusal is in the journal, with its reason', async () => {
  const procedure = await planned()
  const { text } = required(await approvalOf(await requestFor(procedure)))
  await accepted(procedure, text.replace('"seen"', '"Seen"'))
  await confirm(ada, procedure)
  const told = journalOf(ada, procedure).map(({ kind, detail }) => [kind, detail['code']])
  expect(told).toContainEqual(['approval-refused', 'approval-forged'])
  expect(told).toContainEqual(['procedure-refused', 'approval-needed'])
})
