import { Dialog } from '@base-ui/react/dialog'
import { closeDialog, useDialogs } from '../../state/dialog-store.ts'
import { PaletteList } from './palette-list.tsx'
import styles from './palette-dialog.module.css'

/** Finds commands and accounts by a few letters. */
export function PaletteDialog() {
  const open = useDialogs((store) => store.open?.kind === 'palette')
  return (
    <Dialog.Root open={open} onOpenChange={(next) => next || closeDialog()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup} aria-label="Command palette">
          <PaletteList />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
