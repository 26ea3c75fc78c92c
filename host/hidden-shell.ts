import type Electron from 'electron'
import { createBrowserWindow } from './browser-window.ts'
import type { ChromiumOptions } from './chromium.ts'
import { createIpcMain } from './ipc-main.ts'
import { createOriginMap } from './origin.ts'
import { createSessions } from './session.ts'

/** The part of Electron that works where no window is seen. */
type HiddenShell = Pick<typeof Electron, 'session' | 'BrowserWindow'>

/**
 * The part of Electron that works where no window is seen, for programs that show none: each window is a Chromium of its own.
 * `schemes` are those that handlers of its sessions answer.
 */
export function createHiddenShell(
  executable: string,
  schemes: readonly string[],
  onDebuggingAddress: ChromiumOptions['onDebuggingAddress'] = null,
): HiddenShell {
  const origins = createOriginMap()
  for (const scheme of schemes) origins.register(scheme)
  const session = createSessions(origins)
  const BrowserWindow = createBrowserWindow({
    origins,
    ipcMain: createIpcMain(),
    session: session.defaultSession,
    shell: { executable, headless: true, onDebuggingAddress },
    // Chromium refuses to run sandboxed as root.
    switches: () => (process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    onStarted() {},
    onCreated() {},
    onAllClosed() {},
  })
  // As for main, to which `electron` is this host: what it has of each class is checked where the class is.
  return { session, BrowserWindow } as unknown as HiddenShell
}
