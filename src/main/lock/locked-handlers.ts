import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { RootkeepContract } from '../../shared/ipc/contract.ts'
import type { Handlers } from '../../shared/ipc/derived.ts'
import { fail } from '../../shared/ipc/result.ts'
import { guardedHandlers } from '../guarded-handlers.ts'

/** What a locked window needs: how it looks, what it is, and the way to unlock it. The snapshot names the connection, and no account. */
const whileShut: ReadonlySet<string> = new Set([
  'session.snapshot',
  'session.about',
  'settings.get',
  'lock.now',
  'lock.unlock',
  'lock.active',
])

/** What a push may carry while the lock is on. */
export function mayBePushed(channel: string): boolean {
  return channel === 'session.changed'
}

/**
 * The handlers of the workstation, which refuse with `locked` while the lock is on.
 *
 * SECURITY: what is not named here is refused, calls of the future included; also what was begun before and would answer with data now.
 */
export function whileLocked(
  handlers: Handlers<RootkeepContract>,
  lock: { isLocked(): boolean; active(): void },
): Handlers<RootkeepContract> {
  return guardedHandlers(handlers, async ({ channel, kind, handler, input }) => {
    const refused = () => lock.isLocked() && !whileShut.has(channel)
    if (refused()) return fail(failureOf('locked'))
    // Reads come by themselves; who commands is there.
    if (kind === 'command') lock.active()
    const answer = await handler(input)
    return refused() ? fail(failureOf('locked')) : answer
  })
}
