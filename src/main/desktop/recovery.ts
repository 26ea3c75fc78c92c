import { app, dialog, type BrowserWindow } from 'electron'
import type { Log } from '../log.ts'
import { startUrl } from './window.ts'

/** A page that ends more often than this within a minute is not started again. */
const limit = 3
const span = 60_000

/**
 * Loads the page again when its process has ended: all truth is in main, so nothing is lost. Gives up, in
 * words, when it keeps ending.
 */
export function recoverWindow(window: BrowserWindow, log: Log): void {
  let endings: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.problem('window', `the page's process has ended: ${reason} (${exitCode})`)
    if (window.isDestroyed() || reason === 'clean-exit') return
    const now = Date.now()
    endings = [...endings.filter((at) => at > now - span), now]
    if (endings.length > limit) {
      dialog.showErrorBox(
        'Rootkeep',
        'The window keeps failing. Nothing is lost: start Rootkeep again.',
      )
      return app.quit()
    }
    window
      .loadURL(startUrl)
      .catch((error: unknown) => log.problem('window', 'the page did not load again', error))
  })
}
