import { failureCatalogue, failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Failure, FailureCode } from '../../shared/domain/failure.ts'
import type { Trace } from '../egress/transport.ts'
import { redact } from '../log.ts'
import { awsCodes } from './aws-codes.ts'
import { CredentialsRefused } from './operator-credentials.ts'
import { constraintOf, denialOf, mailboxRefusalOf, type Refused } from './refusals.ts'

/** What was being asked when the error came. */
export type Asked = Refused & { readonly trace: Pick<Trace, 'status' | 'requestId'> }

/** Thrown around an error of the credential provider, so that it is told apart from errors of the call. */
export class CredentialsUnavailable extends Error {
  override readonly name = 'CredentialsUnavailable'
}

/**
 * What an error of the SDK, of Node or of our transport means: our code, AWS's message without its tail, the code on the
 * wire and the request ID. Whatever is not known becomes `aws-other`, `malformed-answer` or `internal`: never a success.
 */
export function failureFrom(error: unknown, asked: Asked): Failure {
  for (const cause of causesOf(error)) if (cause instanceof CredentialsRefused) return cause.failure
  const { code, detail, awsCode } = classify(error, asked)
  const essence = detail === undefined ? undefined : essenceOf(detail)
  return failureOf(code, {
    message: essence ? `${failureCatalogue[code].message} (${essence})` : undefined,
    awsCode,
    requestId:
      asked.trace.requestId ??
      textField(error, '$metadata', 'requestId') ??
      textField(error, 'RequestId'),
  })
}

type Verdict = { code: FailureCode; detail?: string | undefined; awsCode?: string | undefined }

function classify(error: unknown, asked: Asked): Verdict {
  const chain = causesOf(error)
  const ours = chain.map((cause) => fromDoor(cause, asked)).find((verdict) => verdict !== null)
  if (ours) return ours
  if (error instanceof CredentialsUnavailable) return fromCredentialProvider(chain)
  const awsCode = awsCodeOf(error)
  if (awsCode !== undefined) return { ...fromAws(awsCode, error, asked), awsCode }
  const onTheWay = chain.map(fromNetwork).find((verdict) => verdict !== null)
  if (onTheWay) return onTheWay
  const { status } = asked.trace
  if (status === null) return { code: 'internal' }
  if (status >= 500) return { code: 'service-failure', detail: httpStatus(asked) }
  if (status === 429) return { code: 'throttled', detail: httpStatus(asked) }
  return { code: 'malformed-answer', detail: status >= 300 ? httpStatus(asked) : undefined }
}

// --- errors that AWS answered ---

function fromAws(awsCode: string, error: unknown, asked: Asked): Verdict {
  const message = messageOf(error)
  const name = awsCode.replace(/Exception$/, '')
  const code = codeOf(name, message, error, asked)
  return { code, detail: message }
}

function codeOf(name: string, message: string, error: unknown, asked: Asked): FailureCode {
  if (asked.service === 'account') {
    const refusal = mailboxRefusalOf(name, message, asked)
    if (refusal) return refusal
  }
  switch (name) {
    case 'AccessDenied':
    case 'AccessDeniedForDependency':
    case 'UnauthorizedOperation':
      return denialOf(message, asked)
    case 'ExpiredToken':
    case 'TokenRefreshRequired':
      return asked.inRootSession ? 'root-session-expired' : 'credentials-expired'
    case 'SignatureDoesNotMatch':
    case 'InvalidSignature':
      return /signature (expired|not yet current)/i.test(message)
        ? 'clock-skew'
        : 'signature-rejected'
    case 'InvalidAction':
      // The global STS endpoint does not know AssumeRoot (0.3).
      return asked.service === 'sts' ? 'wrong-endpoint' : 'request-invalid'
    case 'InvalidClientTokenId':
    case 'UnrecognizedClient':
    case 'InvalidAccessKeyId':
      // STS has just handed these credentials out: a Region that does not know them is not enabled for the account.
      return asked.inRootSession && asked.service !== 'iam'
        ? 'region-disabled'
        : 'credentials-invalid'
    case 'ConstraintViolation':
      return constraintOf(textField(error, 'Reason') ?? '')
    default: {
      const known = Object.hasOwn(awsCodes, name) ? awsCodes[name] : undefined
      if (known) return known
      if (asked.trace.status !== null && asked.trace.status >= 500) return 'service-failure'
      if (asked.trace.status === 429) return 'throttled'
      return 'aws-other'
    }
  }
}

