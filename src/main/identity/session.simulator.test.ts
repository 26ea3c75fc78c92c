import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { publicEndpoints, type ConnectionSettings } from '../../shared/domain/connections.ts'
import type { OrganizationId } from '../../shared/domain/accounts.ts'
import { everyEntry } from '../../shared/domain/journal.ts'
import { halfDone, startDeletions, until } from '../procedures/testing/deletion-trial.ts'
import { rested } from '../procedures/testing/procedure-trial.ts'
import { required, startTrial, type Trial } from '../testing/trial.ts'

let trial: Trial
afterEach(() => trial.close())

/** Keeps a connection with keys to the simulated organization. */
async function keepKeys(change: Partial<ConnectionSettings> = {}): Promise<string> {
  const operator = (await trial.control('POST', 'operators', {
    accountId: (await trial.truth()).organization.managementAccountId,
    kind: 'user',
    name: 'kim',
  })) as { accessKeyId: string; secretAccessKey: string }
  const settings: ConnectionSettings = {
    name: 'Production',
    colour: 'violet',
    partition: 'aws',
    signIn: { kind: 'keys', accessKeyId: operator.accessKeyId },
    region: 'us-east-1',
    hopRole: null,
    endpoints: { ...publicEndpoints, all: trial.endpoint },
    proxy: null,
    caBundle: null,
    ...change,
  }
  const secrets = { secretAccessKey: operator.secretAccessKey }
  const saved = await trial.workstation.handlers.connections.save({ id: null, settings, secrets })
  return required(saved).id
}

test('credentials that end stop what is under way; once they are back it goes on by itself, once, and what a person paused does not', async () => {
  const deletions = await startDeletions()
  trial = deletions
  const { session, audits, acts } = trial.workstation
  const paused = required(audits.start({ kind: 'organization' }, false))
  required(audits.pause(paused.id))
  const procedure = await halfDone(deletions)
  const operator = `operators/${trial.environment['AWS_ACCESS_KEY_ID']}`
  await trial.control('PUT', operator, { expiresInSeconds: -1 })
  await rested(trial, procedure.id)
  const expired = { connectionState: 'expired', connectionFailure: { code: 'credentials-expired' } }
  expect(session.snapshot()).toMatchObject({ ...expired, waiting: { runs: 0, procedures: 1 } })

  const early = await session.renew()
  expect(!early.ok && early.error.code).toBe('credentials-expired')
  expect(session.snapshot()).toMatchObject(expired)

  await trial.control('PUT', operator, { expiresInSeconds: 36_000 })
  const [once, twice] = await Promise.all([session.renew(), session.renew()])
  expect([once.ok, twice.ok]).toEqual([true, true])
  expect(session.snapshot()).toMatchObject({
    connectionState: 'connected',
    connectionFailure: null,
    waiting: { runs: 0, procedures: 0 },
  })
  expect(await rested(trial, procedure.id)).toMatchObject({ state: 'completed' })
  const resumed = acts.record.journalPages(
    null,
    { ...everyEntry, kinds: ['procedure-resumed'] },
    0,
    10,
  )
  expect(resumed.entries).toHaveLength(1)
  expect(audits.activeRun()?.record().state).toBe('paused')
})

test('a run that stopped for want of credentials goes on with the same caller alone', async () => {
  trial = await startTrial({ accounts: 160, seed: 6, faults: [{ latencyMs: 40, probability: 1 }] })
  const { session, audits } = trial.workstation
  expect(session.snapshot().firstRun).toBe(true)
  required(await trial.connect())
  expect(session.snapshot()).toMatchObject({ firstRun: false, renewal: 'never' })
  const run = required(audits.start({ kind: 'organization' }, false))
  await until(() => (audits.progress(null)?.done ?? 0) > 0)
  const ours = trial.environment['AWS_ACCESS_KEY_ID']
  const before = { ...trial.environment }
  await trial.control('PUT', `operators/${ours}`, { expiresInSeconds: -1 })
  expect(await audits.activeRun()?.finished).toMatchObject({ state: 'interrupted' })
  expect(session.snapshot()).toMatchObject({ connectionState: 'expired', waiting: { runs: 1 } })

  const other = (await trial.control('POST', 'operators', {
    accountId: run.callerArn.split(':')[4],
    kind: 'role',
    name: 'Somebody',
  })) as { accessKeyId: string; secretAccessKey: string; sessionToken: string }
  Object.assign(trial.environment, {
    AWS_ACCESS_KEY_ID: other.accessKeyId,
    AWS_SECRET_ACCESS_KEY: other.secretAccessKey,
    AWS_SESSION_TOKEN: other.sessionToken,
  })
  required(await session.renew())
  expect(audits.activeRun()).toBeNull()
  expect(session.snapshot().waiting.runs).toBe(1)

  Object.assign(trial.environment, before)
  await trial.control('PUT', `operators/${ours}`, { expiresInSeconds: 36_000 })
  required(await session.renew())
  expect(await audits.activeRun()?.finished).toMatchObject({ id: run.id, state: 'completed' })
})

