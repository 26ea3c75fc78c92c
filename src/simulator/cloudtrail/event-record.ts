import type { Elements } from './elements.ts'

/** One event as CloudTrail writes it (fact sheet, section 1.6). */
export interface EventRecord {
  readonly eventVersion: string
  readonly userIdentity: UserIdentity
  readonly eventTime: string
  readonly eventSource: string
  readonly eventName: string
  readonly awsRegion: string
  readonly sourceIPAddress: string
  readonly userAgent: string
  readonly errorCode?: string
  readonly errorMessage?: string
  readonly requestParameters: Elements | null
  readonly responseElements: Elements | null
  readonly additionalEventData?: Elements
  readonly requestID?: string
  readonly eventID: string
  readonly readOnly: boolean
  readonly resources?: readonly EventResource[]
  readonly eventType: 'AwsApiCall' | 'AwsConsoleSignIn'
  readonly managementEvent: true
  readonly recipientAccountId: string
  readonly eventCategory: 'Management'
}

export interface EventResource {
  readonly accountId: string
  readonly type?: string
  readonly ARN: string
}

export interface UserIdentity {
  readonly type: 'IAMUser' | 'AssumedRole' | 'Root' | 'IdentityCenterUser'
  readonly principalId?: string
  readonly arn?: string
  readonly accountId: string
  /** The person, where an Identity Center user has no ARN. */
  readonly onBehalfOf?: { readonly userId: string; readonly identityStoreArn: string }
  readonly accessKeyId?: string
  readonly userName?: string
  readonly sessionContext?: SessionContext
}

export interface SessionContext {
  readonly sessionIssuer?: {
    readonly type: 'Role'
    readonly principalId: string
    readonly arn: string
    readonly accountId: string
    readonly userName: string
  }
  readonly attributes: { readonly creationDate: string; readonly mfaAuthenticated: string }
  readonly sourceIdentity?: string
  /** Only in the sessions of AssumeRoot. */
  readonly assumedRoot?: 'true'
}

/** What every event of these has in common. */
export const COMMON = {
  eventVersion: '1.11',
  managementEvent: true,
  eventCategory: 'Management',
} as const
