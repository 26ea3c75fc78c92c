import { fromTemporaryCredentials } from '@aws-sdk/credential-providers'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import type { ConnectionSettings } from '../../../shared/domain/connections.ts'
import type { Failure, FailureCode } from '../../../shared/domain/failure.ts'
import { clientSettings } from '../../aws/clients.ts'
import { failureFrom } from '../../aws/error-catalogue.ts'
import { CredentialsRefused, type CredentialSource } from '../../aws/operator-credentials.ts'
import type { SigningCredentials } from '../../aws/signing.ts'
import type { Door } from '../../egress/door.ts'

/** Where STS is asked for sessions of roles. */
export type StsPlace = {
  readonly door: Door
  readonly endpoints: ConnectionSettings['endpoints']
  /** Of the connection: an endpoint of the operator's own signs for it. */
  readonly region: string
}

export type AssumedRole = {
  readonly roleArn: string
  readonly sessionName: string
  readonly externalId: string | null
  readonly sourceIdentity: string | null
  readonly durationSeconds: number | null
  /** The Region whose STS is asked; null for that of the connection. */
  readonly region: string | null
}

/** How a refusal is told: its code, and the sentence before AWS's own words. */
export type Refusal = { readonly code: FailureCode; readonly says: string }

/**
 * The credentials of a role, assumed with those of `from` each time that they are asked for, also where the clock of this computer is off.
 *
 * Errors: rejects with `CredentialsRefused`: what `from` rejects with; the code of `refusal` where AWS lets nobody assume the role; those of the way to AWS.
 */
export function assumedRole(
  from: CredentialSource,
  role: AssumedRole,
  place: StsPlace,
  refusal: Refusal,
): CredentialSource {
  return async (properties) => {
    const master = await from(properties)
    const assume = fromTemporaryCredentials({
      masterCredentials: identityOf(master),
      params: {
        RoleArn: role.roleArn,
        RoleSessionName: role.sessionName,
        ...(role.externalId === null ? {} : { ExternalId: role.externalId }),
        ...(role.sourceIdentity === null ? {} : { SourceIdentity: role.sourceIdentity }),
        ...(role.durationSeconds === null ? {} : { DurationSeconds: role.durationSeconds }),
      },
      clientConfig: stsSettings(place, role.region),
    })
    const session = await assume().catch((error: unknown) => {
      // From the refusal the client has learned what time it is at AWS, and signs with that.
      if (refusedBy(error, refusal).code === 'clock-skew') return assume().catch(refuse)
      return refuse(error)
    })
    if (master.sessionToken === undefined) return session
    const { renewableUntil = master.expiration ?? null } = master
    return { ...session, renewableUntil }

    function refuse(error: unknown): never {
      throw new CredentialsRefused(refusedBy(error, refusal))
    }
  }
}

/** The settings of an STS client that only leaves through the door. */
export function stsSettings({ door, endpoints, region }: StsPlace, wanted: string | null) {
  const custom = endpoints.all ?? endpoints.sts
  const settings = clientSettings({
    region: custom === null ? (wanted ?? region) : region,
    endpoint: custom ?? undefined,
    handler: door.signInHandler,
  })
  // The SDK refuses both together.
  return { ...settings, useDualstackEndpoint: custom === null && endpoints.dualStack }
}

/** What an error of STS means, told as `refusal` where it is about the role. */
export function refusedBy(error: unknown, refusal: Refusal): Failure {
  const trace = { status: statusOf(error), requestId: null }
  const asked = { service: 'sts', operation: 'AssumeRole', inRootSession: false, trace }
  const failure = failureFrom(error, asked)
  if (!aboutTheRole.includes(failure.code)) return failure
  const essence = / \((.*)\)$/s.exec(failure.message)?.[1]
  const message = essence === undefined ? `${refusal.says}.` : `${refusal.says}. (${essence})`
  return { ...failureOf(refusal.code, { message }), ...idsOf(failure) }
}

/** Of the other failures the role is no cause: the keys that were there before, the clock, the network, AWS itself. */
const aboutTheRole: readonly FailureCode[] = [
  'caller-not-permitted',
  'request-invalid',
  'region-disabled',
  'aws-other',
]

function idsOf({ awsCode, requestId }: Failure) {
  return {
    ...(awsCode === undefined ? {} : { awsCode }),
    ...(requestId === undefined ? {} : { requestId }),
  }
}

function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null) return null
  const metadata: unknown = Reflect.get(error, '$metadata')
  if (typeof metadata !== 'object' || metadata === null) return null
  const status: unknown = Reflect.get(metadata, 'httpStatusCode')
  return typeof status === 'number' ? status : null
}

function identityOf({
  accessKeyId,
  secretAccessKey,
  sessionToken,
  expiration,
}: SigningCredentials) {
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    ...(expiration === undefined ? {} : { expiration }),
  }
}
