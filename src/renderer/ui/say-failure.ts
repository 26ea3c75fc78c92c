import { failureFrom } from '../state/client.ts'
import { showToast } from './toast-manager.ts'

/** Says in a toast why something asked for in passing did not happen. */
export function sayFailure(error: unknown): void {
  const { message, remedy } = failureFrom(error)
  showToast(message, remedy)
}
