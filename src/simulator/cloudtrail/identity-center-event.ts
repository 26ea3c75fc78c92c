import type { AwsError } from '../aws-error.ts'
import { iso } from '../clock.ts'
import type { DirectoryUser } from '../identity-center/directory.ts'
import { eventId, isReadOnly } from './call-event.ts'
import { elementsOf } from './elements.ts'
import type { Elements } from './elements.ts'
import { COMMON } from './event-record.ts'
import type { EventRecord } from './event-record.ts'
import type { TrailEvent } from './trail.ts'

/** A call to the OIDC service or the portal by a person who is known. */
export interface PortalCall {
  readonly at: number
  readonly requestId: string
  readonly operation: string
  /** Where Identity Center lives. */
  readonly region: string
  /** The management account: the instance belongs to it. */
  readonly accountId: string
  readonly identityStoreId: string
  readonly user: DirectoryUser
  readonly sourceAddress: string
  readonly userAgent: string
  readonly requestParameters: Elements | null
  readonly result: unknown
  readonly error: AwsError | null
}

/**
 * The event of a sign-in or a visit to the portal, in the account of the Identity Center: `sso.amazonaws.com`, and the person as
 * `IdentityCenterUser` [INF].
 */
export function identityCenterEvent(call: PortalCall): TrailEvent {
  const { at, accountId, region, operation, error } = call
  const failure = error === null ? {} : { errorCode: error.code, errorMessage: error.message }
  // Now, because a result holds secrets that nothing may keep.
  const responseElements =
    error === null && !isReadOnly(operation) && typeof call.result === 'object'
      ? elementsOf((call.result ?? {}) as Readonly<Record<string, unknown>>)
      : null
  const record: EventRecord = {
    ...COMMON,
    userIdentity: {
      type: 'IdentityCenterUser',
      accountId,
      onBehalfOf: {
        userId: call.user.id,
        identityStoreArn: `arn:aws:identitystore::${accountId}:identitystore/${call.identityStoreId}`,
      },
    },
    eventTime: iso(at),
    eventSource: 'sso.amazonaws.com',
    eventName: operation,
    awsRegion: region,
    sourceIPAddress: call.sourceAddress,
    userAgent: call.userAgent,
    ...failure,
    requestParameters: call.requestParameters,
    responseElements,
    requestID: call.requestId,
    eventID: eventId(call.requestId),
    readOnly: isReadOnly(operation),
    eventType: 'AwsApiCall',
    recipientAccountId: accountId,
  }
  return { at, accountId, region, record: () => record }
}
