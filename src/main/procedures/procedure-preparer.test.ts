import { afterEach, expect, test } from 'vitest'
import { everyAccount } from '../../shared/domain/account-query.ts'
import { credentialKinds, type Procedure } from '../../shared/domain/procedures.ts'
import { startTrial, type Trial } from '../testing/trial.ts'
import { forNothing, prepared } from './testing/procedure-trial.ts'

let trial: Trial
afterEach(() => trial.close())

test('a look over many accounts says how far it has come, and no longer once it is over', async () => {
  trial = await startTrial({ accounts: 40, seed: 5 })
  await trial.audit()
  const seen: Procedure['looking'][] = []
  trial.workstation.subscribe((channel, payload) => {
    if (channel === 'procedures.changed') seen.push((payload as Procedure).looking)
  })
  await trial.control('PUT', 'faults', [{ probability: 1, latencyMs: 60 }])
  const procedure = await prepared(trial, {
    kind: 'delete-root-credentials',
    credentials: [...credentialKinds],
    scope: { kind: 'filter', filter: everyAccount },
    ...forNothing,
  })
  const told = seen.filter((looking) => looking !== null)
  expect(told.length).toBeGreaterThan(0)
  expect(told.every(({ done, total }) => done <= total && total > 20)).toBe(true)
  expect(procedure.looking).toBeNull()
})
