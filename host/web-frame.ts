import type { WebFrameMain } from 'electron'
import type { OriginMap } from './origin.ts'
import type { Page } from './page.ts'

/** The part of `WebFrameMain` that a sender check reads. */
export type HostWebFrame = Pick<WebFrameMain, 'url' | 'origin' | 'parent' | 'top' | 'detached'>

/** One object a frame, whose facts are always those that Chromium last reported. */
export function createWebFrames(page: Page, origins: OriginMap): (id: string) => HostWebFrame {
  const known = new Map<string, HostWebFrame>()

  function frameOf(id: string): HostWebFrame {
    const existing = known.get(id)
    if (existing) return existing
    const frame: HostWebFrame = {
      get url() {
        return origins.toApp(page.frame(id)?.url ?? '')
      },
      get origin() {
        return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+/i.exec(frame.url)?.[0] ?? 'null'
      },
      get parent() {
        const parentId = page.frame(id)?.parentId
        return parentId ? (frameOf(parentId) as WebFrameMain) : null
      },
      get top() {
        return frameOf(page.mainFrame().id) as WebFrameMain
      },
      get detached() {
        return page.frame(id) === undefined
      },
    }
    known.set(id, frame)
    return frame
  }
  return frameOf
}
