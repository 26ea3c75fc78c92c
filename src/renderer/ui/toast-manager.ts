import { Toast } from '@base-ui/react/toast'

/** The one queue of toasts, usable outside of React. */
export const toastManager = Toast.createToastManager()

/** Says for a few seconds what happened. For what must not be missed, use a failure panel. */
export function showToast(title: string, description = ''): void {
  toastManager.add({ title, description })
}
