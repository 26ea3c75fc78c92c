import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './dialog.module.css'

type DialogProps = {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly description?: ReactNode
  readonly width?: number
  readonly children: ReactNode
}

/** A modal dialog with a title; Esc and a click outside close it. */
export function Dialog({ open, onClose, title, description, width = 480, children }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => next || onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={styles.popup} style={{ width }}>
          <Base.Title className={styles.title}>{title}</Base.Title>
          {description ? (
            <Base.Description className={styles.description}>{description}</Base.Description>
          ) : null}
          <div className={styles.body}>{children}</div>
          {/* Last in the order of Tab: a dialog opens on its first field. */}
          <Base.Close className={styles.close} aria-label="Close">
            <X aria-hidden />
          </Base.Close>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** The row of buttons at the end of a dialog. */
export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>
}
