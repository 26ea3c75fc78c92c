import { z } from 'zod'
import { AccountId, Instant } from './accounts.ts'
import { Failure } from './failure.ts'

/** `browser`: PKCE with a callback to this computer. `device`: a code that is typed in a browser anywhere. */
export const SignInMeans = z.enum(['browser', 'device'])
export type SignInMeans = z.infer<typeof SignInMeans>

/** What a person types or scans to allow this device. */
export const DeviceVerification = z.strictObject({
  userCode: z.string(),
  url: z.string(),
  /** The same with the code in it: for the QR code. */
  urlWithCode: z.string(),
})
export type DeviceVerification = z.infer<typeof DeviceVerification>

/** A sign-in to IAM Identity Center, as it stands. Holds no secret. */
export const SignInProgress = z.strictObject({
  connectionId: z.string(),
  connectionName: z.string(),
  means: SignInMeans,
  /** `waiting`: for the person in the browser. `choosing`: signed in, account and role are to be chosen. `failed`: over, see `failure`. */
  state: z.enum(['starting', 'waiting', 'finishing', 'choosing', 'failed']),
  startedAt: Instant,
  /** When it is given up; null once the person has answered. */
  until: Instant.nullable(),
  /** For `device`, from `waiting` on. */
  verification: DeviceVerification.nullable(),
  failure: Failure.nullable(),
})
export type SignInProgress = z.infer<typeof SignInProgress>

/** An account that the person may sign in to. */
export const PortalAccount = z.strictObject({
  accountId: AccountId,
  name: z.string(),
  email: z.string(),
})
export type PortalAccount = z.infer<typeof PortalAccount>
