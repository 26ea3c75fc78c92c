import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron'
import { startChromium, type Chromium, type ChromiumOptions } from './chromium.ts'
import type { Protocol } from './devtools.ts'
import { windowTarget } from './window-target.ts'
import { HostSession } from './session.ts'
import { HostWebContents, type WebContentsParts } from './web-contents.ts'

/** What windows are made of; the session of the parts is that of the window which names none. */
export type WindowParts = WebContentsParts & {
  readonly shell: Pick<ChromiumOptions, 'executable' | 'headless' | 'onDebuggingAddress'>
  /** Read when Chromium starts: switches may be appended until then. */
  switches(): readonly string[]
  onStarted(chromium: Chromium): void
  onCreated(webContents: HostWebContents): void
  onAllClosed(): void
}

/** Preferences that would weaken the border; the host has no way to honour them and does not pretend. */
const refused = {
  nodeIntegration: true,
  contextIsolation: false,
  sandbox: false,
  webSecurity: false,
  webviewTag: true,
}

/**
 * Makes `BrowserWindow`. A Chromium starts with each window and ends with it. One window can be seen; any other has a session of its own, and is
 * never shown.
 */
export function createBrowserWindow(parts: WindowParts): typeof HostBrowserWindow {
  return class BrowserWindow extends HostBrowserWindow {
    constructor(options: BrowserWindowConstructorOptions = {}) {
      super(options, parts)
    }
  }
}

/** What of Electron's `BrowserWindow` is here; that it fits is checked against its own types. */
type Implemented = Pick<
  BrowserWindow,
  | 'loadURL'
  | 'show'
  | 'focus'
  | 'restore'
  | 'isMinimized'
  | 'isMaximized'
  | 'isDestroyed'
  | 'getTitle'
  | 'setTitle'
  | 'getBounds'
  | 'getNormalBounds'
  | 'setBounds'
  | 'setContentSize'
  | 'setMenuBarVisibility'
  | 'close'
  | 'destroy'
>

export class HostBrowserWindow extends EventEmitter implements Implemented {
  static #all: HostBrowserWindow[] = []
  static getAllWindows(): HostBrowserWindow[] {
    return [...HostBrowserWindow.#all]
  }
  /** The one that can be seen, where it is open. */
  static shown(): HostBrowserWindow | null {
    return HostBrowserWindow.#all.find((window) => !window.#hidden) ?? null
  }

  readonly webContents: HostWebContents
  readonly #parts: WindowParts
  readonly #chromium: Promise<Chromium>
  readonly #session: HostSession
  readonly #hidden: boolean
  #bounds: Rectangle
  #title: string
  #destroyed = false

  constructor(options: BrowserWindowConstructorOptions, parts: WindowParts) {
    super()
    const preferences: Record<string, unknown> = { ...options.webPreferences }
    for (const [name, value] of Object.entries(refused)) {
      if (preferences[name] === value) {
        throw new Error(`webPreferences.${name}: ${value} is not possible in the host`)
      }
    }
    const own = preferences['session']
    this.#session = own instanceof HostSession ? own : parts.session
    this.#hidden = this.#session !== parts.session
    if (this.#hidden && options.show !== false) {
      throw new Error('the host shows no window of another session')
    }
    if (!this.#hidden && HostBrowserWindow.shown() !== null) {
      throw new Error('the host has one window')
    }
    HostBrowserWindow.#all.push(this)
    this.#parts = parts
    this.#title = options.title ?? 'Electron'
    this.#bounds = {
      x: options.x ?? 0,
      y: options.y ?? 0,
      width: options.width ?? 800,
      height: options.height ?? 600,
    }
    this.webContents = new HostWebContents({ ...parts, session: this.#session })
    parts.onCreated(this.webContents)
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'))
    // A microtask later, so that switches appended right after still count.
    this.#chromium = Promise.resolve().then(() => this.#start(options))
    this.#chromium.catch((error: unknown) => {
      this.webContents.fail(error)
      this.#closed()
    })
  }

