import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join } from 'node:path'
import type { SaveDialogOptions, SaveDialogReturnValue } from 'electron'
import { dialogPage } from './dialog-page.ts'
import { askInWindow, type DialogParts, type Verdict } from './dialog-window.ts'
import { kindAt, typedPath } from './typed-path.ts'

/** `dialog.showSaveDialog`: a field for the path instead of a browser of folders. Asks before a file is replaced. */
export async function showSaveDialog(
  parts: DialogParts,
  downloads: string,
  options: SaveDialogOptions,
): Promise<SaveDialogReturnValue> {
  const { title = 'Save as', message = title, buttonLabel = 'Save', defaultPath = '' } = options
  const folder = existsSync(downloads) ? downloads : homedir()
  const page = dialogPage({
    title,
    role: 'dialog',
    tone: 'none',
    message,
    detail: '',
    field: {
      label: options.nameFieldLabel ?? 'File',
      value: isAbsolute(defaultPath) ? defaultPath : join(folder, defaultPath),
    },
    buttons: [
      { label: 'Cancel', tone: 'plain', cancels: true, preset: false, late: false },
      { label: buttonLabel, tone: 'accent', cancels: false, preset: true, late: false },
    ],
  })
  let offered = ''
  const path = await askInWindow(parts, page, ({ button, text }): Verdict<string | null> => {
    if (button === 0) return { settled: null }
    const file = typedPath(text, folder)
    const problem = problemWith(file)
    if (problem) return { reply: { problem, agree: buttonLabel } }
    if (existsSync(file) && offered !== file) {
      offered = file
      const replaces = `There is a file ${basename(file)} in this folder. Replace it?`
      return { reply: { problem: replaces, agree: 'Replace' } }
    }
    return { settled: file }
  })
  return { canceled: path === null, filePath: path ?? '' }
}

/** Why nothing can be saved under a path, in one sentence; null where it may. That it can be written is for the writer to see. */
function problemWith(file: string): string | null {
  if (kindAt(file) === 'folder') return `${file} is a folder: add the name of the file.`
  return kindAt(dirname(file)) === 'folder' ? null : `There is no folder ${dirname(file)}.`
}
