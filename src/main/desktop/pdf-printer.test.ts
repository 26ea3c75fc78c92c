import { EventEmitter } from 'node:events'
import type { PrintToPDFOptions } from 'electron'
import { beforeEach, describe, expect, it } from 'vitest'
import { createPdfPrinter, type PrinterParts } from './pdf-printer.ts'

type Request = (details: { url: string }, decide: (decision: { cancel: boolean }) => void) => void

/** The session that prints. */
class FakeSession extends EventEmitter {
  serve: (request: { url: string }) => Response = () => new Response('unserved')
  request: Request = () => {}
  permits: (contents: null, permission: string) => boolean = () => true
  setPermissionRequestHandler = (): void => {}
  setPermissionCheckHandler = (check: FakeSession['permits']): void => void (this.permits = check)
  setDevicePermissionHandler = (): void => {}
  setSpellCheckerEnabled = (): void => {}
  webRequest = { onBeforeRequest: (listener: Request): void => void (this.request = listener) }
  protocol = {
    handle: (_scheme: string, handler: FakeSession['serve']): void => void (this.serve = handler),
  }
  passes(url: string): boolean {
    let passed = false
    this.request({ url }, ({ cancel }) => void (passed = !cancel))
    return passed
  }
}

type Printing = {
  window: FakeWindow
  /** What the page got when it was loaded. */
  html: string
  options: PrintToPDFOptions
  done(pdf: Buffer): void
  failed(error: Error): void
}

class FakeWindow extends EventEmitter {
  static preferences: Record<string, unknown>[] = []
  destroyed = false
  html = ''
  webContents = Object.assign(new EventEmitter(), {
    printToPDF: (options: PrintToPDFOptions) =>
      new Promise<Buffer>((resolve, reject) => {
        printings.push({ window: this, html: this.html, options, done: resolve, failed: reject })
      }),
  })
  constructor({ webPreferences }: { webPreferences?: object }) {
    super()
    FakeWindow.preferences.push({ ...webPreferences })
  }
  async loadURL(url: string): Promise<void> {
    this.html = await session.serve({ url }).text()
  }
  destroy(): void {
    this.destroyed = true
    this.emit('closed')
  }
}

let session: FakeSession
let printings: Printing[] = []
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

function printer(timeLimit = 1000): ReturnType<typeof createPdfPrinter> {
  return createPdfPrinter({
    session: { fromPartition: () => session },
    BrowserWindow: FakeWindow,
    log: { info: () => {}, problem: () => '' },
    timeLimit,
  } as unknown as PrinterParts)
}

beforeEach(() => {
  session = new FakeSession()
  printings = []
  FakeWindow.preferences = []
})

describe('printing', () => {
  it('hands the document to a hidden window and takes what its pages are, on the paper that is asked for', async () => {
    const print = printer()
    for (const paper of ['A4', 'Letter'] as const) {
      const printed = print(`<p>${paper}</p>`, paper)
      await settle()
      const printing = printings.pop()
      expect(printing).toMatchObject({
        html: `<p>${paper}</p>`,
        options: { pageSize: paper, generateTaggedPDF: true, displayHeaderFooter: false },
      })
      // Margins are those of the document's own pages.
      expect(printing?.options.margins).toBeUndefined()
      printing?.done(Buffer.from('%PDF-'))
      expect(Buffer.from(await printed).toString()).toBe('%PDF-')
      expect(printing?.window.destroyed).toBe(true)
    }
  })

  it('marks what screen readers need and bookmarks, unless the document is so long that they would outweigh it', async () => {
    const print = printer()
    for (const [length, marked] of [
      [2_000_000, true],
      [2_000_001, false],
    ] as const) {
      const printed = print('x'.repeat(length), 'A4')
      await settle()
      const printing = printings.pop()
      expect(printing?.options.generateTaggedPDF).toBe(marked)
      expect(printing?.options.generateDocumentOutline).toBe(marked)
      printing?.done(Buffer.from(''))
      await printed
    }
  })

  it('is done one at a time, each with its own document, also after one that failed', async () => {
    const print = printer()
    const first = print('first', 'A4')
    const second = print('second', 'A4')
    await settle()
    expect(printings.map(({ html }) => html)).toEqual(['first'])
    printings[0]?.failed(new Error('no memory'))
    await expect(first).rejects.toThrow('no memory')
    await settle()
    expect(printings.map(({ html }) => html)).toEqual(['first', 'second'])
    printings[1]?.done(Buffer.from('2'))
    expect(Buffer.from(await second).toString()).toBe('2')
  })

  it('that does not end, crashes or loses its window is given up, and the window is gone', async () => {
    const late = printer(20)('late', 'A4')
    await expect(late).rejects.toThrow('within 0.02 s')
    const print = printer()
    for (const end of [
      ({ window }: Printing) => window.webContents.emit('render-process-gone'),
      ({ window }: Printing) => window.emit('closed'),
    ]) {
      const printed = print('x', 'A4')
      await settle()
      const printing = printings.at(-1)
      if (printing) end(printing)
      await expect(printed).rejects.toThrow(/crashed|closed/)
    }
    expect(printings.map(({ window }) => window.destroyed)).toEqual([true, true, true])
  })
})

it('printing that is stopped ends at once, and what waited for it is not begun where it was stopped too', async () => {
  const print = printer()
  const stop = new AbortController()
  const both = [print('first', 'A4', stop.signal), print('second', 'A4', stop.signal)]
  await settle()
  stop.abort(new Error('stopped'))
  for (const printed of both) await expect(printed).rejects.toThrow('stopped')
  expect(printings.map(({ html, window }) => [html, window.destroyed])).toEqual([['first', true]])
})

describe('SECURITY: the window that prints', () => {
  it('runs no script, has no preload, and keeps to the sandbox', async () => {
    void printer()('x', 'A4').catch(() => {})
    await settle()
    expect(FakeWindow.preferences[0]).toMatchObject({
      session,
      javascript: false,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    })
    expect(FakeWindow.preferences[0]).not.toHaveProperty('preload')
    printings[0]?.done(Buffer.from(''))
  })

  it('reaches the one document, under its policy, while it is printed, and nothing else', async () => {
    const printed = printer()('<p>Report</p>', 'A4')
    await settle()
    const own = session.serve({ url: 'app://rootkeep/print' })
    expect(own.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
    const others = [
      'app://rootkeep/',
      'app://rootkeep/document/x',
      'https://example.com/',
      'file:///etc/passwd',
      'data:text/html,x',
    ]
    expect(['app://rootkeep/print', ...others].filter((url) => session.passes(url))).toEqual([
      'app://rootkeep/print',
    ])
    expect(others.map((url) => session.serve({ url }).status)).toEqual(others.map(() => 404))
    expect(session.permits(null, 'clipboard-sanitized-write')).toBe(false)
    printings[0]?.done(Buffer.from(''))
    await printed
    expect(session.serve({ url: 'app://rootkeep/print' }).status).toBe(404)
  })
})
