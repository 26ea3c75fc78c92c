import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { LockState } from '../../shared/domain/lock.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../database/store.ts'
import type { SecretKeeper } from '../identity/secrets/secret-keeper.ts'
import type { Log } from '../log.ts'
import type { ConsentQuestion, ShellServices } from '../shell-services.ts'
import { createIdleWatch, type IdleWatch } from './idle-watch.ts'
import { createLockPassphrase } from './lock-passphrase.ts'

/** The fact that tells the next start how the lock was on when the program ended. */
const fact = 'lock.on'

export type LockDeps = {
  readonly settings: Store['settings']
  readonly secrets: SecretKeeper
  readonly shell: Pick<ShellServices, 'askPerson' | 'onAway' | 'consent'>
  readonly clock: Clock
  readonly log: Pick<Log, 'info'>
  /** True while a run or a procedure needs the access that it holds. */
  readonly isAtWork: () => boolean
  /** Called when the lock went on, and when it was opened. */
  readonly locked: () => void
  readonly opened: (way: LockState['opensBy']) => void
  /** Called when nothing needs the access any more: it is closed, and the sign-in forgotten where nothing else guards it. */
  readonly leave: () => void
  /** Called when the state is another one. */
  readonly changed: () => void
}

export type Lock = ReturnType<typeof createLock>

/** SECURITY: a script of the page that set the first one would lock the operator out. */
const firstPassphrase: ConsentQuestion = {
  title: 'Set a passphrase for the lock?',
  detail:
    'From now on it opens the lock, and is asked for at every start. Where it is lost, rootkeep.db has to be put aside.',
  agree: 'Set it',
}

/**
 * Locks the window, and takes what is secret out of reach.
 *
 * SECURITY: it guards against who sits down in front of an unlocked computer. Whoever can run programs as this user is kept out by the system alone.
 * Work that is under way goes on to its end with the access that it holds; the secrets are dropped after.
 */
export function createLock(deps: LockDeps) {
  const { settings, secrets, shell, clock, log } = deps
  const passphrase = createLockPassphrase(settings, clock)
  let watch: IdleWatch | null = null
  let deaf = (): void => {}
  /** How the lock that is on was meant to be opened; null where it is not on. */
  let on: LockState['opensBy'] | null = null
  /** True once nothing secret is at hand. */
  let dropped = false
  /** With what memory is sealed while locked; null where there is no passphrase, or it was not needed since the start. */
  let key: Buffer | null = null
  let turn: Promise<unknown> = Promise.resolve()

  /** One after the other: two attempts at once would both be before the pause. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work)
    turn = mine.catch(() => {})
    return mine
  }

  function wayNow(): LockState['opensBy'] {
    if (shell.askPerson) return 'system'
    return passphrase.isSet() ? 'passphrase' : 'sign-in'
  }

  function state(): LockState {
    return {
      locked: on !== null,
      opensBy: wayNow(),
      ...secrets.storage(),
      hasPassphrase: passphrase.isSet(),
    }
  }

  function now(): void {
    if (on !== null) return
    on = wayNow()
    settings.remember(fact, on)
    log.info('lock', 'locked', { opensBy: on })
    deps.locked()
    deps.changed()
    settle()
  }

  /** Drops what is secret as soon as nothing under way needs it. */
  function settle(): void {
    if (on === null || dropped || deps.isAtWork()) return
    drop()
  }

  function drop(): void {
    dropped = true
    deps.leave()
    if (on === 'sign-in') secrets.forgetSignIns()
    secrets.shut(key)
    key?.fill(0)
    key = null
  }

  function open(way: LockState['opensBy'], opener: Buffer | null): void {
    // SECURITY: where nobody was asked for anything, nothing of what was signed in is left, whatever is under way.
    if (way === 'sign-in') {
      if (!dropped) drop()
      secrets.forgetSignIns()
    }
    secrets.open(opener)
    key = opener ?? key
    on = null
    dropped = false
    settings.forget(fact)
    watch?.active()
    log.info('lock', 'opened', { way })
    deps.opened(way)
    deps.changed()
  }

  async function tryPassphrase(given: string): Promise<Outcome<null>> {
    const opened = await passphrase.open(given)
    if (!opened.ok) return opened
    if (on !== null) open('passphrase', opened.value)
    return succeed(null)
  }

  async function askSystem(ask: NonNullable<ShellServices['askPerson']>): Promise<Outcome<null>> {
    if (!(await ask('unlock Rootkeep'))) {
      return fail(
        failureOf('lock-not-opened', { message: 'The system did not confirm that it is you.' }),
      )
    }
    if (on !== null) open('system', null)
    return succeed(null)
  }

  return {
    state,
    isLocked: (): boolean => on !== null,
    now,
    settle,
    active: (): void => {
      if (on === null) watch?.active()
    },
    /** Looks whether somebody was there lately; it does so by itself, too. */
    look: (): void => watch?.look(),

    /**
     * Opens the lock: with the passphrase where one is given, else by asking the system, else by forgetting what was signed in.
     * Errors: `lock-not-opened`.
     */
    unlock: (given: string | null): Promise<Outcome<null>> =>
      inTurn(async () => {
        if (on === null) return succeed(null)
        if (given !== null) return await tryPassphrase(given)
        if (shell.askPerson) return await askSystem(shell.askPerson)
        if (passphrase.isSet()) return fail(failureOf('lock-not-opened'))
        open('sign-in', null)
        return succeed(null)
      }),

    /** Errors: `lock-not-opened` where the one before is another. */
    setPassphrase: (before: string | null, after: string | null): Promise<Outcome<null>> =>
      inTurn(async () => {
        if (passphrase.isSet()) {
          const known = await passphrase.open(before ?? '')
          if (!known.ok) return known
          known.value.fill(0)
        } else if (after !== null && !(await shell.consent(firstPassphrase))) {
          return fail(failureOf('not-consented'))
        }
        // Locked while it was looked at: the key that memory was sealed with stays the one that opens it.
        if (on !== null) return fail(failureOf('locked'))
        if (after === null) passphrase.remove()
        const fresh = after === null ? null : await passphrase.set(after)
        if (on === null) key = fresh
        log.info('lock', after === null ? 'the passphrase was taken away' : 'a passphrase was set')
        deps.changed()
        return succeed(null)
      }),

    /** Locks by idle time and by the system from now on; and at once where the program ended locked, or a passphrase guards its start. */
    begin(): void {
      watch = createIdleWatch(clock, () => settings.get().idleLockMinutes, now)
      deaf = shell.onAway(now)
      const ended = settings.remembered(fact)
      if (ended === 'sign-in') secrets.forgetSignIns()
      if (ended === 'system' || passphrase.isSet()) now()
      else settings.forget(fact)
    },

    close(): void {
      watch?.close()
      deaf()
      key?.fill(0)
    },
  }
}
