import { EventEmitter } from 'node:events'
import type {
  CallbackResponse,
  IpcMainInvokeEvent,
  NativeImage,
  OnBeforeRequestListenerDetails,
  PrintToPDFOptions,
  WebContents,
  WebFrameMain,
} from 'electron'
import type { Devtools, Protocol } from './devtools.ts'
import type { HostIpcMain } from './ipc-main.ts'
import type { OriginMap } from './origin.ts'
import { openPage, type Page, type PageScripts } from './page.ts'
import type { PageAnswer, PageFrame, PageRequest } from './page-frames.ts'
import { requestOf, resourceTypeOf } from './page-request.ts'
import { createPicture } from './picture.ts'
import { printToPdf } from './print.ts'
import type { HostSession } from './session.ts'
import { createWebFrames, type HostWebFrame } from './web-frame.ts'

export type WebContentsParts = { origins: OriginMap; ipcMain: HostIpcMain; session: HostSession }
type WindowOpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0]

/** What of Electron's `WebContents` is here; that it fits is checked against its own types. */
type Implemented = Pick<
  WebContents,
  | 'id'
  | 'mainFrame'
  | 'loadURL'
  | 'reload'
  | 'getURL'
  | 'isCrashed'
  | 'forcefullyCrashRenderer'
  | 'send'
  | 'setWindowOpenHandler'
  | 'setWebRTCIPHandlingPolicy'
  | 'executeJavaScript'
  | 'capturePage'
  | 'printToPDF'
>

/** `webContents` of a window. */
export class HostWebContents extends EventEmitter implements Implemented {
  static #last = 0
  readonly id = (HostWebContents.#last += 1)
  readonly session: HostSession
  readonly #parts: WebContentsParts
  readonly #page = Promise.withResolvers<Page>()
  #attached: Page | null = null
  #frameOf: ((id: string) => HostWebFrame) | null = null
  #windowOpenHandler: WindowOpenHandler | null = null
  #requests = 0
  #crashed = false
  /** True from `loadURL` until its request has come: such a navigation is main's own. */
  #ownNavigation = false

  constructor(parts: WebContentsParts) {
    super()
    this.#parts = parts
    this.session = parts.session
    this.#page.promise.catch(() => {})
  }

  /** Takes the window's target over; called by the window once Chromium runs. */
  async attach(
    devtools: Devtools,
    target: Protocol.Target.attachedToTargetPayload,
    scripts: PageScripts,
  ): Promise<void> {
    const page = await openPage(devtools, target, scripts, {
      onRequest: (request) => this.#answer(request),
      onInvoke: (frame, channel, args) => this.#invoke(frame, channel, args),
      onWindowOpen: (url) => {
        const answer = this.#windowOpenHandler?.({
          url: this.#parts.origins.toApp(url),
          frameName: '',
          features: '',
          disposition: 'new-window',
          referrer: { url: this.getURL(), policy: 'default' },
        })
        if (answer?.action !== 'deny') console.error(`host: only one window; ${url} was not opened`)
      },
      onNavigated: (frame) => {
        if (frame.parentId === null) {
          this.emit('did-navigate', {}, this.#parts.origins.toApp(frame.url))
        }
      },
      onLoad: (event) => this.emit(event),
      onCrash: () => {
        this.#crashed = true
        this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
      },
    })
    this.#attached = page
    this.#frameOf = createWebFrames(page, this.#parts.origins)
    this.#page.resolve(page)
  }

  /** Chromium could not be started: whatever waits for the page is told. */
  fail(error: unknown): void {
    this.#page.reject(error)
  }

  get mainFrame(): WebFrameMain {
    const frame = this.#attached && this.#frameOf?.(this.#attached.mainFrame().id)
    if (!frame) throw new Error('webContents.mainFrame: nothing is loaded yet')
    return frame as WebFrameMain
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#page.promise
    const inPage = this.#parts.origins.toPage(url)
    if (inPage === null) throw new Error(`ERR_UNKNOWN_URL_SCHEME (-302) loading '${url}'`)
    this.#ownNavigation = true
    this.#crashed = false
    await page.navigate(inPage)
  }

