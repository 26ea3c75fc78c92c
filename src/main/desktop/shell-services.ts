import type {
  App,
  BrowserWindow,
  Dialog,
  Notification,
  NotificationConstructorOptions,
  OpenDialogOptions,
  PowerMonitor,
  SafeStorage,
  Shell,
  SystemPreferences,
} from 'electron'
import type { Log } from '../log.ts'
import { saveFile } from '../saved-file.ts'
import type { ConsentQuestion, ShellServices } from '../shell-services.ts'
import { keyStoreOf } from './key-store.ts'
import { onAway, personAsked } from './presence.ts'
import { proposedName } from './proposed-name.ts'
import { mayOpenInBrowser } from './web-address.ts'

export type ShellParts = {
  /** The window that questions belong to; null where nobody is in front of one. */
  window(): BrowserWindow | null
  readonly dialog: Pick<Dialog, 'showMessageBox' | 'showSaveDialog' | 'showOpenDialog'>
  readonly safeStorage: SafeStorage
  readonly systemPreferences: Pick<SystemPreferences, 'canPromptTouchID' | 'promptTouchID'>
  readonly powerMonitor: Pick<PowerMonitor, 'on' | 'off'>
  readonly shell: Pick<Shell, 'openExternal'>
  readonly app: Pick<App, 'setBadgeCount'>
  readonly Notification: {
    isSupported(): boolean
    new (options: NotificationConstructorOptions): Pick<Notification, 'show'>
  }
  readonly printPdf: ShellServices['printPdf']
  readonly log: Log
  readonly platform: NodeJS.Platform
}

/** So many questions may wait for the one that is on the screen. */
const mayWait = 3

/** The buttons of a question by their index. */
const cancel = 0
const agree = 1

/** What the desktop offers to the workstation. Questions are put one at a time, over the window. */
export function createShellServices(parts: ShellParts): ShellServices {
  const { dialog, safeStorage, app, shell, Notification, printPdf, log, platform } = parts
  let last: Promise<unknown> = Promise.resolve()
  let asked = 0

  /**
   * Asks when the questions before have been answered; `nobody` where there is no window, or it closes.
   * SECURITY: a page that asks without end does not bury the person in questions: those that are too many are
   * answered by `nobody` at once.
   */
  function inTurn<T>(
    nobody: T,
    ask: (window: BrowserWindow, closed: AbortSignal) => Promise<T>,
  ): Promise<T> {
    if (asked > mayWait) {
      log.problem('shell', 'a question was not put: too many are waiting')
      return Promise.resolve(nobody)
    }
    asked += 1
    const turn = last
      .then(async () => {
        const window = parts.window()
        if (!window || window.isDestroyed()) return nobody
        const closing = new AbortController()
        const close = (): void => closing.abort()
        window.once('closed', close)
        const answer = await ask(window, closing.signal).finally(() => window.off('closed', close))
        return closing.signal.aborted ? nobody : answer
      })
      .finally(() => {
        asked -= 1
      })
    last = turn.catch(() => {})
    return turn
  }

  async function chooseSavePath(name: string): Promise<string | null> {
    return await inTurn(null, async (window) => {
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        title: 'Save as',
        defaultPath: proposedName(name),
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      })
      return canceled || filePath === '' ? null : filePath
    })
  }

  async function chooseExisting(options: OpenDialogOptions): Promise<string | null> {
    return await inTurn(null, async (window) => {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, options)
      return canceled ? null : (filePaths[0] ?? null)
    })
  }

  return {
    /** Looked at when it is needed: some systems ask the person to unlock it. */
    get keyStore() {
      return keyStoreOf(safeStorage, platform)
    },

    // SECURITY: the answer comes from the shell, never from the page: no script of a page starts what is asked for here.
    async consent({ title, detail, agree: word }: ConsentQuestion) {
      const agreed = await inTurn(false, async (window, signal) => {
        const { response } = await dialog.showMessageBox(window, {
          type: 'warning',
          title: 'Rootkeep',
          message: title,
          detail,
          buttons: ['Cancel', word],
          defaultId: cancel,
          cancelId: cancel,
          noLink: true,
          signal,
        })
        return response === agree
      })
      log.info('consent', agreed ? 'agreed' : 'refused', { question: title })
      return agreed
    },

    /** Looked at when it is needed: a finger cannot be read while the lid is closed. */
    get askPerson() {
      return personAsked(parts.systemPreferences, platform)
    },

    onAway: (listener) => onAway(parts.powerMonitor, listener),

    async openBrowser(url) {
      // SECURITY: any other address could start a program.
      if (!mayOpenInBrowser(url)) {
        log.problem('shell', 'an address was not opened: it is neither https nor on this computer')
        return false
      }
      try {
        await shell.openExternal(url)
        return true
      } catch (error) {
        // The address holds the challenge of a sign-in: it is not written.
        const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
        log.problem('shell', `the browser did not open (${code})`)
        return false
      }
    },

    chooseSavePath,

    async saveText({ name, text }) {
      const path = await chooseSavePath(name)
      if (path !== null) await saveFile(path, text)
      return path
    },

    chooseFolder: (title) =>
      chooseExisting({ title, properties: ['openDirectory', 'createDirectory'] }),

    chooseFile: ({ title, extensions }) =>
      chooseExisting({
        title,
        properties: ['openFile'],
        filters: [
          {
            name: extensions.map((ending) => `.${ending}`).join(', '),
            extensions: [...extensions],
          },
        ],
      }),

    printPdf,

    showOpenCases(count) {
      app.setBadgeCount(count)
    },

    notify({ title, body }) {
      if (Notification.isSupported()) new Notification({ title, body }).show()
    },
  }
}
