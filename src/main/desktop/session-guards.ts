import type { App, Session, WebContents } from 'electron'
import type { Log } from '../log.ts'
import { isDocumentUrl, isOwnUrl } from './app-origin.ts'

/** What the pages of a session may use beyond what they brought. */
export type Allowance = {
  readonly permissions: ReadonlySet<string>
  /** Whether a URL may be loaded. */
  url(url: string): boolean
}

/** The window: its own origin, and copying an ID on a click. */
const allowedToWindow: Allowance = {
  permissions: new Set(['clipboard-sanitized-write']),
  url: isOwnUrl,
}

/** SECURITY: what a page may never get, whatever runs in it: the network, a permission, a file, a device. */
export function guardSession(
  session: Session,
  log: Log,
  allowed: Allowance = allowedToWindow,
): void {
  session.setPermissionRequestHandler((_contents, permission, decide) =>
    decide(allowed.permissions.has(permission)),
  )
  session.setPermissionCheckHandler((_contents, permission) => allowed.permissions.has(permission))
  session.setDevicePermissionHandler(() => false)
  session.setSpellCheckerEnabled(false)

  session.webRequest.onBeforeRequest(({ url }, decide) => {
    const cancel = !allowed.url(url) && !isInlineImage(url)
    if (cancel) log.problem('guard', `a request was blocked: ${shortened(url)}`)
    decide({ cancel })
  })
  session.on('will-download', (event, item) => {
    event.preventDefault()
    log.problem('guard', `a download was blocked: ${shortened(item.getURL())}`)
  })
}

/**
 * SECURITY: every page, also one that we did not make, stays where it is and opens nothing. A frame shows a document of
 * the shelf, and nothing else.
 */
export function guardContents(app: App, log: Log): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
    contents.setWindowOpenHandler(({ url }) => {
      log.problem('guard', `a new window was refused: ${shortened(url)}`)
      return { action: 'deny' }
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.on('will-frame-navigate', (event) => {
      if (event.isMainFrame ? isReload(contents, event.url) : isDocumentUrl(event.url)) return
      event.preventDefault()
      log.problem('guard', `a navigation was refused: ${shortened(event.url)}`)
    })
    contents.on('will-redirect', (event) => event.preventDefault())
  })
}

/** Loading the page that is shown once more changes nothing. */
function isReload(contents: WebContents, url: string): boolean {
  return isOwnUrl(url) && withoutFragment(url) === withoutFragment(contents.getURL())
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/s, '')
}

function isInlineImage(url: string): boolean {
  return /^data:image\/(png|svg\+xml)[;,]/.test(url)
}

function shortened(url: string): string {
  return url.slice(0, 200)
}
