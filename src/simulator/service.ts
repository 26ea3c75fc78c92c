import type { Caller } from './authentication/caller.ts'
import type { Elements } from './cloudtrail/elements.ts'
import type { HttpAnswer, HttpRequest } from './http-message.ts'
import type { AwsError } from './aws-error.ts'
import type { DirectoryUser } from './identity-center/directory.ts'
import type { World } from './world.ts'

/**
 * One AWS service. A new one is a new file in `services/` with a value of this type, and a line in `services/registry.ts`.
 */
export interface Service {
  /** The service code of the SigV4 credential scope. */
  readonly code: string
  /** Whether the canonical path is encoded twice: everywhere but in S3. */
  readonly doubleEncodedPath: boolean
  /** Whether the signed payload hash may be a literal (UNSIGNED-PAYLOAD, STREAMING-…) or be claimed wrongly: only in S3 does the header count. */
  readonly declaresPayload: boolean
  /** Minutes by which a signature's time may differ from the server's. */
  readonly skewMinutes: number
  /** Whether an unsigned request is meant for this service, so that it is refused in the right protocol. */
  recognizes(request: HttpRequest): boolean
  /** The protocol in which a request is answered, known even when the request names no operation. */
  wireOf(request: HttpRequest): Wire
  /** What the request asks for. Throws an AwsError when it names no operation of this service. */
  open(request: HttpRequest): Invocation
}

/** A request that has been understood, not yet allowed or done. */
export interface Invocation {
  readonly operation: string
  /** The account that the call is about, for the log and for faults; null when the caller's own. */
  readonly targetAccountId: string | null
  /** What CloudTrail writes of the request. */
  requestParameters(): Elements | null
  /** Does it. Throws an AwsError for every answer that is an error. */
  perform(call: Call): unknown
}

/** The circumstances of one call. */
export interface Call {
  readonly world: World
  readonly caller: Caller
  /** Region of the credential scope. */
  readonly region: string
  /** Host header: what queue URLs are built on. */
  readonly host: string
  /** Simulated time in milliseconds. */
  readonly now: number
}

/** Why a request is not believed. */
export type AuthenticationFailure =
  | 'missing'
  | 'incomplete'
  | 'unknown-key'
  | 'wrong-token'
  | 'wrong-signature'
  | 'wrong-service'
  | 'skewed'
  | 'expired'
  | 'wrong-body-hash'

/** How one protocol writes answers. */
export interface AnswerWire {
  readonly success: (operation: string, result: unknown, requestId: string) => HttpAnswer
  readonly failure: (error: AwsError, requestId: string) => HttpAnswer
  /** The error for a call over its rate. */
  readonly throttled: () => AwsError
  /** Nonsense in place of an answer. */
  readonly garbage: () => HttpAnswer
}

/** The wire of a service whose requests are signed. */
export interface Wire extends AnswerWire {
  /** The error for a request that is not believed. `detail` adds to the message where AWS says more. */
  readonly disbelief: (failure: AuthenticationFailure, detail: string) => AwsError
}

/**
 * A service whose requests carry no signature, but a client secret or a bearer token that the service itself looks at:
 * it is told apart by method and path alone. In `services/unsigned-registry.ts`.
 */
export interface UnsignedService {
  /** The service code, as in the credential scope of its signed operations. */
  readonly code: string
  recognizes(request: HttpRequest): boolean
  readonly wire: AnswerWire
  /** What the request asks for. Throws an AwsError when it cannot be read. */
  open(request: HttpRequest): UnsignedInvocation
}

export interface UnsignedInvocation {
  readonly operation: string
  /** The account that the call is about; null when none. */
  readonly targetAccountId: string | null
  /** What CloudTrail writes of the request. */
  requestParameters(): Elements | null
  /** Does it. Throws an AwsError for every answer that is an error. */
  perform(call: UnsignedCall): unknown
}

/** The circumstances of one call without a signature. */
export interface UnsignedCall {
  readonly world: World
  /** The Region that was asked. */
  readonly region: string
  /** `http://127.0.0.1:4599`: what addresses in answers are built on. */
  readonly origin: string
  /** Simulated time in milliseconds. */
  readonly now: number
  /** To be told who the person is, as soon as it is known: log and CloudTrail name them. */
  readonly identify: (user: DirectoryUser) => void
}
