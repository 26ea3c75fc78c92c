import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { extname } from 'node:path'
import type { FileFilter, OpenDialogOptions, OpenDialogReturnValue } from 'electron'
import { dialogPage } from './dialog-page.ts'
import { askInWindow, type DialogParts, type Verdict } from './dialog-window.ts'
import { kindAt, typedPath } from './typed-path.ts'

type Properties = NonNullable<OpenDialogOptions['properties']>

/** `dialog.showOpenDialog`: a field for the path of one file or folder instead of a browser of folders. */
export async function showOpenDialog(
  parts: DialogParts,
  downloads: string,
  options: OpenDialogOptions,
): Promise<OpenDialogReturnValue> {
  const properties: Properties = options.properties ?? ['openFile']
  if (properties.includes('multiSelections')) {
    throw new Error('showOpenDialog: the host opens one thing at a time')
  }
  const wanted = properties.includes('openDirectory') ? 'folder' : 'file'
  const { title = 'Open', message = title, filters = [] } = options
  const buttonLabel = options.buttonLabel ?? (wanted === 'folder' ? 'Choose' : 'Open')
  const begin = options.defaultPath ?? (kindAt(downloads) === 'folder' ? downloads : homedir())
  const page = dialogPage({
    title,
    role: 'dialog',
    tone: 'none',
    message,
    detail: '',
    field: { label: wanted === 'folder' ? 'Folder' : 'File', value: begin },
    buttons: [
      { label: 'Cancel', tone: 'plain', cancels: true, preset: false, late: false },
      { label: buttonLabel, tone: 'accent', cancels: false, preset: true, late: false },
    ],
  })
  let offered = ''
  const path = await askInWindow(parts, page, ({ button, text }): Verdict<string | null> => {
    if (button === 0) return { settled: null }
    const given = typedPath(text, begin)
    if (wanted === 'folder' && kindAt(given) === null && properties.includes('createDirectory')) {
      if (offered === given) return created(given, buttonLabel)
      offered = given
      return { reply: { problem: `There is no folder ${given}. Create it?`, agree: 'Create' } }
    }
    const problem = problemWith(given, wanted, filters)
    return problem ? { reply: { problem, agree: buttonLabel } } : { settled: given }
  })
  return { canceled: path === null, filePaths: path === null ? [] : [path] }
}

function created(folder: string, agree: string): Verdict<string> {
  try {
    mkdirSync(folder, { recursive: true })
    return { settled: folder }
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException
    return { reply: { problem: `The folder ${folder} could not be created (${code}).`, agree } }
  }
}

/** Why a path is not what is looked for, in one sentence; null where it is. */
function problemWith(
  path: string,
  wanted: 'folder' | 'file',
  filters: readonly FileFilter[],
): string | null {
  const kind = kindAt(path)
  if (kind === null) return `There is no ${wanted} ${path}.`
  if (kind !== wanted) return `${path} is a ${kind}, not a ${wanted}.`
  const endings = filters.flatMap(({ extensions }) => extensions)
  if (wanted === 'folder' || endings.length === 0 || endings.includes('*')) return null
  return endings.includes(extname(path).slice(1).toLowerCase())
    ? null
    : `${path} does not end in ${endings.map((ending) => `.${ending}`).join(' or ')}.`
}
