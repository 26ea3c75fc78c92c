import { NodeHttpHandler } from '@smithy/node-http-handler'
import type { LedgerEntry } from '../../shared/domain/ledger.ts'
import { failureFrom } from '../aws/error-catalogue.ts'
import { headerOf, nameOf } from './request-name.ts'
import {
  emptyTrace,
  type HandlerOptions,
  type HttpAnswer,
  type HttpRequest,
  type Transport,
} from './transport.ts'

/**
 * A handler for clients that are not ours alone: those of sign-in services and the SDK's credential providers. Each attempt goes through the
 * same transport, and is written into the ledger by names alone: never a body, a header or a query.
 */
export function createSignInHandler(deps: {
  readonly transport: Transport
  readonly ledger: (entry: LedgerEntry) => void
  /** For requests that name none. */
  readonly region: string
  readonly clock: () => number
}): NodeHttpHandler {
  const { transport, ledger, clock } = deps

  class SignInHandler extends NodeHttpHandler {
    override async handle(
      request: HttpRequest,
      { abortSignal }: HandlerOptions = {},
    ): Promise<HttpAnswer> {
      const { service, operation, region } = nameOf(request)
      const trace = emptyTrace()
      const startedAt = clock()
      const record = (errorCode: string | null) =>
        ledger({
          at: new Date(startedAt).toISOString(),
          service,
          operation,
          accountId: null,
          region: region ?? deps.region,
          requestId: trace.requestId,
          status: trace.status,
          errorCode,
          durationMs: Math.max(0, clock() - startedAt),
          attempt: attemptOf(request),
        })
      try {
        const answer = await transport.handler.handle(request, { abortSignal, trace })
        record(errorCodeIn(answer))
        return answer
      } catch (error) {
        record(failureFrom(error, { service, operation, inRootSession: false, trace }).code)
        throw error
      }
    }

    /** Clients come and go; the connections are the door's. */
    override destroy(): void {}
  }
  return new SignInHandler()
}

/** The SDK counts its repeats in a header. */
function attemptOf(request: HttpRequest): number {
  return Number(/attempt=(\d{1,4})/.exec(headerOf(request, 'amz-sdk-request'))?.[1] ?? 1)
}

/** The code on the wire: in a header of the REST services, in the XML of STS. */
function errorCodeIn({ response }: HttpAnswer): string | null {
  const { statusCode, headers } = response
  if (statusCode < 400) return null
  const body: unknown = response.body
  const xml = body instanceof Uint8Array ? Buffer.from(body).toString('latin1', 0, 4096) : ''
  // SECURITY: a name and nothing else: who answers may quote the token that it refuses.
  const code =
    /^([A-Za-z]{1,80})(?:[:#]|$)/.exec(headers['x-amzn-errortype'] ?? '')?.[1] ??
    /<Code>([A-Za-z.]{1,80})<\/Code>/.exec(xml)?.[1]
  return code ?? `HTTP ${statusCode}`
}