  async #start(options: BrowserWindowConstructorOptions): Promise<Chromium> {
    const preloadFile = options.webPreferences?.preload
    const preload = preloadFile === undefined ? null : readFileSync(preloadFile, 'utf8')
    const place =
      options.x === undefined ? [] : [`--window-position=${options.x},${options.y ?? 0}`]
    const chromium = await startChromium({
      ...this.#parts.shell,
      ...(this.#hidden ? { headless: true, onDebuggingAddress: null } : {}),
      switches: [...place, ...this.#parts.switches()],
      width: this.#bounds.width,
      height: this.#bounds.height,
      backgroundColor: options.backgroundColor ?? '#fff',
      title: this.#title,
    })
    this.#parts.onStarted(chromium)
    void chromium.ended.then(() => this.#closed())

    const { browser } = chromium.devtools
    const target = await windowTarget(chromium)
    browser.on('Target.detachedFromTarget', ({ sessionId }) => {
      if (sessionId === target.sessionId) this.#closed()
    })
    await Promise.all([
      this.#session.settlePermissions(
        browser,
        this.webContents as never,
        this.webContents.getURL(),
      ),
      browser.send('Browser.setDownloadBehavior', { behavior: 'deny' }),
      this.webContents.attach(chromium.devtools, target, {
        preload,
        javascript: options.webPreferences?.javascript ?? true,
      }),
    ])
    await this.#refreshBounds(chromium, target.targetInfo.targetId)
    chromium.devtools.session(target.sessionId).on('Page.frameResized', () => {
      void this.#refreshBounds(chromium, target.targetInfo.targetId)
    })
    this.#targetId = target.targetInfo.targetId
    return chromium
  }
  #targetId = ''

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }

  /** Shows it in front, out of the dock or task bar if need be. A window of the host is never hidden. */
  show(): void {
    this.#arrange(async ({ devtools: { browser } }, windowId, bounds) => {
      if (bounds.windowState === 'minimized') {
        await browser.send('Browser.setWindowBounds', {
          windowId,
          bounds: { windowState: 'normal' },
        })
      }
      await browser.send('Target.activateTarget', { targetId: this.#targetId })
    })
  }

  focus(): void {
    this.show()
  }

  restore(): void {
    this.show()
  }

  /** Chromium does not tell; `show` restores a minimized window by itself. */
  isMinimized(): boolean {
    return false
  }

  isMaximized(): boolean {
    return false
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  getTitle(): string {
    return this.#title
  }

  /** The title of the page is the title of the window here; this one is for the time before. */
  setTitle(title: string): void {
    this.#title = title
  }

  getBounds(): Rectangle {
    return { ...this.#bounds }
  }

  getNormalBounds(): Rectangle {
    return this.getBounds()
  }

  setBounds(wanted: Partial<Rectangle>): void {
    const { x, y, width, height } = { ...this.#bounds, ...wanted }
    this.#bounds = { x, y, width, height }
    this.#arrange(async ({ devtools: { browser } }, windowId) => {
      await browser.send('Browser.setWindowBounds', {
        windowId,
        bounds: { left: x, top: y, width, height },
      })
    })
  }

  setContentSize(width: number, height: number): void {
    this.#arrange(async ({ devtools: { browser } }, windowId) => {
      await browser.send('Browser.setContentsSize', { windowId, width, height })
    })
  }

  setMenuBarVisibility(_visible: boolean): void {}

  /** Asks first ('close' may be prevented), as Electron does; closing by hand cannot be prevented here. */
  close(): void {
    let prevented = false
    this.emit('close', { preventDefault: () => void (prevented = true) })
    if (!prevented) this.destroy()
  }

  destroy(): void {
    this.#chromium.then((chromium) => chromium.close()).catch(() => {})
    this.#closed()
  }

  #closed(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    HostBrowserWindow.#all = HostBrowserWindow.#all.filter((window) => window !== this)
    this.emit('closed')
    if (HostBrowserWindow.#all.length === 0) this.#parts.onAllClosed()
  }

  #arrange(
    change: (
      chromium: Chromium,
      windowId: number,
      bounds: Protocol.Browser.Bounds,
    ) => Promise<void>,
  ): void {
    this.#chromium
      .then(async (chromium) => {
        const { windowId, bounds } = await chromium.devtools.browser.send(
          'Browser.getWindowForTarget',
          {
            targetId: this.#targetId,
          },
        )
        await change(chromium, windowId, bounds)
        await this.#refreshBounds(chromium, this.#targetId)
      })
      .catch((error: unknown) => {
        if (!this.#destroyed) console.error('host: the window could not be arranged:', error)
      })
  }

  async #refreshBounds({ devtools: { browser } }: Chromium, targetId: string): Promise<void> {
    const { bounds } = await browser
      .send('Browser.getWindowForTarget', { targetId })
      .catch(() => ({ bounds: null }))
    if (!bounds || bounds.windowState === 'minimized') return
    const { left = 0, top = 0, width = 0, height = 0 } = bounds
    this.#bounds = { x: left, y: top, width, height }
    this.emit('resize')
  }
}
