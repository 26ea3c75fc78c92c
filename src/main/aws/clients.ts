import { IAMClient } from '@aws-sdk/client-iam'
import { OrganizationsClient } from '@aws-sdk/client-organizations'
import { STSClient } from '@aws-sdk/client-sts'
import type { NodeHttpHandler } from '@smithy/node-http-handler'
import { Sha256 } from './sha256.ts'
import type { Signing } from './signing.ts'

/** One client per service, for every caller: who signs is bound per command (signing.ts). */
export type Clients = {
  readonly sts: STSClient
  readonly iam: IAMClient
  readonly organizations: OrganizationsClient
  close(): void
}

/**
 * Builds the clients with every setting spelled out, so that none is looked up in files or the environment:
 * an unset one costs a file read per client and lets a stray `~/.aws/config` change where requests go.
 */
export function createClients(options: {
  readonly region: string
  readonly endpoint: string | undefined
  readonly handler: NodeHttpHandler
  readonly signing: Signing
}): Clients {
  const settings = clientSettings(options)
  const sts = new STSClient({
    ...settings,
    useGlobalEndpoint: false,
    httpAuthSchemes: options.signing.schemes('sts'),
  })
  const iam = new IAMClient({ ...settings, httpAuthSchemes: options.signing.schemes('iam') })
  const organizations = new OrganizationsClient({
    ...settings,
    httpAuthSchemes: options.signing.schemes('organizations'),
  })
  return {
    sts,
    iam,
    organizations,
    close() {
      sts.destroy()
      iam.destroy()
      organizations.destroy()
    },
  }
}

/** The settings that all clients share. */
export function clientSettings({
  region,
  endpoint,
  handler,
}: {
  readonly region: string
  readonly endpoint: string | undefined
  readonly handler: NodeHttpHandler
}) {
  return {
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    requestHandler: handler,
    // Signing takes the credentials bound to the command; the SDK's own provider must never be asked.
    credentials: noOwnCredentials,
    sha256: Sha256,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    // SECURITY: no AWS_ENDPOINT_URL_… and no `services` section of a config file may send calls elsewhere.
    ignoreConfiguredEndpointUrls: true,
    authSchemePreference: [] as string[],
    defaultsMode: 'standard',
    // Retries are ours (retry-policy.ts): each attempt passes the limiter and the ledger.
    maxAttempts: 1,
    retryMode: 'standard',
    retryStrategy: oneAttempt,
    userAgentAppId: () => Promise.resolve(undefined),
    defaultUserAgentProvider: () => Promise.resolve(userAgent),
  } as const
}

const userAgent: [string, string][] = [['rootkeep', '0.1']]

const oneAttempt = {
  mode: 'one-attempt',
  acquireInitialRetryToken: () => Promise.resolve(firstToken),
  refreshRetryTokenForRetry: () => Promise.reject(new Error('one attempt only')),
  recordSuccess() {},
}
const firstToken = { getRetryCount: () => 0, getRetryDelay: () => 0 }

const noOwnCredentials = Object.assign(
  () => Promise.reject(new Error('credentials are bound per command')),
  // What the SDK looks for before it wraps a provider in its own cache.
  { memoized: true, configBound: true, attributed: true },
)
