import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Procedure } from '../../shared/domain/procedures.ts'
import { required } from '../testing/trial.ts'
import {
  broughtToItsEnd,
  everything,
  expectAgreement,
  nowOf,
  onDeletions,
  startDeletions,
  until,
} from './testing/deletion-trial.ts'
import {
  changesTried,
  confirm,
  confirmed,
  prepared,
  rested,
  targetsOf,
  type ProcedureTrial,
} from './testing/procedure-trial.ts'

let trial: ProcedureTrial
beforeEach(async () => {
  trial = await startDeletions()
})
afterEach(() => trial.close())

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
    await until(() => nowOf(trial, procedure).items.inDoubt > 0)
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
    await expectAgreement(trial, settled)
    await expectAgreement(trial, await broughtToItsEnd(trial, procedure))
  })
})
