import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { NativeTheme, SafeStorage, Shell } from 'electron'
import { HostApp } from './app.ts'
import { createBrowserWindow, HostBrowserWindow } from './browser-window.ts'
import type { Chromium } from './chromium.ts'
import { createDialog } from './dialog.ts'
import { createIpcMain } from './ipc-main.ts'
import { HostNotification } from './notification.ts'
import { createOriginMap } from './origin.ts'
import { powerMonitor, systemPreferences } from './presence.ts'
import { createSessions } from './session.ts'
import { openExternalUrl } from './system-browser.ts'

/**
 * What `import … from 'electron'` resolves to in the host: the part of Electron's main-process API that
 * this application uses. What it does differently stands in README.md.
 */

const running = new Set<Chromium>()

const origins = createOriginMap()
export const ipcMain = createIpcMain()
export const session = createSessions(origins)
export const { protocol } = session.defaultSession

export const app = new HostApp(aboutApplication(process.argv[1] ?? ''), async () => {
  for (const window of HostBrowserWindow.getAllWindows()) window.destroy()
  await Promise.all([...running].map((chromium) => chromium.close()))
})

const chromium = {
  executable: process.env['ROOTKEEP_HOST_CHROMIUM'] ?? 'chromium',
  headless: process.env['ROOTKEEP_HOST_HEADLESS'] === '1' || app.commandLine.hasSwitch('headless'),
}

/** Tests only: Playwright joins over a port on loopback, whose address is printed. */
function announce(name: string): ((address: string) => void) | null {
  if (process.env['ROOTKEEP_HOST_CDP'] !== '1') return null
  return (address) => console.error(`${name} ${address}`)
}

export const BrowserWindow = createBrowserWindow({
  origins,
  ipcMain,
  session: session.defaultSession,
  shell: { ...chromium, onDebuggingAddress: announce('ROOTKEEP_HOST_CDP') },
  switches: () => app.chromiumSwitches(),
  onStarted(chromium) {
    running.add(chromium)
    // As under Electron, except that there is no `electron` among them: that is how to tell.
    Object.defineProperty(process.versions, 'chrome', { value: chromium.version, enumerable: true })
    void chromium.ended.then((how) => {
      running.delete(chromium)
      if (how !== 'code 0') console.error(`host: Chromium ended with ${how}`)
    })
  },
  onCreated: (webContents) => void app.emit('web-contents-created', {}, webContents),
  onAllClosed: () => app.windowsAreGone(),
})

/** The window has no menu bar; what a menu would offer is in the command palette of the page. */
export const Menu = {
  setApplicationMenu(_menu: unknown): void {},
  buildFromTemplate: (template: unknown[]): object => ({ items: template }),
}

export const nativeTheme = { themeSource: 'system' } satisfies Pick<NativeTheme, 'themeSource'>

export const dialog = createDialog(
  {
    shell: { ...chromium, onDebuggingAddress: announce('ROOTKEEP_HOST_DIALOG') },
    switches: () => app.chromiumSwitches(),
    owner: () => HostBrowserWindow.shown(),
  },
  { name: () => app.name, downloads: () => app.getPath('downloads') },
)

export const Notification = HostNotification

export { powerMonitor, systemPreferences }

export const shell = {
  openExternal: (url: string) => openExternalUrl(url),
} satisfies Pick<Shell, 'openExternal'>

/** SECURITY: no key store of the system is used, and none is pretended. */
export const safeStorage = {
  isEncryptionAvailable: () => false,
  getSelectedStorageBackend: () => 'basic_text' as const,
  encryptString(): never {
    throw new Error('safeStorage: there is no key store in the host')
  },
  decryptString(): never {
    throw new Error('safeStorage: there is no key store in the host')
  },
} satisfies Pick<
  SafeStorage,
  'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
>

export default {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  shell,
  systemPreferences,
}

/** Name and version as Electron reads them: from the package that main belongs to. */
function aboutApplication(main: string): { name: string; version: string } {
  for (let folder = dirname(main); folder !== dirname(folder); folder = dirname(folder)) {
    try {
      const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
        string,
        string
      >
      return {
        name: about['productName'] ?? about['name'] ?? 'app',
        version: about['version'] ?? '0.0.0',
      }
    } catch {
      // Not in this folder.
    }
  }
  return { name: 'app', version: '0.0.0' }
}
