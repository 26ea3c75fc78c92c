import { BrowserWindow } from 'electron'
import { appOrigin } from './app-origin.ts'
import { readWindowPlace, writeWindowPlace } from './window-place.ts'

export type WindowParts = {
  readonly preloadFile: string
  /** Remembers size and place. */
  readonly placeFile: string
  /** A headless start has a window of a fixed size that nobody sees. */
  readonly hidden: boolean
}

export const startUrl = `${appOrigin}/`
const firstSize = { width: 1440, height: 900 }

/** Makes the one window. It shows itself when its first page is there, unless it is to stay hidden. */
export function createWindow({ preloadFile, placeFile, hidden }: WindowParts): BrowserWindow {
  const window = new BrowserWindow({
    ...firstSize,
    ...(hidden ? { useContentSize: true } : readWindowPlace(placeFile)),
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: 'Rootkeep',
    backgroundColor: '#14171b',
    autoHideMenuBar: true,
    // SECURITY: all spelled out, so that a changed default of Electron changes nothing here.
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      enableWebSQL: false,
      // A picture of a hidden window needs a window that goes on painting.
      backgroundThrottling: !hidden,
    },
  })
  if (!hidden) {
    window.once('ready-to-show', () => window.show())
    window.on('close', () => {
      if (!window.isMaximized() && !window.isMinimized()) {
        writeWindowPlace(placeFile, window.getNormalBounds())
      }
    })
  }
  return window
}

/** Brings the window to the operator: the second start of the program ends here. */
export function presentWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
