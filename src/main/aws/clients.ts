import { AccountClient } from '@aws-sdk/client-account'
import { IAMClient } from '@aws-sdk/client-iam'
import { OrganizationsClient } from '@aws-sdk/client-organizations'
import { S3Client } from '@aws-sdk/client-s3'
import { SQSClient } from '@aws-sdk/client-sqs'
import { STSClient } from '@aws-sdk/client-sts'
import type { NodeHttpHandler } from '@smithy/node-http-handler'
import type { ConnectionEndpoints } from '../../shared/domain/connections.ts'
import { homeRegion, knownPartitionOf, type ServiceName } from '../egress/service-hosts.ts'
import { Sha256 } from './sha256.ts'
import type { Signing } from './signing.ts'

/** One client per service (S3 and SQS: and Region), for every caller: who signs is bound per command (signing.ts). */
export type Clients = {
  readonly sts: STSClient
  readonly iam: IAMClient
  readonly organizations: OrganizationsClient
  readonly account: AccountClient
  /** The client of a Region, made when first asked for. */
  s3(region: string): S3Client
  sqs(region: string): SQSClient
  close(): void
}

type ClientOptions = {
  readonly region: string
  readonly endpoints: ConnectionEndpoints
  readonly handler: NodeHttpHandler
  readonly signing: Signing
}

/**
 * Builds the clients with every setting spelled out, so that none is looked up in files or the environment:
 * an unset one costs a file read per client and lets a stray `~/.aws/config` change where requests go.
 */
export function createClients(options: ClientOptions): Clients {
  const { signing } = options
  const sts = new STSClient({
    ...serviceSettings('sts', options),
    useGlobalEndpoint: false,
    httpAuthSchemes: signing.schemes('sts'),
  })
  const iam = new IAMClient({
    ...serviceSettings('iam', options),
    httpAuthSchemes: signing.schemes('iam'),
  })
  const organizations = new OrganizationsClient({
    ...serviceSettings('organizations', options),
    httpAuthSchemes: signing.schemes('organizations'),
  })
  const account = new AccountClient({
    ...serviceSettings('account', options),
    httpAuthSchemes: signing.schemes('account'),
  })
  const s3 = perRegion(
    (region) =>
      new S3Client({
        ...serviceSettings('s3', options),
        ...s3Settings,
        region,
        httpAuthSchemes: signing.schemes('s3', { escapePath: false }),
      }),
  )
  const sqs = perRegion(
    (region) =>
      new SQSClient({
        ...serviceSettings('sqs', options),
        region,
        // SECURITY: a queue's URL is data; where calls go is decided by the Region.
        useQueueUrlAsEndpoint: false,
        httpAuthSchemes: signing.schemes('sqs'),
      }),
  )
  return {
    sts,
    iam,
    organizations,
    account,
    s3: s3.of,
    sqs: sqs.of,
    close() {
      for (const client of [sts, iam, organizations, account, ...s3.made(), ...sqs.made()]) {
        client.destroy()
      }
    },
  }
}

/** Clients that are made when first asked for, and kept. */
function perRegion<C>(make: (region: string) => C) {
  const clients = new Map<string, C>()
  return {
    of(region: string): C {
      const client = clients.get(region) ?? make(region)
      clients.set(region, client)
      return client
    },
    made: () => clients.values(),
  }
}

/** One host for all buckets of a Region, and none of S3's other ways to an endpoint. */
const s3Settings = {
  forcePathStyle: true,
  bucketEndpoint: false,
  useGlobalEndpoint: false,
  useAccelerateEndpoint: false,
  useArnRegion: false,
  disableMultiregionAccessPoints: true,
  disableS3ExpressSessionAuth: true,
  // Followed by us, so that each sending has its own entry in the ledger (bucket-policies.ts).
  followRegionRedirects: false,
  sigv4aSigningRegionSet: [] as string[],
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
} as const

/** The settings of the client of one service: where that is, and what all share. */
export function serviceSettings(
  service: Exclude<ServiceName, 'signin'>,
  { region, endpoints, handler }: Omit<ClientOptions, 'signing'>,
) {
  const endpoint = endpoints.all ?? endpoints[service]
  return {
    ...clientSettings({
      region: signedRegion(service, region),
      endpoint: endpoint ?? undefined,
      handler,
    }),
    // The SDK takes no custom endpoint together with dual stack.
    useDualstackEndpoint: endpoint === null && endpoints.dualStack,
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

/**
 * The services of a whole partition are signed for their own Region. Of public endpoints the SDK knows that; of custom ones, such as a VPC
 * endpoint, it would sign for the client's.
 */
function signedRegion(service: ServiceName, region: string): string {
  const partition = knownPartitionOf(region)
  const whole = service === 'iam' || service === 'organizations' || service === 'account'
  return whole && partition !== null ? homeRegion(service, partition) : region
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
