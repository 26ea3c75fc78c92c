import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { openInMemory } from '../database/database.ts'
import { createStore } from '../database/store.ts'
import { createSecretKeeper } from '../identity/secrets/secret-keeper.ts'
import { createLock } from './lock.ts'

const minute = 60_000
let database: ReturnType<typeof openInMemory>
let now: number
let away: () => void
beforeEach(() => {
  database = openInMemory('cache')
  now = Date.parse('2026-11-23T12:00:00Z')
  away = () => {}
})
afterEach(() => {
  for (const close of closing.splice(0)) close()
  database.close()
})
const closing: (() => void)[] = []

/** A lock over the same facts as the ones before: one program after the other. */
function started(
  askPerson: ((reason: string) => Promise<boolean>) | null = null,
  consent = () => Promise.resolve(true),
) {
  const store = createStore(database.db)
  const clock = { now: () => now, instant: () => new Date(now).toISOString() }
  const secrets = createSecretKeeper({
    sealed: store.sealedSecrets,
    keyStore: () => null,
    clock,
    refused() {},
  })
  const work = { underWay: false }
  const events = { leave: vi.fn(), locked: vi.fn(), opened: vi.fn() }
  const lock = createLock({
    settings: store.settings,
    secrets,
    shell: {
      askPerson,
      consent,
      onAway(listener) {
        away = listener
        return () => {}
      },
    },
    clock,
    log: { info() {} },
    isAtWork: () => work.underWay,
    changed() {},
    ...events,
  })
  lock.begin()
  closing.push(lock.close)
  return { lock, secrets, work, store, ...events }
}

test('locks after the minutes without a hand on it, and at once when the computer is left', () => {
  const { lock, store } = started()
  now += 14 * minute
  lock.look()
  lock.active()
  now += 14 * minute
  lock.look()
  expect(lock.isLocked()).toBe(false)
  now += minute
  lock.look()
  expect(lock.isLocked()).toBe(true)
  const other = started()
  other.store.settings.update({ idleLockMinutes: 0 })
  now += 1000 * minute
  other.lock.look()
  expect(other.lock.isLocked()).toBe(false)
  away()
  expect(other.lock.isLocked()).toBe(true)
  expect(store.settings.remembered('lock.on')).toBe('sign-in')
})

test('work goes on to its end with the access that it holds; then access and secrets are dropped', () => {
  const { lock, secrets, work, leave } = started()
  secrets.put('production', 'token', 'a token')
  work.underWay = true
  lock.now()
  expect(lock.state()).toMatchObject({ locked: true, opensBy: 'sign-in', storage: 'memory' })
  expect(secrets.get('production', 'token')).toBe('a token')
  expect(leave).not.toHaveBeenCalled()
  work.underWay = false
  lock.settle()
  lock.settle()
  expect(secrets.get('production', 'token')).toBeNull()
  expect(leave).toHaveBeenCalledTimes(1)
})

test('SECURITY: where nobody is asked, opening forgets what was signed in, and ends what is under way', async () => {
  const { lock, secrets, work, leave, opened } = started()
  secrets.put('production', 'token', 'a token')
  work.underWay = true
  lock.now()
  expect((await lock.unlock(null)).ok).toBe(true)
  expect(leave).toHaveBeenCalledTimes(1)
  expect(secrets.has('production', 'token')).toBe(false)
  expect(opened).toHaveBeenCalledWith('sign-in')
  expect(lock.isLocked()).toBe(false)
})

test('SECURITY: the system is asked, and who is refused stays outside, also after a restart', async () => {
  let agrees = false
  const ask = () => Promise.resolve(agrees)
  const { lock, secrets } = started(ask)
  lock.now()
  expect(await lock.unlock(null)).toMatchObject({ ok: false, error: { code: 'lock-not-opened' } })
  const again = started(ask)
  expect(again.lock.state()).toMatchObject({ locked: true, opensBy: 'system' })
  agrees = true
  expect((await again.lock.unlock(null)).ok).toBe(true)
  expect(started(ask).lock.isLocked()).toBe(false)
  // Where the system asks no more, the lock does not open for nothing.
  lock.now()
  expect(secrets.get('production', 'token')).toBeNull()
})

test('SECURITY: page code alone sets no first passphrase, which would lock the operator out', async () => {
  const { lock } = started(null, () => Promise.resolve(false))
  expect(await lock.setPassphrase(null, 'correct horse')).toMatchObject({
    ok: false,
    error: { code: 'not-consented' },
  })
  expect(lock.state().hasPassphrase).toBe(false)
})

test('SECURITY: a passphrase opens the lock and what memory holds; it guards the start, and is not changed without the one before', async () => {
  const { lock, secrets, opened, store } = started()
  secrets.put('production', 'token', 'a token')
  expect((await lock.setPassphrase(null, 'correct horse')).ok).toBe(true)
  expect(lock.state()).toMatchObject({ opensBy: 'passphrase', hasPassphrase: true })
  expect(store.settings.remembered('lock.passphrase')).not.toMatch(/correct|horse/)
  lock.now()
  expect(secrets.get('production', 'token')).toBeNull()
  for (const wrong of [null, 'wrong horse']) {
    expect(await lock.unlock(wrong)).toEqual({ ok: false, error: failureOf('lock-not-opened') })
  }
  expect(opened).not.toHaveBeenCalled()
  expect((await lock.unlock('correct horse')).ok).toBe(true)
  expect(secrets.get('production', 'token')).toBe('a token')
  expect((await lock.setPassphrase('wrong horse', null)).ok).toBe(false)
  expect(started().lock.isLocked()).toBe(true)
})
