import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { noShell } from './shell-services.ts'
import { openWorkstation, required } from './testing/trial.ts'

test('a first start opens nothing; the practice organization is audited by itself once it is chosen, and what was chosen is opened at the next start', async () => {
  const home = mkdtempSync(join(tmpdir(), 'rootkeep-first-'))
  const environment = { HOME: home, ROOTKEEP_PRACTICE_ACCOUNTS: '3' }
  const first = openWorkstation(home, environment)
  expect(required(await first.openFirstConnection(null))).toMatchObject({
    connection: null,
    connectionState: 'disconnected',
    firstRun: true,
  })
  expect(await first.openFirstConnection('Production')).toMatchObject({
    error: { code: 'not-found' },
  })
  required(await first.handlers.session.connect({ connectionId: 'practice' }))
  expect(first.session.snapshot()).toMatchObject({ firstRun: false, renewal: 'never' })
  const run = await first.audits.activeRun()?.finished
  expect(run?.state).toBe('completed')
  await first.close()

  const second = openWorkstation(home, environment, noShell, { locks: true })
  required(await second.openFirstConnection(null))
  expect(second.session.snapshot()).toMatchObject({
    connection: { kind: 'practice' },
    connectionState: 'connected',
  })
  expect(second.audits.activeRun()).toBeNull()
  // What needs nobody is there again when the lock is opened.
  second.lock.now()
  expect(second.session.snapshot().connectionState).toBe('disconnected')
  expect(await second.openFirstConnection('practice')).toMatchObject({ error: { code: 'locked' } })
  required(await second.handlers.lock.unlock({ passphrase: null }))
  await expect.poll(() => second.session.snapshot().connectionState).toBe('connected')
  // Left, it comes back by its renewal.
  required(await second.handlers.session.disconnect(undefined))
  expect(required(await second.handlers.session.renew(undefined))).toMatchObject({
    connectionState: 'connected',
  })
  await second.close()
  rmSync(home, { recursive: true, force: true })
})
