import type {
  BaseWindow,
  Dialog,
  MessageBoxOptions,
  OpenDialogOptions,
  SaveDialogOptions,
} from 'electron'
import type { DialogParts } from './dialog-window.ts'
import { showMessageBox } from './message-box.ts'
import { showOpenDialog } from './open-dialog.ts'
import { showSaveDialog } from './save-dialog.ts'

type Implemented = Pick<
  Dialog,
  'showErrorBox' | 'showMessageBox' | 'showSaveDialog' | 'showOpenDialog'
>
type Given<Options> = [Options] | [window: BaseWindow, Options]

/** `dialog`. The one window of the host is the parent of every dialog, whether it is named or not. */
export function createDialog(
  parts: DialogParts,
  about: { name(): string; downloads(): string },
): Implemented {
  return {
    /** Before Chromium there is no window, so what must be said is said on the terminal. */
    showErrorBox(title, content) {
      console.error(`${title}\n${content}`)
    },
    showMessageBox: (...given: Given<MessageBoxOptions>) =>
      showMessageBox(parts, about.name(), optionsOf(given)),
    showSaveDialog: (...given: Given<SaveDialogOptions>) =>
      showSaveDialog(parts, about.downloads(), optionsOf(given)),
    showOpenDialog: (...given: Given<OpenDialogOptions>) =>
      showOpenDialog(parts, about.downloads(), optionsOf(given)),
  }
}

function optionsOf<Options>(given: Given<Options>): Options {
  return given.length === 1 ? given[0] : given[1]
}
