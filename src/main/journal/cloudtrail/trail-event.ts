import { z } from 'zod'
import { AccountId, type Instant } from '../../../shared/domain/accounts.ts'

const text = z.string().min(1).nullable().catch(null)

/** An event of CloudTrail, as far as it is looked at; what is missing or odd in it is null (fact sheet 1.6). */
const Event = z.object({
  eventName: z.string(),
  eventTime: z.string(),
  eventSource: z.string().catch(''),
  awsRegion: text,
  recipientAccountId: text,
  requestID: text,
  eventID: text,
  sourceIPAddress: text,
  errorCode: text,
  userIdentity: z
    .object({
      type: text,
      arn: text,
      accountId: text,
      accessKeyId: text,
      sessionContext: z
        .object({ assumedRoot: z.union([z.string(), z.boolean()]).nullable().catch(null) })
        .nullable()
        .catch(null),
    })
    .nullable()
    .catch(null),
  requestParameters: z
    .object({
      targetPrincipal: text,
      taskPolicyArn: z.object({ arn: text }).nullable().catch(null),
    })
    .nullable()
    .catch(null),
  responseElements: z
    .object({ credentials: z.object({ accessKeyId: text }).nullable().catch(null) })
    .nullable()
    .catch(null),
  resources: z.array(z.object({ accountId: text })).catch([]),
})

/** One event that concerns root sessions, or a call of this journal. */
export type TrailEvent = {
  readonly at: Instant
  readonly eventName: string
  /** Service and operation as the journal writes them: `iam:DeleteAccessKey`. */
  readonly call: string
  /** The account that the call was about: of AssumeRoot, the one it opened. */
  readonly accountId: AccountId | null
  readonly callerArn: string | null
  readonly requestId: string | null
  /** Of AssumeRoot, the key that it issued; else the one that the call was signed with. */
  readonly accessKeyId: string | null
  readonly eventId: string | null
  readonly sourceIp: string | null
  readonly errorCode: string | null
  /** The task policy that AssumeRoot asked for, by its name. */
  readonly task: string | null
}

/** True for an AssumeRoot event. */
export function isAssumeRoot({ call }: Pick<TrailEvent, 'call'>): boolean {
  return call === 'sts:AssumeRoot'
}

/**
 * The event, if it concerns us: an AssumeRoot, a call of a root session, or a call whose request ID or access key ID this workstation knows. Null for
 * all others.
 */
export function trailEventOf(
  record: Readonly<Record<string, unknown>>,
  isKnown: (idOrKey: string) => boolean,
): TrailEvent | null {
  const read = Event.safeParse(record)
  if (!read.success) return null
  const event = read.data
  const call = `${event.eventSource.replace(/\.amazonaws\.com(\.cn)?$/, '')}:${event.eventName}`
  const common = {
    at: new Date(event.eventTime).toISOString(),
    eventName: event.eventName,
    call,
    callerArn: event.userIdentity?.arn ?? null,
    requestId: event.requestID,
    eventId: event.eventID,
    sourceIp: event.sourceIPAddress,
    errorCode: event.errorCode,
  }
  if (isAssumeRoot({ call })) {
    const target = event.requestParameters?.targetPrincipal ?? event.resources[0]?.accountId ?? ''
    return {
      ...common,
      accountId: accountIn(target),
      accessKeyId: event.responseElements?.credentials?.accessKeyId ?? null,
      task: event.requestParameters?.taskPolicyArn?.arn?.replace(/^.*\//, '') ?? null,
    }
  }
  const { type, accountId, accessKeyId, sessionContext } = event.userIdentity ?? {}
  const inRootSession = type === 'Root' && String(sessionContext?.assumedRoot) === 'true'
  const known = [event.requestID, accessKeyId].some((id) => typeof id === 'string' && isKnown(id))
  if (!inRootSession && !known) return null
  return {
    ...common,
    accountId: accountIn(accountId ?? event.recipientAccountId ?? ''),
    accessKeyId: accessKeyId ?? null,
    task: null,
  }
}

/** The account ID in an account ID or in the ARN of a root user. */
function accountIn(text: string): AccountId | null {
  const [digits] = /\d{12}/.exec(text) ?? []
  const read = AccountId.safeParse(digits)
  return read.success ? read.data : null
}
