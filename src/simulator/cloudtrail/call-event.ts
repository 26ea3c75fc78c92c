import { hash } from 'node:crypto'
import type { Caller } from '../authentication/caller.ts'
import type { AwsError } from '../aws-error.ts'
import { iso } from '../clock.ts'
import { rootArn } from '../identifiers.ts'
import { elementsOf } from './elements.ts'
import type { Elements } from './elements.ts'
import { COMMON } from './event-record.ts'
import type { EventRecord, EventResource } from './event-record.ts'
import type { TrailEvent } from './trail.ts'
import { userIdentity } from './user-identity.ts'

/** An API call whose caller is known, and how it ended. */
export interface EndedCall {
  readonly at: number
  readonly requestId: string
  readonly service: string
  readonly operation: string
  /** Region of the credential scope. */
  readonly region: string
  readonly caller: Caller
  readonly sourceAddress: string
  readonly userAgent: string
  readonly requestParameters: Elements | null
  /** What the operation gave back, in the members of the API. */
  readonly result: unknown
  readonly targetAccountId: string | null
  readonly error: AwsError | null
}

/** The event of a call, in the account of its caller: for a root session that is the member account (fact sheet, section 1.6). */
export function callEvent({ result, error, ...call }: EndedCall): TrailEvent {
  const region = GLOBAL_SERVICES.has(call.service) ? 'us-east-1' : call.region
  // Now, because a result holds secrets that nothing may keep.
  const responseElements = error === null ? responseOf(call, result) : null
  const failure =
    error === null
      ? {}
      : { errorCode: errorCode(call.service, error.code), errorMessage: error.message }
  const userAgent = keptOnce(call.userAgent)
  const ended = { ...call, region, userAgent, responseElements, failure }
  return {
    at: call.at,
    accountId: call.caller.accountId,
    region,
    record: () => record(ended),
  }
}

interface RecordedCall extends Omit<EndedCall, 'result' | 'error'> {
  readonly responseElements: Elements | null
  readonly failure: { readonly errorCode?: string; readonly errorMessage?: string }
}

function record(call: RecordedCall): EventRecord {
  const resources = resourcesOf(call)
  return {
    ...COMMON,
    userIdentity: userIdentity(call.caller),
    eventTime: iso(call.at),
    eventSource: `${call.service}.amazonaws.com`,
    eventName: call.operation,
    awsRegion: call.region,
    sourceIPAddress: call.sourceAddress,
    userAgent: call.userAgent,
    ...call.failure,
    requestParameters: call.requestParameters,
    responseElements: call.responseElements,
    requestID: call.requestId,
    eventID: eventId(call.requestId),
    readOnly: isReadOnly(call.operation),
    ...(resources === null ? {} : { resources }),
    eventType: 'AwsApiCall',
    recipientAccountId: call.caller.accountId,
  }
}

/** Whatever Region signs for them, these write their events in us-east-1. */
const GLOBAL_SERVICES: ReadonlySet<string> = new Set(['iam', 'organizations', 'account'])

/** `readOnly` of AssumeRoot is not documented: as that of AssumeRole [INF]. */
export function isReadOnly(operation: string): boolean {
  return /^(Get|List|Describe)/.test(operation) || ASSUMPTIONS.has(operation)
}

const ASSUMPTIONS: ReadonlySet<string> = new Set(['AssumeRole', 'AssumeRoot'])

/** Reads leave no answer, AssumeRole and AssumeRoot do; S3's and SQS' changes have none. */
function responseOf(call: Pick<EndedCall, 'service' | 'operation'>, result: unknown) {
  const answers =
    call.service !== 's3' && (ASSUMPTIONS.has(call.operation) || !isReadOnly(call.operation))
  if (!answers || typeof result !== 'object' || result === null) return null
  return elementsOf(result as Readonly<Record<string, unknown>>)
}

function resourcesOf(call: RecordedCall): readonly EventResource[] | null {
  const { targetAccountId, requestParameters } = call
  if (call.operation === 'AssumeRoot' && targetAccountId !== null) {
    return [{ accountId: targetAccountId, ARN: rootArn(targetAccountId) }]
  }
  const roleArn = requestParameters?.['roleArn']
  if (call.operation === 'AssumeRole' && typeof roleArn === 'string' && targetAccountId !== null) {
    return [{ accountId: targetAccountId, type: 'AWS::IAM::Role', ARN: roleArn }]
  }
  const bucket = requestParameters?.['bucketName']
  if (call.service !== 's3' || typeof bucket !== 'string') return null
  return [
    {
      accountId: call.caller.accountId,
      type: 'AWS::S3::Bucket',
      ARN: `arn:aws:s3:::${bucket}`,
    },
  ]
}

const IAM_EXCEPTIONS: ReadonlySet<string> = new Set([
  'ConcurrentModification',
  'EntityAlreadyExists',
  'EntityTemporarilyUnmodifiable',
  'LimitExceeded',
  'NoSuchEntity',
  'ServiceFailure',
])

/** IAM's events carry the names of its exceptions, not its wire codes. */
function errorCode(service: string, code: string): string {
  return service === 'iam' && IAM_EXCEPTIONS.has(code) ? `${code}Exception` : code
}

/** A UUID that is the same whenever the record is written, so that it need not be kept. */
export function eventId(requestId: string): string {
  const digits = hash('sha256', `event of ${requestId}`)
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
}

const agents = new Map<string, string>()

/** Clients say the same on every call: one text in memory for all of them. */
function keptOnce(agent: string): string {
  const known = agents.get(agent)
  if (known !== undefined) return known
  if (agents.size > 1000) agents.clear()
  agents.set(agent, agent)
  return agent
}
