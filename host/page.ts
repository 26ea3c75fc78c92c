import { randomUUID } from 'node:crypto'
import {
  bindingName,
  isolatedWorldScript,
  mainWorldScript,
  receiverName,
  worldName,
} from './bridge.ts'
import { decode, encode } from './clone.ts'
import type { Devtools, Protocol, Session } from './devtools.ts'
import { followFrames, type FrameOwner, type PageFrame } from './page-frames.ts'

/** What the page asks of its owner, and what it reports. */
export type PageOwner = FrameOwner & {
  /** A call of `ipcRenderer.invoke`, with the frame that Chromium says it came from. */
  onInvoke(frame: PageFrame, channel: string, args: unknown[]): Promise<unknown>
  onWindowOpen(url: string): void
  onLoad(event: 'dom-ready' | 'did-finish-load'): void
  onCrash(): void
}

export type Page = {
  readonly session: Session
  readonly targetId: string
  mainFrame(): PageFrame
  frame(id: string): PageFrame | undefined
  /** Navigates the window and waits until it has loaded; rejects with Chromium's error text. */
  navigate(url: string): Promise<void>
  /** Hands a message to `ipcRenderer.on` of the present document; lost where there is none, as Electron's is. */
  push(channel: string, args: unknown[]): void
  evaluate(expression: string): Promise<unknown>
}

/** What runs in the page besides what it brings; without `javascript` not even that. */
export type PageScripts = { readonly preload: string | null; readonly javascript: boolean }

/**
 * Takes over the window's target: intercepts every request it makes, puts preload and bridge before its
 * scripts, and lets it go on only then.
 */
export async function openPage(
  devtools: Devtools,
  target: Protocol.Target.attachedToTargetPayload,
  { preload, javascript }: PageScripts,
  owner: PageOwner,
): Promise<Page> {
  const session = devtools.session(target.sessionId)
  const frames = followFrames(devtools, session, owner)
  const contexts = new Map<number, { frameId: string; uniqueId: string }>()
  const loads = new Map<string, PromiseWithResolvers<void>>()
  const mainFrameId: string = target.targetInfo.targetId
  let blankLoader = ''

  /** The end of one loading: either side may come first. */
  function loadOf(loaderId: string): PromiseWithResolvers<void> {
    const load = loads.get(loaderId) ?? Promise.withResolvers<void>()
    loads.set(loaderId, load)
    return load
  }

  session.on('Page.lifecycleEvent', ({ frameId, loaderId, name }) => {
    // The empty document that Chromium starts with is nobody's.
    if (frameId !== mainFrameId || loaderId === blankLoader) return
    if (name === 'DOMContentLoaded') owner.onLoad('dom-ready')
    if (name === 'load') {
      loadOf(loaderId).resolve()
      owner.onLoad('did-finish-load')
    }
  })
  session.on('Page.windowOpen', ({ url }) => owner.onWindowOpen(url))
  session.on('Inspector.targetCrashed', () => owner.onCrash())

  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.name !== worldName) return
    const { frameId } = context.auxData as { frameId: string }
    contexts.set(context.id, { frameId, uniqueId: context.uniqueId })
  })
  session.on(
    'Runtime.executionContextDestroyed',
    ({ executionContextId }) => void contexts.delete(executionContextId),
  )
  session.on('Runtime.executionContextsCleared', () => contexts.clear())

  session.on('Runtime.bindingCalled', (called) => void answerInvoke(called))

  async function answerInvoke({
    name,
    payload,
    executionContextId,
  }: Protocol.Runtime.bindingCalledPayload): Promise<void> {
    const context = contexts.get(executionContextId)
    const frame = context && frames.get(context.frameId)
    if (name !== bindingName || !frame) return
    const { call, channel, args } = decode(payload) as {
      call: number
      channel: string
      args: unknown[]
    }
    let message: { call: number; ok: boolean; value: unknown }
    try {
      message = structuredClone({
        call,
        ok: true,
        value: await owner.onInvoke(frame, channel, args),
      })
    } catch (error) {
      message = {
        call,
        ok: false,
        value: new Error(`Error invoking remote method '${channel}': ${String(error)}`),
      }
    }
    deliver(context.uniqueId, message)
  }

  function deliver(uniqueContextId: string, message: unknown): void {
    const expression = `${receiverName}(${JSON.stringify(encode(message))})`
    // The document may have gone meanwhile; then nobody waits for it.
    session.send('Runtime.evaluate', { uniqueContextId, expression }).catch(() => {})
  }

  const handshake = randomUUID()
  await Promise.all([
    frames.attended,
    session.send('Inspector.enable'),
    session.send('Runtime.enable'),
    // SECURITY: the binding exists in the isolated world only; no page script can call it.
    session.send('Runtime.addBinding', { name: bindingName, executionContextName: worldName }),
    ...(javascript ? [] : [session.send('Emulation.setScriptExecutionDisabled', { value: true })]),
    ...(preload === null
      ? []
      : [
          session.send('Page.addScriptToEvaluateOnNewDocument', {
            worldName,
            source: isolatedWorldScript(preload, handshake),
          }),
          session.send('Page.addScriptToEvaluateOnNewDocument', {
            source: mainWorldScript(handshake),
          }),
        ]),
    session.send('Page.getFrameTree').then(({ frameTree }) => {
      frames.note(frameTree.frame)
      blankLoader = frameTree.frame.loaderId
    }),
    session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
    session.send('Runtime.runIfWaitingForDebugger'),
  ])

  return {
    session,
    targetId: target.targetInfo.targetId,
    mainFrame: () => frames.get(mainFrameId) ?? { id: mainFrameId, parentId: null, url: '' },
    frame: (id) => frames.get(id),
    async navigate(url) {
      const { errorText, loaderId = '' } = await session.send('Page.navigate', { url })
      if (errorText) throw new Error(`${errorText} loading '${url}'`)
      await loadOf(loaderId).promise
      loads.clear()
    },
    push(channel, args) {
      const message = structuredClone({ channel, args })
      for (const { frameId, uniqueId } of contexts.values()) {
        if (frameId === mainFrameId) deliver(uniqueId, message)
      }
    },
    async evaluate(expression) {
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
        userGesture: true,
      })
      if (exceptionDetails) {
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
      }
      return result.value as unknown
    },
  }
}
