import type { EventEmitter } from 'node:events'
import { startChromium, type Chromium, type ChromiumOptions } from './chromium.ts'
import type { DialogPage } from './dialog-page.ts'
import { dialogPreload, type DialogAnswer, type DialogReply } from './dialog-preload.ts'
import { openPage } from './page.ts'
import { windowTarget } from './window-target.ts'

export type DialogParts = {
  readonly shell: Pick<ChromiumOptions, 'executable' | 'headless' | 'onDebuggingAddress'>
  switches(): readonly string[]
  /** The window that the question belongs to: the dialog opens over it and ends with it. */
  owner(): (Pick<EventEmitter, 'once' | 'off'> & { getBounds(): Bounds }) | null
}
type Bounds = { x: number; y: number; width: number; height: number }

/** What the owner of the question thinks of an answer: it settles the matter, or something is to be said first. */
export type Verdict<T> = { readonly settled: T } | { readonly reply: DialogReply }

/** No name under `.invalid` resolves (RFC 2606); the one document is served from here. */
const address = 'https://dialog.invalid/'
const width = 520

/**
 * Shows a page in a window of its own until an answer settles the matter. Null where the window, or the
 * one that it belongs to, was closed, or the signal came.
 * SECURITY: the window is a Chromium of its own, with its own profile. No script of the application's page
 * shares a process, a storage, an opener or a channel with it; the answer comes from the isolated world of a
 * document whose policy permits no script at all, and which reaches no network.
 */
export async function askInWindow<T>(
  { shell, switches, owner }: DialogParts,
  { title, html, policy, height }: DialogPage,
  judge: (answer: DialogAnswer) => Verdict<T>,
  signal?: AbortSignal,
): Promise<T | null> {
  if (signal?.aborted) return null
  const settled = Promise.withResolvers<T | null>()
  const cancel = (): void => settled.resolve(null)
  const parent = owner()
  parent?.once('closed', cancel)
  signal?.addEventListener('abort', cancel)

  async function show(chromium: Chromium): Promise<void> {
    const { browser, closed } = chromium.devtools
    void closed.then(cancel)
    const target = await windowTarget(chromium)
    browser.on('Target.detachedFromTarget', ({ sessionId }) => {
      if (sessionId === target.sessionId) cancel()
    })
    await browser.send('Browser.grantPermissions', { permissions: [] })
    await browser.send('Browser.setDownloadBehavior', { behavior: 'deny' })
    const page = await openPage(
      chromium.devtools,
      target,
      { preload: dialogPreload, javascript: true },
      {
        async onRequest({ url }) {
          if (url !== address) return { kind: 'blocked' }
          const headers: [string, string][] = [
            ['content-type', 'text/html; charset=utf-8'],
            ['content-security-policy', policy],
          ]
          return { kind: 'answer', status: 200, headers, body: Buffer.from(html) }
        },
        async onInvoke(_frame, _channel, [answer]) {
          const verdict = judge(answer as DialogAnswer)
          if ('reply' in verdict) return verdict.reply
          settled.resolve(verdict.settled)
          return null
        },
        onWindowOpen() {},
        onNavigated() {},
        onLoad() {},
        onCrash: cancel,
      },
    )
    await page.navigate(address)
    const { targetId } = page
    const { windowId } = await browser.send('Browser.getWindowForTarget', { targetId })
    const natural = (await page.evaluate(naturalHeight)) as number
    await browser.send('Browser.setContentsSize', {
      windowId,
      width,
      height: Math.min(natural, 640),
    })
    await browser.send('Target.activateTarget', { targetId })
  }

  let chromium: Chromium | null = null
  try {
    chromium = await startChromium({
      ...shell,
      switches: [...switches(), ...placeOver(parent?.getBounds(), height)],
      width,
      height,
      backgroundColor: 'light-dark(#fff, #1b1f23); color-scheme: light dark',
      title,
    })
    show(chromium).catch(settled.reject)
    return await settled.promise
  } finally {
    parent?.off('closed', cancel)
    signal?.removeEventListener('abort', cancel)
    // The answer does not wait for the window to have gone.
    void chromium?.close()
  }
}

/** The height that shows all of the page, in CSS pixels. */
const naturalHeight = `[...document.querySelectorAll('[data-part]')].reduce((sum, part) => sum + part.offsetHeight, 0)`

function placeOver(bounds: Bounds | undefined, height: number): string[] {
  if (!bounds) return []
  const x = Math.round(bounds.x + (bounds.width - width) / 2)
  const y = Math.round(bounds.y + (bounds.height - height) / 3)
  return [`--window-position=${x},${y}`]
}
