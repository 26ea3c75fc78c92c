import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useRef, type ReactNode } from 'react'
import styles from './dialog.module.css'

type DialogProps = {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly description?: ReactNode
  readonly width?: number
  /** True where closing ends something that is under way: then a click outside does not, and no button of it has the focus to begin with. */
  readonly holds?: boolean
  readonly children: ReactNode
}

/** A modal dialog with a title; Esc and a click outside close it. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  width = 480,
  holds = false,
  children,
}: DialogProps) {
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => next || onClose()}
      disablePointerDismissal={holds}
    >
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup
          ref={popup}
          className={styles.popup}
          style={{ width }}
          {...(holds ? { initialFocus: popup } : {})}
        >
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

type DialogActionsProps = {
  /** Above the buttons: the organization, where they change something of it. */
  readonly mark?: ReactNode
  readonly children: ReactNode
}

/** The row of buttons at the end of a dialog. */
export function DialogActions({ mark, children }: DialogActionsProps) {
  return (
    <div className={styles.end}>
      {mark}
      <div className={styles.actions}>{children}</div>
    </div>
  )
}
