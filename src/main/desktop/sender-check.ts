import { isOwnUrl } from './app-origin.ts'

/** What is looked at in the frame that a call came from; null where it has gone meanwhile. */
export type SenderFrame = { readonly url: string; readonly parent: unknown } | null

/**
 * Whether a call may be answered: it must come from our window, from its main frame, showing a page of our
 * own. Returns the reason why not, for the log, or null.
 * SECURITY: every IPC call passes here before its input is looked at.
 */
export function distrust(sender: unknown, window: unknown, frame: SenderFrame): string | null {
  if (sender !== window) return 'another window'
  if (frame === null) return 'a frame that has gone'
  if (frame.parent !== null) return 'a frame inside the window'
  if (!isOwnUrl(frame.url)) return `a foreign page (${frame.url.slice(0, 120)})`
  return null
}
