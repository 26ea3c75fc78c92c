import { afterEach, expect, test } from 'vitest'
import { publicEndpoints } from '../../shared/domain/connections.ts'
import { everyEntry } from '../../shared/domain/journal.ts'
import { startInspectingProxy } from '../../simulator/testing/inspecting-proxy.ts'
import {
  expectAgreement,
  halfDone,
  nowOf,
  startDeletions,
  until,
} from '../procedures/testing/deletion-trial.ts'
import { liftLimits, rested } from '../procedures/testing/procedure-trial.ts'
import { required, startTrial, type Trial } from '../testing/trial.ts'
import { openedPages, openKeyring, signInDesk } from './testing/sign-in-desk.ts'

let trial: Trial
afterEach(() => trial.close())

test('whatever stands in the way of a sign-in is said with a way on, which then works', async () => {
  const { pages, openBrowser } = openedPages()
  const keyring = openKeyring()
  const { keyStore } = keyring
  trial = await startTrial({ accounts: 5 }, 'management', { services: { openBrowser, keyStore } })
  const { handlers, session } = trial.workstation
  const desk = await signInDesk(trial, pages)
  const credentials = { user: 'jane', password: 'correct-horse-of-jane' }
  await using proxy = await startInspectingProxy({ upstream: trial.endpoint, credentials })

  const through = { endpoints: publicEndpoints, proxy: { url: proxy.url, user: 'jane' } }
  const trusting = { ...through, caBundle: proxy.caPem }
  const known = { proxyPassword: credentials.password }
  const id = await desk.keep(through)
  for (const [code, says, change, secrets, mood] of [
    ['proxy-refused', 'user and password of the proxy', through, {}, 'forward'],
    [
      'proxy-refused',
      'user and password',
      trusting,
      { proxyPassword: 'battery-staple' },
      'forward',
    ],
    ['tls-failure', 'certificate authority', through, known, 'forward'],
    ['proxy-answered', 'let through', trusting, {}, 'page'],
    [
      'start-url-wrong',
      'access portal',
      { ...trusting, signIn: { ...desk.way, startUrl: 'https://d-0000000000.awsapps.com/start' } },
      {},
      'forward',
    ],
    [
      'start-url-wrong',
      'access portal',
      { ...trusting, signIn: { ...desk.way, region: 'ap-south-1' } },
      {},
      'forward',
    ],
  ] as const) {
    await desk.keep(change, secrets, id)
    proxy.behave(mood)
    const failure = await desk.failing(id)
    expect(failure).toMatchObject({ code, remedy: expect.stringContaining(says) as string })
    expect(JSON.stringify(failure)).not.toMatch(/battery|correct-horse/)
  }

  // As it is pasted out of the portal's address bar.
  const { startUrl } = desk.way
  const pasted = startUrl.replace('/start', '/START').replace('https', 'HTTPS')
  await desk.keep({ ...trusting, signIn: { ...desk.way, startUrl: `${pasted}/#/` } }, {}, id)
  const denied = await desk.answer(await desk.begin(id), 'deny')
  expect(await (await fetch(denied)).text()).toContain('was denied')
  await until(() => session.snapshot().signIn?.state === 'failed')
  expect(session.snapshot().signIn?.failure?.code).toBe('sign-in-denied')

  // The tab is closed: the person cancels, and begins once more. The old tab's answer comes too late for anybody.
  const left = await desk.answer(await desk.begin(id))
  void handlers.signIn.cancel(undefined)
  expect(session.snapshot().signIn).toBeNull()
  const callback = new URL(await desk.answer(await desk.begin(id)))
  expect(
    await fetch(left).then(
      ({ status }) => status,
      () => 'refused',
    ),
  ).toBe('refused')
  const ofTheOther = new URL(callback)
  ofTheOther.searchParams.set('state', new URL(left).searchParams.get('state') ?? '')
  expect(await (await fetch(ofTheOther)).text()).toContain('another sign-in')
  expect(session.snapshot().signIn?.state).toBe('waiting')
  const second = await handlers.signIn.begin({ connectionId: id, means: 'device' })
  expect(!second.ok && second.error.remedy).toBe('Finish or cancel it first.')
  expect((await fetch(callback)).status).toBe(200)
  await until(() => session.snapshot().connectionState === 'connected')
  await expect(fetch(callback)).rejects.toThrow('fetch failed')
  expect(session.snapshot()).toMatchObject({ signIn: null, path: { ownAuthority: true } })

  required(await handlers.session.disconnect(undefined))
  keyring.locked = true
  const shut = await handlers.session.connect({ connectionId: id })
  // The proxy's password is shut away as well.
  expect(!shut.ok && shut.error.code).toMatch(/^(sign-in-needed|proxy-refused)$/)
  const notice = session.snapshot().notices.find((one) => one.id === 'key-store-refused')
  expect(notice?.title).toContain('keyring')
  await desk.keep(trusting, known, id)
  await desk.signIn(id)
  expect(session.snapshot().connectionState).toBe('connected')
})

