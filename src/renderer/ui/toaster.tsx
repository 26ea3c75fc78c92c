import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { toastManager } from './toast-manager.ts'
import styles from './toaster.module.css'

/** Where toasts appear: bottom right, newest below. */
export function Toaster() {
  return (
    <Toast.Provider toastManager={toastManager} timeout={6000} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport}>
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function ToastList() {
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className={styles.toast}>
      <Toast.Content className={styles.content}>
        <Toast.Title className={styles.title} />
        <Toast.Description className={styles.description} />
        <Toast.Close className={styles.close} aria-label="Dismiss">
          <X aria-hidden />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ))
}
