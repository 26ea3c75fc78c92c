import { fromLoginCredentials } from '@aws-sdk/credential-providers'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { clientSettings } from '../../aws/clients.ts'
import { failureFrom } from '../../aws/error-catalogue.ts'
import { CredentialsRefused } from '../../aws/operator-credentials.ts'
import type { SigningCredentials } from '../../aws/signing.ts'
import type { StsPlace } from './assumed-role.ts'
import { configPathsOf, type Environment } from './environment.ts'

/**
 * The credentials of `aws login` (fact sheet 4.4): the SDK renews them with a key that is bound to them.
 *
 * SECURITY: the SDK's errors quote what AWS answered and name the file of the token, so nothing of their text is taken over.
 *
 * Errors: rejects with `CredentialsRefused`: `sign-in-needed`, those of the way to AWS.
 */
export async function loginCredentials(
  profile: string,
  region: string | null,
  { door, endpoints, region: home }: StsPlace,
  environment: Environment,
): Promise<SigningCredentials> {
  const { config, credentials } = configPathsOf(environment)
  const watched = new WatchedHandler(door.signInHandler)
  const provider = fromLoginCredentials({
    profile,
    configFilepath: config,
    filepath: credentials,
    ignoreCache: true,
    clientConfig: {
      ...clientSettings({
        region: region ?? home,
        endpoint: endpoints.all ?? undefined,
        handler: watched,
      }),
      // The SDK refuses both together.
      useDualstackEndpoint: endpoints.all === null && endpoints.dualStack,
    },
  })
  try {
    return await provider()
  } catch {
    if (watched.thrown !== null) throw new CredentialsRefused(failureFrom(watched.thrown, renewing))
    const message = `The sign-in of “aws login” for the profile ${profile} has ended, or could not be renewed.`
    const remedy = `Run “aws login --profile ${profile}” in a terminal, then connect again.`
    throw new CredentialsRefused({ ...failureOf('sign-in-needed', { message }), remedy })
  }
}

const renewing = {
  service: 'signin',
  operation: 'CreateOAuth2Token',
  inRootSession: false,
  trace: { status: null, requestId: null },
}

type Handle = NodeHttpHandler['handle']

/** Remembers why nothing was answered: the provider makes a text of it, which does not tell the network from the sign-in. */
class WatchedHandler extends NodeHttpHandler {
  thrown: unknown = null
  private readonly inner: NodeHttpHandler

  constructor(inner: NodeHttpHandler) {
    super()
    this.inner = inner
  }

  override async handle(...given: Parameters<Handle>): ReturnType<Handle> {
    try {
      return await this.inner.handle(...given)
    } catch (error) {
      this.thrown = error
      throw error
    }
  }
}