test('a sign-in that is revoked in the middle of a run and of a procedure, and a role that is taken away, stop both; after the next sign-in both go on, once', async () => {
  const deletions = await startDeletions()
  trial = deletions
  const { session, audits, acts } = trial.workstation
  const desk = await signInDesk(trial, [])
  const id = await desk.keep()
  await desk.signInWithCode(id)
  const procedure = await halfDone(deletions)
  const run = required(audits.start({ kind: 'organization' }, false))
  // Both hold still, so that the revocation finds them in the middle, however slow this computer is.
  required(audits.pause(run.id))
  required(acts.procedures.pause(procedure.id))
  expect(await rested(trial, procedure.id)).toMatchObject({ state: 'paused' })
  await trial.control('PUT', 'faults', [])
  await trial.control('PUT', 'identity-center', { assignments: [] })
  await desk.revoke()
  required(audits.resume(run.id))
  required(acts.procedures.resume(procedure.id))
  expect(await audits.activeRun()?.finished).toMatchObject({ state: 'interrupted' })
  await rested(trial, procedure.id)
  expect(session.snapshot()).toMatchObject({
    connectionState: 'expired',
    connectionFailure: {
      code: 'token-revoked',
      remedy: expect.stringContaining('Sign in') as string,
    },
    waiting: { runs: 1, procedures: 1 },
  })
  await desk.signInWithCode(id)
  expect(session.snapshot()).toMatchObject({
    connectionState: 'expired',
    connectionFailure: { code: 'role-not-assigned' },
    waiting: { runs: 1, procedures: 1 },
  })
  await trial.control('PUT', 'identity-center', { assignments: desk.assignments })
  const [once, twice] = await Promise.all([session.renew(), session.renew()])
  expect([once.ok, twice.ok]).toEqual([true, true])
  expect(await audits.activeRun()?.finished).toMatchObject({ id: run.id, state: 'completed' })
  expect(await rested(trial, procedure.id)).toMatchObject({ state: 'completed' })
  const resumed = { ...everyEntry, kinds: ['procedure-resumed' as const] }
  // By the person after the pause, and once by itself.
  expect(acts.record.journalPages(null, resumed, 0, 10).entries).toHaveLength(2)
  expect(session.snapshot().waiting).toEqual({ runs: 0, procedures: 0 })
  await expectAgreement(deletions, nowOf(deletions, procedure))
})

