import { Readable } from 'node:stream'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import type { Agents } from './agents.ts'
import { explained } from './ipv6-only.ts'

type Handle = NodeHttpHandler['handle']
export type HttpRequest = Parameters<Handle>[0]
export type HttpAnswer = Awaited<ReturnType<Handle>>
export type HandlerOptions = { readonly abortSignal?: unknown; readonly trace?: Trace }

/** What the transport learns about one attempt, for the ledger and the error catalogue. Never a header or body whole. */
export type Trace = {
  /** HTTP status; null where no answer came. */
  status: number | null
  requestId: string | null
  /** The `Date` header of the answer. */
  date: string | null
  /** The Region in the signature. */
  region: string | null
  /** The Region that S3 says the bucket lies in. */
  bucketRegion: string | null
}

/** Of an attempt that was not sent yet. */
export function emptyTrace(): Trace {
  return { status: null, requestId: null, date: null, region: null, bucketRegion: null }
}

/** Something that is not AWS answered: a proxy, a captive portal. */
export class NotAws extends Error {
  override readonly name = 'NotAws'
}

/** The answer ended before it was complete. */
export class AnswerCut extends Error {
  override readonly name = 'AnswerCut'
}

/** No complete answer within the time for one request. */
export class AnswerLate extends Error {
  override readonly name = 'AnswerLate'
}

/** Times in milliseconds; `requestMs` covers one attempt from sending to the last byte of the answer. */
export type Timeouts = { readonly connectMs: number; readonly requestMs: number }

export const defaultTimeouts: Timeouts = { connectMs: 5_000, requestMs: 20_000 }

/** No answer of these services is near this size; a larger one is not read on. */
const answerBytesMost = 8 * 1024 * 1024

/** A handler for the SDK's `requestHandler`. */
export type Transport = {
  readonly handler: NodeHttpHandler & {
    handle(request: HttpRequest, options?: HandlerOptions): Promise<HttpAnswer>
  }
  /** Ends the connections as soon as none has a request under way: who wants one broken off aborts it. */
  close(): void
}

/**
 * One pair of agents for all clients. Each request is checked against the egress list, has one deadline for the whole
 * answer, and is read to its end here, so that a cut, oversized or foreign answer is told apart before it is parsed.
 */
export function createTransport(options: {
  readonly egress: { assertAllowed(request: HttpRequest): void }
  readonly agents: Agents
  readonly timeouts: Timeouts
}): Transport {
  const { egress, agents, timeouts } = options
  let underWay = 0
  let closing = false

  class GuardedHandler extends NodeHttpHandler {
    override async handle(request: HttpRequest, options: HandlerOptions = {}): Promise<HttpAnswer> {
      // SECURITY: the last step before the socket. See egress-list.ts.
      egress.assertAllowed(request)
      const { trace } = options
      const outer = options.abortSignal instanceof AbortSignal ? options.abortSignal : undefined
      const deadline = new AbortController()
      const timer = setTimeout(
        () => deadline.abort(new AnswerLate('the time for the answer is over')),
        timeouts.requestMs,
      )
      const stop = () => deadline.abort()
      outer?.addEventListener('abort', stop, { once: true })
      if (outer?.aborted) stop()
      underWay += 1
      try {
        const answer = await super.handle(request, { abortSignal: deadline.signal })
        const { response } = answer
        if (trace) {
          trace.status = response.statusCode
          trace.requestId =
            response.headers['x-amzn-requestid'] ?? response.headers['x-amz-request-id'] ?? null
          trace.date = response.headers['date'] ?? null
          trace.bucketRegion = response.headers['x-amz-bucket-region'] ?? null
        }
        const body = await readBody(streamOf(response), deadline.signal)
        assertFromAws(response.statusCode, response.headers['content-type'] ?? '', body)
        response.body = body
        return answer
      } catch (error) {
        if (deadline.signal.reason instanceof AnswerLate) throw deadline.signal.reason
        throw explained(error)
      } finally {
        clearTimeout(timer)
        outer?.removeEventListener('abort', stop)
        underWay -= 1
        if (closing && underWay === 0) agents.destroy()
      }
    }

    /** The agent is shared: one client's end must not end the others' connections. */
    override destroy(): void {}
  }

  return {
    handler: new GuardedHandler({
      httpAgent: agents.http,
      httpsAgent: agents.https,
      connectionTimeout: timeouts.connectMs,
      requestTimeout: 0,
    }),
    close() {
      closing = true
      if (underWay === 0) agents.destroy()
    },
  }
}

function streamOf(response: { readonly body?: unknown }): Readable {
  if (!(response.body instanceof Readable)) throw new TypeError('the answer is not a stream')
  return response.body
}

/** Reads a body to its end; the stream itself fails where the connection breaks before the announced length. */
async function readBody(body: Readable, signal: AbortSignal): Promise<Uint8Array> {
  const stop = () => body.destroy()
  signal.addEventListener('abort', stop, { once: true })
  try {
    const chunks: Uint8Array[] = []
    let size = 0
    const pieces: AsyncIterable<Uint8Array> = body
    for await (const chunk of pieces) {
      size += chunk.byteLength
      if (size > answerBytesMost) throw new NotAws('the answer is larger than any answer of AWS')
      chunks.push(chunk)
    }
    signal.throwIfAborted()
    return Buffer.concat(chunks)
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/**
 * SECURITY: refuses answers that cannot be AWS's, or whose XML does not end: the SDK's XML reader takes half a document for a
 * whole one, and half a list of access keys would read as fewer keys.
 */
function assertFromAws(status: number, contentType: string, body: Uint8Array): void {
  const start = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, 512))
    .toString('latin1')
    .trimStart()
  const isHtml = /^text\/html/i.test(contentType) || /^<(!doctype\s+html|html)\b/i.test(start)
  // A load balancer in front of AWS answers its own 5xx in HTML: these are worth another attempt.
  if (isHtml && status < 500) throw new NotAws('the answer is an HTML page')
  if (isHtml || !start.startsWith('<')) return
  const root = /^(?:<\?[^>]*\?>\s*)?(?:<!--[^]*?-->\s*)*<([A-Za-z_][\w.:-]*)/.exec(start)?.[1]
  const end = Buffer.from(
    body.buffer,
    body.byteOffset + Math.max(0, body.byteLength - 256),
    Math.min(body.byteLength, 256),
  )
    .toString('latin1')
    .trimEnd()
  if (root !== undefined && !end.endsWith(`</${root}>`) && !end.endsWith('/>')) {
    throw new AnswerCut('the XML does not end')
  }
}
