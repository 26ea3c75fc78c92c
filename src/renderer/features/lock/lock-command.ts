import { rootkeep, valueOf } from '../../state/client.ts'
import { acceptSession } from '../../state/session-store.ts'
import { sayFailure } from '../../ui/say-failure.ts'

/** Locks the window and drops decrypted secrets, now. */
export function lockNow(): void {
  valueOf(rootkeep.lock.now()).then(acceptSession, sayFailure)
}
