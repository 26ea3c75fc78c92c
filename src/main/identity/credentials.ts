import { fromIni } from '@aws-sdk/credential-providers'
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import { hasEnvironmentCredentials, readProfiles, type Environment } from './connections.ts'

/** How a connection signs its calls, and where they go. */
export type SignIn = {
  readonly credentials: AwsCredentialIdentityProvider
  /** The Region that the connection names; null where it names none. */
  readonly region: string | null
  /** A custom endpoint for all services; null for AWS itself. */
  readonly endpoint: string | null
}

/**
 * The credentials of the environment variables.
 *
 * SECURITY: the providers are named one by one instead of taking the SDK's default chain, whose last
 * link asks the instance metadata address: a host that is not on the egress list.
 */
export function environmentSignIn(environment: Environment): Outcome<SignIn> {
  if (!hasEnvironmentCredentials(environment)) {
    return fail(
      failureOf('credentials-missing', {
        message: 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set in the environment.',
      }),
    )
  }
  return succeed({
    credentials: async () => environmentKeys(environment),
    region: environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'] ?? null,
    endpoint: environment['AWS_ENDPOINT_URL'] ?? null,
  })
}

/** Read anew each time: a wrapper may renew the keys in place. */
function environmentKeys(environment: Environment): AwsCredentialIdentity {
  const expiration = environment['AWS_CREDENTIAL_EXPIRATION']
  return {
    accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
    ...(environment['AWS_SESSION_TOKEN'] ? { sessionToken: environment['AWS_SESSION_TOKEN'] } : {}),
    ...(expiration && !Number.isNaN(Date.parse(expiration))
      ? { expiration: new Date(expiration) }
      : {}),
  }
}

/** The credentials of a profile: keys, role chains, Identity Center, credential process, `aws login`. */
export async function profileSignIn(
  name: string,
  environment: Environment,
): Promise<Outcome<SignIn>> {
  const profile = (await readProfiles(environment)).find((known) => known.name === name)
  if (!profile) {
    return fail(
      failureOf('credentials-missing', {
        message: `There is no profile named ${name} in the AWS config files.`,
      }),
    )
  }
  return succeed({
    credentials: fromIni({ profile: name, ignoreCache: true }),
    region: profile.region ?? environment['AWS_REGION'] ?? null,
    endpoint: profile.endpoint ?? environment['AWS_ENDPOINT_URL'] ?? null,
  })
}