test('while a run is under way nothing takes its connection away, and a sign-in to another says that it has to wait', async () => {
  const { pages, openBrowser } = openedPages()
  trial = await startTrial({ accounts: 3 }, 'management', { services: { openBrowser } })
  const { handlers, session, audits } = trial.workstation
  const desk = await signInDesk(trial, pages)
  const id = await desk.keep()
  await desk.signIn(id)
  const run = required(audits.start({ kind: 'organization' }, false))
  required(audits.pause(run.id))
  for (const refused of [
    await handlers.signIn.signOut({ connectionId: id }),
    await handlers.connections.remove({ connectionId: id }),
    await handlers.session.disconnect(undefined),
    await handlers.session.connect({ connectionId: 'environment' }),
  ]) {
    expect(!refused.ok && refused.error).toMatchObject({ code: 'run-in-progress' })
  }
  await desk.signIn(await desk.keep({ name: 'Other' }))
  const { connection, connectionState, signIn } = session.snapshot()
  expect([connection?.id, connectionState, signIn?.state]).toEqual([id, 'connected', 'failed'])
  expect(signIn?.failure?.message).toContain('You are signed in.')
  required(audits.resume(run.id))
  expect(await audits.activeRun()?.finished).toMatchObject({ state: 'completed' })
  required(await handlers.connections.remove({ connectionId: id }))
  expect(session.snapshot()).toMatchObject({ connection: null, connectionState: 'disconnected' })
  // The sign-in that went with it ended at AWS, too; that to the other connection is left.
  expect(await trial.control('POST', 'tokens/revoke', {})).toEqual({ revokedSessions: 1 })
})

test('a role on the way that is taken away is the reason that is shown when its credentials end; once it is back, what waited goes on', async () => {
  const { pages, openBrowser } = openedPages()
  trial = await startTrial({ accounts: 5 }, 'management', { services: { openBrowser } })
  await liftLimits(trial)
  const { session, audits } = trial.workstation
  const desk = await signInDesk(trial, pages)
  await desk.signIn(await desk.keep())
  await trial.control('DELETE', 'roles', { arn: desk.roleArn })
  await desk.endCredentials()
  const run = required(audits.start({ kind: 'organization' }, false))
  await audits.activeRun()?.finished
  expect(session.snapshot()).toMatchObject({
    connectionState: 'expired',
    connectionFailure: { code: 'hop-refused' },
    waiting: { runs: 1 },
  })
  await signInDesk(trial, pages)
  required(await session.renew())
  expect(await audits.activeRun()?.finished).toMatchObject({ id: run.id, state: 'completed' })
})

test('on a computer whose clock is ten minutes off, sign-in, role and audit work', async () => {
  const { pages, openBrowser } = openedPages()
  trial = await startTrial({ accounts: 5 }, 'management', { services: { openBrowser } })
  const { handlers, session } = trial.workstation
  const desk = await signInDesk(trial, pages)
  const id = await desk.keep()
  for (const skewSeconds of [600, -600]) {
    await trial.control('PUT', 'clock', { skewSeconds })
    await desk.signIn(id)
    expect(session.snapshot()).toMatchObject({ connectionState: 'connected', signIn: null })
    expect(await trial.audit()).toMatchObject({ state: 'completed' })
    required(await handlers.session.disconnect(undefined))
  }
})

test('what is closed or removed during a sign-in leaves no open port, no token and nobody waiting', async () => {
  const { pages, openBrowser } = openedPages()
  const { keyStore } = openKeyring()
  trial = await startTrial({ accounts: 3 }, 'management', { services: { openBrowser, keyStore } })
  const { handlers, session, store } = trial.workstation
  const desk = await signInDesk(trial, pages)
  const gone = await desk.keep()
  const answer = await desk.answer(await desk.begin(gone))
  required(await handlers.connections.remove({ connectionId: gone }))
  await expect(fetch(answer)).rejects.toThrow('fetch failed')
  expect(session.snapshot().signIn).toBeNull()
  expect(store.sealedSecrets.get(gone, 'token')).toBeNull()

  const id = await desk.keep()
  for (const [operation, state] of [
    ['GetRoleCredentials', 'connecting'],
    ['CreateToken', 'disconnected'],
  ] as const) {
    const { session: now } = trial.workstation
    const hangs = { operation, probability: 1, latencyMs: 20_000 }
    await trial.control('PUT', 'faults', [hangs])
    const callback = await desk.answer(await desk.begin(id))
    await fetch(callback)
    await until(() => now.snapshot().connectionState === state)
    await trial.reopen()
    await expect(fetch(callback)).rejects.toThrow('fetch failed')
  }
  const waiting = await desk.answer(await desk.begin(id))
  await trial.workstation.close()
  await expect(fetch(waiting)).rejects.toThrow('fetch failed')
})
