import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App, BrowserWindow } from 'electron'
import { chromium, type FrameLocator, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHiddenShell } from '../../../host/hidden-shell.ts'
import type { Log } from '../log.ts'
import { createPreviewShelf } from '../reports/preview-shelf.ts'
import { appOrigin, appScheme } from './app-origin.ts'
import { createAppProtocol } from './app-protocol.ts'
import { guardContents, guardSession } from './session-guards.ts'

/**
 * SECURITY: what a report can do that is looked at in the window. Here it is as bad as it gets: markup and scripts of others reached it as they are, and
 * the frame around it forgot its own sandbox. Policies, guards and Chromium are the real ones.
 */
const hostile = `<!doctype html><title>Report</title>
<style>h1 { color: rgb(1, 2, 3) }</style>
<h1 onclick="parent.postMessage('handler', '*')">Report</h1>
<script>parent.postMessage('script', '*'); top.location = 'https://example.com/script'</script>
<img src="x" onerror="parent.postMessage('onerror', '*')">
<svg onload="parent.postMessage('onload', '*')"><text y="20">chart</text></svg>
<img src="https://example.com/pixel.png"><link rel="stylesheet" href="https://example.com/a.css">
<iframe src="/"></iframe><iframe srcdoc="<script>top.postMessage('inner', '*')</script>"></iframe>
<meta http-equiv="refresh" content="0;url=https://example.com/refresh">
<p><a href="#end">within</a>
<a href="https://example.com/away">away</a>
<a href="/">app</a>
<a href="https://example.com/top" target="_top">top</a>
<a href="https://example.com/window" target="_blank">window</a>
<a href="javascript:parent.postMessage('link', '*')">code</a>
<a href="data:text/html,<script>parent.postMessage('data', '*')</script>">data</a>
<a href="/assets/own.css" download>file</a></p>
<form action="https://example.com/form"><button>send</button></form>
<p id="end" style="margin-top: 3000px">End</p>`

const shelf = createPreviewShelf()
const folder = mkdtempSync(join(tmpdir(), 'rootkeep-document-'))
const log: Log = { info: () => {}, problem: () => '' }
const here = 'https://rootkeep.app.invalid/'
let served: string[] = []
const address = Promise.withResolvers<string>()
let window: BrowserWindow
let page: Page

beforeAll(async () => {
  writeFileSync(join(folder, 'index.html'), '<title>Window</title><body>')
  const executable = process.env['ROOTKEEP_HOST_CHROMIUM'] ?? 'chromium'
  const shell = createHiddenShell(executable, [appScheme], address.resolve)
  const session = shell.session.defaultSession
  guardSession(session, log)
  const protocol = createAppProtocol({ folder, failure: () => null, document: shelf.get })
  session.protocol.handle(appScheme, (request) => {
    served.push(request.url)
    return protocol(request)
  })
  const app = new EventEmitter()
  guardContents(app as unknown as App, log)
  window = new shell.BrowserWindow()
  app.emit('web-contents-created', {}, window.webContents)
  await window.loadURL(`${appOrigin}/`)
  const browser = await chromium.connectOverCDP(await address.promise)
  const [first] = browser.contexts().flatMap((context) => context.pages())
  if (!first) throw new Error('Chromium has no page')
  page = first
})
afterAll(() => {
  window.destroy()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => {
  served = []
})

/** Puts a frame into the page and waits a moment longer than it takes to load, or to be refused. Says whether the page can look into it. */
async function show(source: string): Promise<boolean> {
  return await page.evaluate<boolean>(`new Promise((resolve) => {
    document.querySelector('iframe')?.remove()
    globalThis.heard = []
    globalThis.onmessage = ({ data }) => heard.push(data)
    const frame = document.createElement('iframe')
    Object.assign(frame, { src: ${JSON.stringify(source)}, width: 600, height: 400 })
    document.body.append(frame)
    const loaded = () => resolve(frame.contentDocument !== null)
    frame.onload = () => setTimeout(loaded, 50)
    setTimeout(loaded, 400)
  })`)
}
const heard = (): Promise<unknown> => page.evaluate('globalThis.heard')
const scrolled = (): Promise<number> => report().getByRole('heading').evaluate('scrollY')
const report = (): FrameLocator => page.frameLocator('iframe')

describe('a report in a frame of the window', () => {
  it('is shown with its styles, and nothing in it runs, whoever wrote it', async () => {
    expect(await show(shelf.put(hostile))).toBe(false)
    const heading = report().getByRole('heading')
    expect(await heading.evaluate('getComputedStyle(document.querySelector("h1")).color')).toBe(
      'rgb(1, 2, 3)',
    )
    await heading.click()
    await report().getByText('code').click()
    expect(await heard()).toEqual([])
    expect(page.url()).toBe(here)
    expect(await page.title()).toBe('Window')
  })

  it('loads nothing, neither from the network nor from the application', async () => {
    const document = shelf.put(hostile)
    await show(document)
    expect(served).toEqual([`${appOrigin}${document}`])
  })

  it('leads to its own places', async () => {
    await show(shelf.put(hostile))
    await report().getByText('within').click()
    await expect.poll(scrolled).toBeGreaterThan(0)
    expect(page.url()).toBe(here)
  })

  it.each(['away', 'app', 'top', 'window', 'data', 'file', 'send'])(
    'leads nowhere else: %s',
    async (word) => {
      const document = shelf.put(hostile)
      await show(document)
      await report().getByText(word, { exact: true }).click()
      await page.waitForTimeout(100)
      // Where the policy of the window stops it, Chromium says so in the frame.
      const [outer, inner] = page.frames().map((frame) => frame.url())
      expect(outer).toBe(here)
      expect([new URL(document, here).href, 'chrome-error://chromewebdata/']).toContain(inner)
      expect(served).toEqual([`${appOrigin}${document}`])
      expect(page.context().pages()).toEqual([page])
      expect(await heard()).toEqual([])
    },
  )

  it('is the only thing that a frame shows: not the application, not a page of others, not an unknown token', async () => {
    for (const source of [
      '/',
      '/document/',
      '/document/unknown',
      'https://example.com/',
      'data:text/html,<h1>Report</h1>',
      'blob:https://rootkeep.app.invalid/1',
    ]) {
      await show(source)
      expect(await report().getByRole('heading').count(), source).toBe(0)
    }
    // The positive counterpart.
    await show(shelf.put('<h1>Report</h1>'))
    expect(await report().getByRole('heading').count()).toBe(1)
  })
})