  reload(): void {
    const url = this.getURL()
    this.loadURL(url).catch((error: unknown) =>
      this.emit('did-fail-load', {}, -2, String(error), url, true),
    )
  }

  getURL(): string {
    return this.#parts.origins.toApp(this.#attached?.mainFrame().url ?? '')
  }

  isCrashed(): boolean {
    return this.#crashed
  }

  forcefullyCrashRenderer(): void {
    this.#attached?.session.send('Page.crash').catch(() => {})
  }

  send(channel: string, ...args: unknown[]): void {
    this.#attached?.push(channel, args)
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler
  }

  /** Chromium's profile says so already, for every page: see chromium.ts. */
  setWebRTCIPHandlingPolicy(policy: string): void {
    if (policy !== 'disable_non_proxied_udp') {
      throw new Error(`setWebRTCIPHandlingPolicy: the host allows no ${policy}`)
    }
  }

  async executeJavaScript(code: string): Promise<unknown> {
    return (await this.#page.promise).evaluate(code)
  }

  async capturePage(): Promise<NativeImage> {
    const { session } = await this.#page.promise
    const { data } = await session.send('Page.captureScreenshot', { format: 'png' })
    return createPicture(Buffer.from(data, 'base64')) as NativeImage
  }

  async printToPDF(options: PrintToPDFOptions): Promise<Buffer> {
    return await printToPdf((await this.#page.promise).session, options)
  }

  async #invoke(frame: PageFrame, channel: string, args: unknown[]): Promise<unknown> {
    const senderFrame = (this.#frameOf?.(frame.id) ?? null) as WebFrameMain | null
    const event = {
      sender: this as unknown as WebContents,
      senderFrame,
      type: 'frame',
    } as IpcMainInvokeEvent
    return await this.#parts.ipcMain.invoke(event, channel, args)
  }

  /** A request of the page: navigation events, then the session's listener, then the protocol's handler. */
  async #answer(request: PageRequest): Promise<PageAnswer> {
    const { origins, session } = this.#parts
    const url = origins.toApp(request.url)
    const isMainFrame = request.frame?.parentId === null
    if (request.resourceType === 'Document' && !this.#mayNavigate(url, isMainFrame)) {
      return { kind: 'aborted' }
    }

    const decision: CallbackResponse = await session.decide({
      id: (this.#requests += 1),
      url,
      method: request.method,
      webContentsId: this.id,
      resourceType: resourceTypeOf(request.resourceType, isMainFrame),
      referrer: request.headers['Referer'] ?? '',
      timestamp: Date.now(),
      uploadData: [],
    } satisfies OnBeforeRequestListenerDetails)
    if (decision.cancel) return { kind: 'blocked' }

    const answer = origins.toPage(url) && (await session.protocol.answer(requestOf(url, request)))
    // SECURITY: what no handler of the application answers, does not leave the page.
    if (!answer) return { kind: 'blocked' }
    return {
      kind: 'answer',
      status: answer.status,
      headers: [...answer.headers].map(([name, value]) => [
        name,
        name === 'content-security-policy' ? origins.policyInPage(value) : value,
      ]),
      body: Buffer.from(await answer.arrayBuffer()),
    }
  }

  #mayNavigate(url: string, isMainFrame: boolean): boolean {
    if (isMainFrame && this.#ownNavigation) {
      this.#ownNavigation = false
      return true
    }
    let prevented = false
    const event = {
      url,
      isMainFrame,
      isSameDocument: false,
      frame: null,
      preventDefault: () => void (prevented = true),
    }
    this.emit('will-frame-navigate', event)
    if (isMainFrame) this.emit('will-navigate', event, url)
    return !prevented
  }
}
