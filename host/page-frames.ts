import type { Devtools, Protocol, Session } from './devtools.ts'

/** A frame of the page as Chromium last reported it. */
export type PageFrame = {
  readonly id: string
  readonly parentId: string | null
  readonly url: string
}

export type PageRequest = {
  readonly url: string
  readonly method: string
  readonly headers: Record<string, string>
  readonly body: Buffer<ArrayBuffer> | null
  readonly resourceType: string
  readonly frame: PageFrame | undefined
}
export type PageAnswer =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly headers: [string, string][]
      readonly body: Buffer
    }
  /** `aborted` leaves the page as it is; `blocked` shows as an error of the network. */
  | { readonly kind: 'aborted' | 'blocked' | 'failed' }

export type FrameOwner = {
  onRequest(request: PageRequest): Promise<PageAnswer>
  onNavigated(frame: PageFrame): void
}

/** The frames of a page, and the requests that they make, in whatever process Chromium draws them. */
export type PageFrames = {
  get(id: string): PageFrame | undefined
  /** Notes a frame that was there before it was followed. */
  note(frame: Protocol.Page.Frame): PageFrame
  /** Resolves when the first process is attended to; until then no request of it may be let go. */
  readonly attended: Promise<void>
}

/**
 * Follows the frames of a page and stops each of their requests. A frame that is sandboxed or of another origin has a process, and so a session,
 * of its own: it stands still until that is attended to as well.
 */
export function followFrames(devtools: Devtools, first: Session, owner: FrameOwner): PageFrames {
  const frames = new Map<string, PageFrame>()

  function note(frame: Protocol.Page.Frame): PageFrame {
    const noted = {
      id: frame.id,
      parentId: frame.parentId ?? frames.get(frame.id)?.parentId ?? null,
      url: frame.url + (frame.urlFragment ?? ''),
    }
    frames.set(frame.id, noted)
    return noted
  }

  async function attend(session: Session): Promise<void> {
    session.on('Page.frameNavigated', ({ frame }) => owner.onNavigated(note(frame)))
    session.on('Page.frameAttached', ({ frameId, parentFrameId }) => {
      frames.set(frameId, { id: frameId, parentId: parentFrameId, url: '' })
    })
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const frame = frames.get(frameId)
      if (frame) frames.set(frameId, { ...frame, url })
    })
    session.on('Page.frameDetached', ({ frameId, reason }) => {
      // One that changes its process is told of by the session of its new one.
      if (reason !== 'swap') frames.delete(frameId)
    })
    session.on('Fetch.requestPaused', (paused) => void answer(session, paused))
    session.on('Target.attachedToTarget', ({ sessionId }) => {
      const inner = devtools.session(sessionId)
      // The frame may be gone before all of it was heard.
      void Promise.all([attend(inner), inner.send('Runtime.runIfWaitingForDebugger')]).catch(
        () => {},
      )
    })
    await Promise.all([
      session.send('Page.enable'),
      // SECURITY: every request stops here, before the network; what the owner does not answer, fails.
      session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      session.send('Target.setAutoAttach', {
        autoAttach: true,
        waitForDebuggerOnStart: true,
        flatten: true,
        filter: [{ type: 'iframe' }],
      }),
    ])
  }

  async function answer(
    session: Session,
    paused: Protocol.Fetch.requestPausedPayload,
  ): Promise<void> {
    const { requestId, request } = paused
    const given = await owner
      .onRequest({
        url: request.url,
        method: request.method,
        headers: request.headers,
        body: bodyOf(request),
        resourceType: paused.resourceType,
        frame: frames.get(paused.frameId),
      })
      .catch((error: unknown): PageAnswer => {
        console.error(error)
        return { kind: 'failed' }
      })
    const done =
      given.kind === 'answer'
        ? session.send('Fetch.fulfillRequest', {
            requestId,
            responseCode: given.status,
            responseHeaders: given.headers.map(([name, value]) => ({ name, value })),
            body: given.body.toString('base64'),
          })
        : session.send('Fetch.failRequest', { requestId, errorReason: reasons[given.kind] })
    // The page may have gone on without waiting for the answer.
    await done.catch(() => {})
  }

  return { get: (id) => frames.get(id), note, attended: attend(first) }
}

const reasons = { aborted: 'Aborted', blocked: 'BlockedByClient', failed: 'Failed' } as const

function bodyOf(request: Protocol.Network.Request): Buffer<ArrayBuffer> | null {
  const parts = request.postDataEntries?.map(({ bytes }) => Buffer.from(bytes ?? '', 'base64'))
  return parts && parts.length > 0 ? Buffer.concat(parts) : null
}