test('SECURITY: a connection that leads to another organization than before keeps nothing of it; each question names where it leads', async () => {
  trial = await startTrial({ accounts: 5, seed: 3 })
  const { session, acts, store, handlers } = trial.workstation
  const id = await keepKeys()
  expect(trial.person.asked.at(-1)?.detail).toMatch(/\nOrganization: Production \(not known yet\)$/)
  acts.record.connections.lead(id, 'o-0therplace' as OrganizationId)
  const refused = await session.connect(id)
  expect(!refused.ok && refused.error.code).toBe('organization-differs')
  const real = (await trial.truth()).organization.id as OrganizationId
  expect(session.snapshot()).toMatchObject({ connectionState: 'failed', organization: null })
  expect(store.inventory.organization(real)).toBeNull()
  expect(required(await handlers.session.snapshot(undefined)).firstRun).toBe(true)

  required(await handlers.connections.forgetOrganization({ connectionId: id }))
  required(await session.connect(id))
  expect(session.snapshot()).toMatchObject({
    connectionState: 'connected',
    connection: { name: 'Production', organizationId: real, kept: true },
    path: { proxy: null, endpoints: [new URL(trial.endpoint).host], ownAuthority: false },
    renewal: 'never',
  })
  await handlers.settings.update({ approvalHours: 5 })
  expect(trial.person.asked.at(-1)?.detail).toMatch(
    new RegExp(String.raw`\nOrganization: Production \(${real}\)$`),
  )
})

test('SECURITY: a locked workstation tells nothing, drops its secrets after the work, and lets in who knows the passphrase', async () => {
  trial = await startTrial(
    { accounts: 30, seed: 6, faults: [{ latencyMs: 30, probability: 1 }] },
    'management',
    { locks: true },
  )
  const { session, audits, lock, handlers, dataFolder } = trial.workstation
  const pushed: string[] = []
  trial.workstation.subscribe((channel) => pushed.push(channel))
  const id = await keepKeys()
  required(await handlers.lock.setPassphrase({ before: null, after: 'correct horse' }))
  required(await handlers.session.connect({ connectionId: id }))
  required(audits.start({ kind: 'organization' }, false))
  // A question that is open while the lock goes on is nobody's to answer.
  trial.person.meanwhile = () => lock.now()
  const asked = await handlers.settings.update({ approvalHours: 5 })
  trial.person.meanwhile = () => {}
  expect(!asked.ok && asked.error.code).toBe('locked')
  expect(trial.workstation.store.settings.get().approvalHours).not.toBe(5)

  pushed.length = 0
  expect(session.snapshot()).toMatchObject({ connectionState: 'connected' })
  const run = await audits.activeRun()?.finished
  expect(run?.state).toBe('completed')
  expect(session.snapshot()).toMatchObject({ connectionState: 'disconnected', caller: null })
  const shown = required(await handlers.session.snapshot(undefined))
  expect(shown).toMatchObject({ lock: { locked: true, opensBy: 'passphrase' }, organization: null })
  expect(shown.connection?.name).toBe('Production')
  expect(JSON.stringify(shown)).not.toMatch(/\bo-[a-z0-9]{10}|\d{12}|AKIA/)
  expect(new Set(pushed)).toEqual(new Set(['session.changed']))

  const known = await handlers.lock.unlock({ passphrase: 'correct horse' })
  expect(required(known).lock.locked).toBe(false)
  await until(() => session.snapshot().connectionState === 'connected')
  expect(pushed).toContain('data.changed')
  const files = readdirSync(dataFolder).map((name) =>
    readFileSync(join(dataFolder, name), 'latin1'),
  )
  expect(files.join('\n')).not.toMatch(/correct horse/)
})
