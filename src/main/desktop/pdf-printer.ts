import type { BrowserWindow, BrowserWindowConstructorOptions, Session } from 'electron'
import type { Paper } from '../../shared/domain/reports.ts'
import type { Log } from '../log.ts'
import type { ShellServices } from '../shell-services.ts'
import { appOrigin, appScheme } from './app-origin.ts'
import { documentHeaders } from './content-security-policy.ts'
import { guardSession } from './session-guards.ts'

/** The part of a shell that prints: Electron, or the host. */
export type PrinterParts = {
  readonly session: { fromPartition(name: string, options: { cache: boolean }): Session }
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => Pick<
    BrowserWindow,
    'loadURL' | 'once' | 'destroy'
  > & {
    readonly webContents: Pick<BrowserWindow['webContents'], 'once' | 'printToPDF'>
  }
  readonly log: Log
  /** How long one document may take, in milliseconds. */
  readonly timeLimit?: number
}

/** The one address of the session that prints. */
const printUrl = `${appOrigin}/print`

/** 5,000 accounts take a few seconds; what takes this long does not come to an end, in milliseconds. */
const longest = 180_000

/**
 * A document of up to this many characters, some 3,000 accounts, gets marks for screen readers and bookmarks. They take more place than all the words: 5,000
 * accounts are 2 MB without and 25 MB with them, and take half as long again. Whoever needs the marks of those has the HTML report.
 */
const tagged = 2_000_000

/**
 * Makes the printer: for each document a hidden window that is gone afterwards, one at a time. Running headers, page numbers and margins are those of the
 * document's own `@page` rules.
 * SECURITY: the window has a session, and so a process, of its own; no script runs in it, and every request but that for the document is refused.
 */
export function createPdfPrinter(parts: PrinterParts): NonNullable<ShellServices['printPdf']> {
  const { BrowserWindow, timeLimit = longest } = parts
  let prepared: Session | null = null
  let document: string | null = null
  let last: Promise<unknown> = Promise.resolve()

  function answer(url: string): Response {
    return url === printUrl && document !== null
      ? new Response(document, { headers: documentHeaders })
      : new Response('Not found', { status: 404 })
  }

  function printSession(): Session {
    if (prepared) return prepared
    const session = parts.session.fromPartition('print', { cache: false })
    guardSession(session, parts.log, { permissions: new Set(), url: (url) => url === printUrl })
    session.protocol.handle(appScheme, ({ url }) => answer(url))
    prepared = session
    return session
  }

  async function print(html: string, paper: Paper, signal?: AbortSignal): Promise<Uint8Array> {
    signal?.throwIfAborted()
    const window = new BrowserWindow({
      show: false,
      title: 'Rootkeep',
      webPreferences: {
        session: printSession(),
        javascript: false,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
      },
    })
    document = html
    const { webContents } = window
    const ended = Promise.withResolvers<never>()
    const giveUp = (why: string) => () => ended.reject(new Error(why))
    const late = setTimeout(giveUp(`it was not printed within ${timeLimit / 1000} s`), timeLimit)
    webContents.once('render-process-gone', giveUp('the page that prints has crashed'))
    window.once('closed', giveUp('the window that prints was closed'))
    const stop = (): void => ended.reject(signal?.reason)
    signal?.addEventListener('abort', stop)
    try {
      const printed = window.loadURL(printUrl).then(() =>
        webContents.printToPDF({
          pageSize: paper,
          preferCSSPageSize: false,
          printBackground: true,
          displayHeaderFooter: false,
          generateTaggedPDF: html.length <= tagged,
          generateDocumentOutline: html.length <= tagged,
        }),
      )
      return await Promise.race([printed, ended.promise])
    } finally {
      clearTimeout(late)
      signal?.removeEventListener('abort', stop)
      document = null
      window.destroy()
    }
  }

  return (html, paper, signal) => {
    const turn = last.then(() => print(html, paper, signal))
    last = turn.catch(() => {})
    return turn
  }
}