/** The code on the wire, where AWS answered with one; the SDK's name for it may differ (NoSuchEntityException). */
function awsCodeOf(error: unknown): string | undefined {
  if (textField(error, '$fault') === undefined) return undefined
  const code = textField(error, 'Code') ?? textField(error, 'name')
  const bare = code?.split('#').at(-1)?.split(':')[0]
  // `Unknown` and `Error` are the SDK's words for an error answer without a code.
  return bare === undefined || ['', 'Unknown', 'UnknownError', 'Error', 'NotFound'].includes(bare)
    ? undefined
    : bare
}

// --- errors on the way ---

/** What our own transport says. By name, as credential providers of the SDK throw copies. */
function fromDoor(error: unknown, asked: Asked): Verdict | null {
  const message = messageOf(error)
  switch (textField(error, 'name')) {
    case 'EgressRefused':
      return { code: 'egress-refused', detail: message }
    case 'NotAws':
      return { code: 'not-aws', detail: httpStatus(asked) }
    case 'AnswerCut':
      return { code: 'connection-lost' }
    case 'AnswerLate':
      return { code: 'timed-out' }
    case 'IncompleteAnswer':
      return { code: 'malformed-answer', detail: message }
    case 'NoIpv4':
      return { code: 'no-ipv4' }
    case 'ProxyRefused':
      return { code: 'proxy-refused', detail: message }
    case 'ProxyAnswered':
      return { code: 'proxy-answered', detail: message }
    case 'ProxyUnreachable':
      return fromUnreachableProxy(error)
    default:
      return null
  }
}

/** Nothing was sent to AWS, however far the proxy was reached. */
function fromUnreachableProxy(error: unknown): Verdict {
  const why = causesOf(field(error, 'cause'))
    .map(fromNetwork)
    .find((verdict) => verdict !== null)
  if (why?.code === 'tls-failure') return why
  return { code: 'proxy-unreachable', detail: why?.detail ?? messageOf(error) }
}

const networkCodes: { readonly [nodeCode: string]: FailureCode } = {
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
  ECONNREFUSED: 'no-network',
  EHOSTUNREACH: 'no-network',
  EHOSTDOWN: 'no-network',
  ENETUNREACH: 'no-network',
  ENETDOWN: 'no-network',
  EADDRNOTAVAIL: 'no-network',
  ECONNRESET: 'connection-lost',
  ECONNABORTED: 'connection-lost',
  EPIPE: 'connection-lost',
  ERR_STREAM_PREMATURE_CLOSE: 'connection-lost',
  ETIMEDOUT: 'timed-out',
  ESOCKETTIMEDOUT: 'timed-out',
  EPROTO: 'tls-failure',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls-failure',
  UNABLE_TO_GET_ISSUER_CERT: 'tls-failure',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls-failure',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls-failure',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls-failure',
}

