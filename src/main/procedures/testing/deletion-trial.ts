import { expect } from 'vitest'
import { everyAccount } from '../../../shared/domain/account-query.ts'
import type { JournalEntry } from '../../../shared/domain/journal.ts'
import {
  credentialKinds,
  isAsWanted,
  type Procedure,
  type ProcedureRequest,
} from '../../../shared/domain/procedures.ts'
import type { ShellServices } from '../../shell-services.ts'
import { required, type TrueAccount } from '../../testing/trial.ts'
import {
  confirm,
  forNothing,
  journalOf,
  prepared,
  rested,
  startProcedures,
  targetsOf,
  type ProcedureTrial,
} from './procedure-trial.ts'

/** All root credentials of all accounts. */
export const everything = {
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

/** A fault of the simulator for every call that deletes. */
export const onDeletions = (fault: object) =>
  deletions.map((operation) => ({ operation, ...fault }))

/** A trial in which a procedure is not stopped by the number of accounts that go wrong. */
export async function startDeletions(
  services: Partial<ShellServices> = {},
): Promise<ProcedureTrial> {
  const trial = await startProcedures({ accounts: 22, seed: 39, services })
  trial.workstation.store.settings.update({ stopAbovePercent: 100 })
  return trial
}

/** The IDs of the credentials that an account truly holds, as the plan writes them. */
export function heldBy({ id, root }: TrueAccount): Set<string> {
  return new Set([
    ...root.accessKeys.map((key) => `${id}/access-key/${key.id}`),
    ...root.signingCertificates.map((one) => `${id}/signing-certificate/${one.id}`),
    ...(root.passwordPresent ? [`${id}/password`] : []),
    ...root.mfaDevices.map((device) => `${id}/mfa-device/${device.serialNumber}`),
  ])
}

/** The announcements of calls that change something, in the journal. */
export function intentsOf(trial: ProcedureTrial, procedure: Procedure): JournalEntry[] {
  return journalOf(trial, procedure).filter(
    ({ kind, detail }) => kind === 'call-intent' && detail['itemId'] !== 'session',
  )
}

/** Record, journal and truth agree: what is called gone is gone, nothing was done twice, and nothing without an intent. */
export async function expectAgreement(trial: ProcedureTrial, procedure: Procedure): Promise<void> {
  const { accounts } = await trial.truth()
  const requests = await trial.requests()
  const targets = targetsOf(trial, procedure)
  for (const { target, outcome } of targets) {
    const account = accounts.find(({ id }) => id === target.accountId)
    if (!account) throw new Error(`there is no account ${target.accountId}`)
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
  const intents = intentsOf(trial, procedure)
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
export async function broughtToItsEnd(
  trial: ProcedureTrial,
  procedure: Procedure,
): Promise<Procedure> {
  let now = await rested(trial, procedure.id)
  for (let times = 0; now.state !== 'completed' && times < 20; times += 1) {
    await expectAgreement(trial, now)
    required(trial.workstation.acts.procedures.resume(procedure.id))
    now = await rested(trial, procedure.id)
  }
  return now
}

/** A procedure as it stands. */
export const nowOf = (trial: ProcedureTrial, { id }: Procedure): Procedure =>
  required(trial.workstation.acts.procedures.get(id))

/** Waits for what happens by itself. */
export async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 10_000
  while (!condition()) {
    if (Date.now() > end) throw new Error('it did not happen in time')
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
}

/** Begins to run a plan, and comes back when some accounts are done and others are not. */
export async function halfDone(trial: ProcedureTrial): Promise<Procedure> {
  const procedure = await prepared(trial, everything)
  await trial.control('DELETE', 'requests')
  await trial.control('PUT', 'faults', [{ probability: 1, latencyMs: 25 }])
  required(await confirm(trial, procedure))
  await until(() => nowOf(trial, procedure).accounts.done >= 1)
  return procedure
}
