import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  ListBucketsCommand,
  PutBucketPolicyCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import type { AccountId } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Bucket } from '../../shared/domain/resources.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import { answered, instantOrNull, requiredList, requiredText, type Answered } from './answers.ts'
import type { Call, Exchange, SessionCaller } from './call.ts'
import type { Clients } from './clients.ts'
import { allPages, nextToken } from './paging.ts'
import { isRegionOf, notARegion, partitionOf } from './partition.ts'

/** Which bucket. Where its Region is not known, S3 is asked in the Region of the connection and says the right one. */
export type BucketAddress = { readonly name: string; readonly region: string | null }

/** The policy of a bucket, its text byte for byte; null where there is none. */
export type BucketPolicy = {
  readonly policy: string | null
  /** Where the bucket was found. */
  readonly region: string
  readonly requestId: string | null
}

/**
 * Buckets and their policies inside a root session (fact sheet 2.4). A bucket that lies in another Region than asked is followed
 * there, once. SECURITY: every call on a bucket names the account of the session as the bucket's expected owner.
 */
export type BucketPolicies = {
  /** Every bucket of the account. */
  buckets(): Promise<Outcome<readonly Bucket[]>>
  bucketPolicy(bucket: BucketAddress): Promise<Outcome<BucketPolicy>>
  /** Sent once. Fails with `malformed-policy` where S3 does not take the text. */
  putBucketPolicy(bucket: BucketAddress, policy: string): Promise<Outcome<Answered>>
  /** Sent once. Succeeds also where there is none. */
  deleteBucketPolicy(bucket: BucketAddress): Promise<Outcome<Answered>>
}

/** What every call on a bucket says. */
type OwnBucket = { readonly Bucket: string; readonly ExpectedBucketOwner: AccountId }
type BucketCall<O, T> = Pick<Call<O, T>, 'operation' | 'read' | 'repeat'> & {
  readonly send: (client: S3Client, exchange: Exchange, own: OwnBucket) => Promise<O>
}
/** How a call came out, the Region that was asked, and the one that S3 named instead. */
type Found<T> = {
  readonly outcome: Outcome<T>
  readonly region: string
  readonly elsewhere: string | null
}

export function createBucketPolicies(deps: {
  readonly clients: Pick<Clients, 's3'>
  readonly call: SessionCaller
  readonly accountId: AccountId
  /** The Region of the connection. */
  readonly region: string
}): BucketPolicies {
  const { clients, call, accountId, region: home } = deps
  const partition = partitionOf(home)
  const service = 's3'

  async function whereItLies<O, T>(
    { name, region }: BucketAddress,
    bucketCall: BucketCall<O, T>,
  ): Promise<Found<T>> {
    const found = await inRegion(region ?? home, name, bucketCall)
    const { outcome, elsewhere } = found
    if (outcome.ok || outcome.error.code !== 'wrong-region' || elsewhere === null) return found
    return elsewhere !== found.region && isRegionOf(partition, elsewhere)
      ? inRegion(elsewhere, name, bucketCall)
      : found
  }

  async function inRegion<O, T>(
    region: string,
    name: string,
    { send, ...rest }: BucketCall<O, T>,
  ): Promise<Found<T>> {
    if (!isRegionOf(partition, region)) {
      return { outcome: notARegion(region), region, elsewhere: null }
    }
    if (!/^[\w.-]{3,255}$/.test(name)) {
      return { outcome: fail(failureOf('no-such-bucket')), region, elsewhere: null }
    }
    const named: { region: string | null } = { region: null }
    const outcome = await call({
      service,
      ...rest,
      async send(exchange) {
        try {
          const own = { Bucket: name, ExpectedBucketOwner: accountId }
          return await send(clients.s3(region), exchange, own)
        } catch (error) {
          named.region = exchange.trace.bucketRegion ?? regionIn(error)
          throw error
        }
      },
    })
    return { outcome, region, elsewhere: named.region }
  }

  return {
    buckets: () =>
      allPages((token) =>
        call({
          service,
          operation: 'ListBuckets',
          send: (exchange) =>
            clients.s3(home).send(
              exchange.bind(
                new ListBucketsCommand({
                  // Without it, S3 gives neither Regions nor pages.
                  MaxBuckets: 1000,
                  ...(token === null ? {} : { ContinuationToken: token }),
                }),
              ),
              exchange,
            ),
          read: (page) => ({
            items: requiredList(page.Buckets, 'Buckets').map((bucket) => ({
              name: requiredText(bucket.Name, 'Buckets[].Name'),
              region: bucket.BucketRegion ?? null,
              createdAt: instantOrNull(bucket.CreationDate),
            })),
            next: nextToken(page.ContinuationToken),
          }),
        }),
      ),

    async bucketPolicy(bucket) {
      const { outcome, region } = await whereItLies(bucket, {
        operation: 'GetBucketPolicy',
        send: (client, exchange, own) =>
          client.send(exchange.bind(new GetBucketPolicyCommand(own)), exchange),
        read: (output) => ({ policy: requiredText(output.Policy, 'policy'), ...answered(output) }),
      })
      if (outcome.ok) return succeed({ ...outcome.value, region })
      if (outcome.error.code !== 'no-bucket-policy') return outcome
      return succeed({ policy: null, region, requestId: outcome.error.requestId ?? null })
    },

    async putBucketPolicy(bucket, policy) {
      const { outcome } = await whereItLies(bucket, {
        operation: 'PutBucketPolicy',
        repeat: 'once',
        send: (client, exchange, own) =>
          client.send(
            exchange.bind(new PutBucketPolicyCommand({ ...own, Policy: policy })),
            exchange,
          ),
        read: answered,
      })
      return outcome
    },

    async deleteBucketPolicy(bucket) {
      const { outcome } = await whereItLies(bucket, {
        operation: 'DeleteBucketPolicy',
        repeat: 'once',
        send: (client, exchange, own) =>
          client.send(exchange.bind(new DeleteBucketPolicyCommand(own)), exchange),
        read: answered,
      })
      return outcome
    },
  }
}

/** The Region that an AuthorizationHeaderMalformed names in its body. */
function regionIn(error: unknown): string | null {
  const region: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'Region') : null
  return typeof region === 'string' ? region : null
}
