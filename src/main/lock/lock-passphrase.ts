import { randomBytes } from 'node:crypto'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../database/store.ts'
import { createAttemptPause } from '../operators/attempt-pause.ts'
import { openWithPassphrase, sealWithPassphrase } from '../operators/sealed-key.ts'

/** The fact under which the sealed key is kept, and what it is sealed for. */
const fact = 'lock.passphrase'
const boundTo = 'rootkeep lock'

/**
 * The passphrase of the lock. It is kept nowhere: a random key is, sealed with it, and whoever opens that key knows the passphrase. With the key, what
 * is in memory alone is sealed while the lock is on.
 *
 * SECURITY: every guess costs half a second of work (sealed-key.ts), and after several there is a pause.
 */
export function createLockPassphrase(
  settings: Pick<Store['settings'], 'remembered' | 'remember' | 'forget'>,
  clock: Pick<Clock, 'now'>,
) {
  const pause = createAttemptPause(clock)

  return {
    isSet: (): boolean => settings.remembered(fact) !== null,

    /** The key that it opens. Errors: `lock-not-opened`, also where none is set. */
    async open(passphrase: string): Promise<Outcome<Buffer>> {
      const pauseMs = pause.remainingMs()
      if (pauseMs > 0) {
        return fail(
          failureOf('lock-not-opened', {
            message: `It was not tried: after several wrong passphrases there is a pause. Try again in ${Math.ceil(pauseMs / 1000)} seconds.`,
          }),
        )
      }
      const sealed = settings.remembered(fact)
      const key = sealed === null ? null : await openWithPassphrase(sealed, passphrase, boundTo)
      if (key) pause.right()
      else pause.wrong()
      return key ? succeed(key) : fail(failureOf('lock-not-opened'))
    },

    /** Makes a new key, sealed with this passphrase. */
    async set(passphrase: string): Promise<Buffer> {
      const key = randomBytes(32)
      settings.remember(fact, await sealWithPassphrase(key, passphrase, boundTo))
      return key
    },

    remove: (): void => settings.forget(fact),
  }
}