function fromNetwork(error: unknown): Verdict | null {
  const nodeCode = textField(error, 'code')
  const name = textField(error, 'name')
  if (nodeCode !== undefined) {
    const known = Object.hasOwn(networkCodes, nodeCode) ? networkCodes[nodeCode] : undefined
    if (known) return { code: asFarAsItGot(known, error), detail: nodeCode }
    if (/^(CERT_|ERR_TLS_|ERR_SSL_|CRL_)/.test(nodeCode)) {
      return { code: 'tls-failure', detail: nodeCode }
    }
    // HPE_…: what answered does not speak HTTP.
    if (nodeCode.startsWith('HPE_')) return { code: 'malformed-answer', detail: nodeCode }
  }
  if (name === 'TimeoutError') {
    const unconnected = /did not establish a connection/.test(messageOf(error))
    return { code: unconnected ? 'no-network' : 'timed-out' }
  }
  if (name === 'AbortError') return { code: 'cancelled' }
  return null
}

/**
 * `no-network` says that nothing was sent (in-doubt.ts builds on it), so a connection that stood and then lost its network is
 * `connection-lost`, and one that did not come about in time is `no-network`.
 */
function asFarAsItGot(code: FailureCode, error: unknown): FailureCode {
  const syscall = textField(error, 'syscall')
  if (code === 'no-network' && (syscall === 'read' || syscall === 'write')) return 'connection-lost'
  // Node gathers errors only of attempts to connect.
  const connecting = syscall === 'connect' || Array.isArray(field(error, 'errors'))
  return code === 'timed-out' && connecting ? 'no-network' : code
}

// --- errors of the credential provider ---

function fromCredentialProvider(chain: readonly unknown[]): Verdict {
  const detail = chain
    .slice(1)
    .map(messageOf)
    .find((message) => message !== '')
  const words = chain
    .map((cause) => `${textField(cause, 'name') ?? ''} ${messageOf(cause)}`)
    .join(' ')
  if (
    /expired|refresh|re-?authenticate|invalid_grant|UnauthorizedException|Session token not found/i.test(
      words,
    )
  ) {
    return { code: 'credentials-expired', detail }
  }
  const onTheWay = chain
    .map(fromNetwork)
    .find((verdict) => verdict !== null && verdict.code !== 'cancelled')
  if (onTheWay) return onTheWay
  const awsCode = chain.map(awsCodeOf).find((code) => code !== undefined)
  if (awsCode !== undefined) {
    const denied = /^(AccessDenied|Forbidden|Unauthorized)/.test(awsCode)
    return { code: denied ? 'caller-not-permitted' : 'credentials-invalid', detail, awsCode }
  }
  return { code: 'credentials-missing', detail }
}

// --- messages ---

const essenceMost = 400

/**
 * AWS's message without its tail. Since 2026 denials may end in a console link and an authorization ID (2.1). SECURITY:
 * redacted, as some messages quote the request (SignatureDoesNotMatch quotes the canonical request with the token).
 */
function essenceOf(message: string): string {
  const [essence = ''] = message
    .replace(/\s*Go to https?:\/\/\S*authorization-details.*$/is, '')
    .split(/The Canonical String for this request|The canonical string for this request/)
  const clean = redact(essence.replace(/[\s\p{Cc}]+/gu, ' ').trim())
  return clean.length > essenceMost ? `${clean.slice(0, essenceMost - 1)}…` : clean
}

function messageOf(error: unknown): string {
  const message = textField(error, 'message') ?? ''
  return message === 'Unknown' || message === 'UnknownError' ? '' : message
}

function httpStatus({ trace }: Asked): string | undefined {
  return trace.status === null ? undefined : `HTTP status ${trace.status}`
}

/** The error and what caused it, outermost first. */
function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = []
  for (
    let link = error;
    link !== undefined && link !== null && chain.length < 8;
    link = field(link, 'cause')
  ) {
    chain.push(link)
    // Node gathers the attempts over IPv4 and IPv6 in an AggregateError.
    const gathered = field(link, 'errors')
    if (Array.isArray(gathered)) for (const one of gathered.slice(0, 4)) chain.push(one)
  }
  return chain
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}

function textField(value: unknown, ...path: readonly string[]): string | undefined {
  const found = path.reduce(field, value)
  return typeof found === 'string' ? found : undefined
}
