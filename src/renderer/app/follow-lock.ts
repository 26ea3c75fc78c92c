import { clearSelection } from '../features/accounts/selection-store.ts'
import { closeDialog } from '../state/dialog-store.ts'
import { queryClient } from '../state/query-client.ts'
import { useSession } from '../state/session-store.ts'

/** What is read of this workstation alone: the window itself follows it, also while it is locked. */
const ofTheWindow: ReadonlySet<unknown> = new Set(['settings', 'about'])

/**
 * SECURITY: when Rootkeep locks, what was read of the organization is dropped from this process; the views go with the lock screen. What is
 * shown after unlocking is read anew.
 */
export function followLock(): () => void {
  return useSession.subscribe(({ session }, before) => {
    if (session?.lock.locked !== true || before.session?.lock.locked === true) return
    void queryClient.cancelQueries()
    queryClient.removeQueries({ predicate: ({ queryKey }) => !ofTheWindow.has(queryKey[0]) })
    queryClient.getMutationCache().clear()
    clearSelection()
    closeDialog()
  })
}
