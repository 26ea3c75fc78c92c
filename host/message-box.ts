import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron'
import { dialogPage, type DialogButton } from './dialog-page.ts'
import { askInWindow, type DialogParts } from './dialog-window.ts'

/** `dialog.showMessageBox`: resolves with the index of the button; closing the window is the one that cancels. */
export async function showMessageBox(
  parts: DialogParts,
  name: string,
  options: MessageBoxOptions,
): Promise<MessageBoxReturnValue> {
  if (options.checkboxLabel) throw new Error('showMessageBox: the host knows no check box')
  const { type = 'none', message, detail = '', title } = options
  const labels = options.buttons?.length ? options.buttons : ['OK']
  const cancelId =
    options.cancelId ??
    Math.max(
      0,
      labels.findIndex((label) => /^(cancel|no)$/i.test(label)),
    )
  const defaultId = options.defaultId ?? 0
  const page = dialogPage({
    title: title ?? name,
    role: 'alertdialog',
    tone: type === 'question' ? 'info' : type,
    message,
    detail,
    field: null,
    buttons: labels.map((label, index): DialogButton => {
      const cancels = index === cancelId
      const tone = cancels ? 'plain' : type === 'warning' || type === 'error' ? 'danger' : 'accent'
      return { label, tone, cancels, preset: index === defaultId, late: !cancels }
    }),
  })
  const pressed = await askInWindow(
    parts,
    page,
    ({ button }) => ({ settled: button }),
    options.signal,
  )
  return { response: pressed ?? cancelId, checkboxChecked: options.checkboxChecked ?? false }
}
