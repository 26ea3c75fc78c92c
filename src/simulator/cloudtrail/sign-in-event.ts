import { randomUUID } from 'node:crypto'
import { iso } from '../clock.ts'
import type { Elements } from './elements.ts'
import { COMMON } from './event-record.ts'
import type { EventRecord } from './event-record.ts'
import type { TrailEvent } from './trail.ts'
import { rootAtSignIn } from './user-identity.ts'

/** A person at a browser, as the sign-in pages know them. */
const BROWSER = {
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.7',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
} as const

export interface RootSignIn {
  readonly accountId: string
  /** Simulated milliseconds. */
  readonly at: number
  readonly mfaUsed: boolean
  /** Serial number of the device that root registers once signed in; null for none. */
  readonly registeredDevice: string | null
}

/**
 * What a recovery of the root password leaves: the request, its completion, the sign-in, and the device that is registered
 * (fact sheet, section 6.2). All are events of the account itself, in us-east-1.
 */
export function recoveryEvents(signIn: RootSignIn): readonly TrailEvent[] {
  const events = [
    signInEvent(signIn, 'PasswordRecoveryRequested'),
    signInEvent(signIn, 'PasswordRecoveryCompleted'),
    signInEvent(signIn, 'ConsoleLogin', {
      LoginTo: 'https://console.aws.amazon.com/console/home',
      MobileVersion: 'No',
      MFAUsed: signIn.mfaUsed ? 'Yes' : 'No',
    }),
  ]
  if (signIn.registeredDevice !== null) events.push(registration(signIn, signIn.registeredDevice))
  return events
}

function signInEvent(signIn: RootSignIn, name: string, additionalEventData?: Elements): TrailEvent {
  return event(signIn, {
    eventSource: 'signin.amazonaws.com',
    eventName: name,
    requestParameters: null,
    responseElements: { [name]: 'Success' },
    ...(additionalEventData === undefined ? {} : { additionalEventData }),
    eventType: 'AwsConsoleSignIn',
  })
}

function registration(signIn: RootSignIn, serialNumber: string): TrailEvent {
  return event(signIn, {
    eventSource: 'iam.amazonaws.com',
    eventName: 'EnableMFADevice',
    requestParameters: { serialNumber },
    responseElements: null,
    requestID: randomUUID(),
    eventType: 'AwsApiCall',
  })
}

type OwnMembers = Pick<
  EventRecord,
  | 'eventSource'
  | 'eventName'
  | 'requestParameters'
  | 'responseElements'
  | 'additionalEventData'
  | 'requestID'
  | 'eventType'
>

function event({ accountId, at }: RootSignIn, own: OwnMembers): TrailEvent {
  const record: EventRecord = {
    ...COMMON,
    ...BROWSER,
    userIdentity: rootAtSignIn(accountId),
    eventTime: iso(at),
    ...own,
    eventID: randomUUID(),
    readOnly: false,
    recipientAccountId: accountId,
  }
  return { at, accountId, region: BROWSER.awsRegion, record: () => record }
}
