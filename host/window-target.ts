import type { Chromium } from './chromium.ts'
import type { Protocol } from './devtools.ts'

/** Waits for the one window that Chromium opens by itself; it stands still until `openPage` lets it go on. */
export function windowTarget(chromium: Chromium): Promise<Protocol.Target.attachedToTargetPayload> {
  const { browser } = chromium.devtools
  return new Promise<Protocol.Target.attachedToTargetPayload>((resolve) => {
    let first = true
    browser.on('Target.attachedToTarget', (attached) => {
      if (attached.targetInfo.type === 'page' && first) {
        first = false
        resolve(attached)
      } else if (attached.targetInfo.type === 'page') {
        refuseWindow(chromium, attached)
      }
    })
    void browser.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
    })
  })
}

/**
 * SECURITY: a second window is closed before it shows anything. Its requests stop at an interception that
 * nobody answers; it must run for a moment, because its opener waits for it.
 */
function refuseWindow(
  { devtools }: Chromium,
  { sessionId, targetInfo }: Protocol.Target.attachedToTargetPayload,
): void {
  const popup = devtools.session(sessionId)
  const steps = [
    popup.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
    popup.send('Runtime.runIfWaitingForDebugger'),
    devtools.browser.send('Target.closeTarget', { targetId: targetInfo.targetId }),
  ]
  // It may be gone before all of them were heard.
  for (const step of steps) step.catch(() => {})
}
