import { drawRoleId, drawVpcEndpointId } from '../identifiers.ts'
import type { Random } from '../random.ts'

/** Policies of buckets and queues as text: some ordinary, some that lock everybody but root out. */

/** Names of the ways in which a policy shuts everybody out, or everybody but somebody who is gone. */
export type BucketLock = keyof typeof BUCKET_LOCKS
export type QueueLock = keyof typeof QUEUE_LOCKS

type LockOut = (random: Random, resource: string | readonly string[], accountId: string) => object

/** The order is part of the draw: new ones belong elsewhere. */
const BUCKET_LOCKS = {
  everybody: (_random, resource) => deny('DenyAll', 's3:*', resource),
  endpoint: (random, resource) => ({
    ...deny('OnlyFromOurEndpoint', 's3:*', resource),
    Condition: { StringNotEquals: { 'aws:SourceVpce': drawVpcEndpointId(random) } },
  }),
  network: (_random, resource) => ({
    ...deny('OnlyOurNetwork', 's3:*', resource),
    Condition: { NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '198.51.100.17/32'] } },
  }),
  role: (random, resource) => ({
    ...deny('OnlyBackupRole', 's3:*', resource),
    Condition: { StringNotLike: { 'aws:userId': [`${drawRoleId(random)}:*`] } },
  }),
  'not-principal': (_random, resource, accountId) => ({
    Sid: 'DenyEverybodyElse',
    Effect: 'Deny',
    NotPrincipal: { AWS: [`arn:aws:iam::${accountId}:role/retired-deployment-role`] },
    Action: 's3:*',
    Resource: resource,
  }),
} as const satisfies Readonly<Record<string, LockOut>>

const QUEUE_LOCKS = {
  everybody: (_random, resource) => deny('DenyAll', 'sqs:*', resource),
  topic: (_random, resource, accountId) => ({
    ...deny('OnlyFromTopic', 'sqs:*', resource),
    Condition: {
      ArnNotEquals: { 'aws:SourceArn': `arn:aws:sns:us-east-1:${accountId}:orders-retired` },
    },
  }),
  endpoint: (random, resource) => ({
    ...deny('OnlyFromOurEndpoint', 'sqs:*', resource),
    Condition: { StringNotEquals: { 'aws:SourceVpce': drawVpcEndpointId(random) } },
  }),
} as const satisfies Readonly<Record<string, LockOut>>

/** A bucket policy that nobody but the root user of the account can undo. */
export function drawLockedBucketPolicy(
  random: Random,
  bucket: string,
  accountId: string,
  lock: BucketLock = random.pick(namesOf(BUCKET_LOCKS)),
): string {
  const resources = bucketResources(bucket)
  const statements = [
    secureTransport(resources, 's3:*'),
    BUCKET_LOCKS[lock](random, resources, accountId),
    cloudTrailWrite(bucket, accountId),
  ]
  return random.chance(0.4)
    ? JSON.stringify(policy(statements), null, 2)
    : JSON.stringify(policy(statements))
}

/** A queue policy that nobody but the root user of the account can undo. */
export function drawLockedQueuePolicy(
  random: Random,
  queueArn: string,
  accountId: string,
  lock: QueueLock = random.pick(namesOf(QUEUE_LOCKS)),
): string {
  const lockOut = QUEUE_LOCKS[lock](random, queueArn, accountId)
  return JSON.stringify(policy([topicSend(queueArn, accountId), lockOut]))
}

/** An ordinary bucket policy, or none. */
export function drawBucketPolicy(random: Random, bucket: string): string | null {
  if (random.chance(0.6)) return null
  return JSON.stringify(policy([secureTransport(bucketResources(bucket), 's3:*')]))
}

/** An ordinary queue policy, or none. */
export function drawQueuePolicy(
  random: Random,
  queueArn: string,
  accountId: string,
): string | null {
  return random.chance(0.7) ? null : JSON.stringify(policy([topicSend(queueArn, accountId)]))
}

const namesOf = <T extends object>(table: T) => Object.keys(table) as (keyof T)[]

/** The bucket and all that is in it. */
export const bucketResources = (bucket: string): readonly string[] => [
  `arn:aws:s3:::${bucket}`,
  `arn:aws:s3:::${bucket}/*`,
]

export const policy = (statements: readonly object[]) => ({
  Version: '2012-10-17',
  Statement: statements,
})

/** A statement that denies everybody. */
export const deny = (
  sid: string,
  action: string | readonly string[],
  resource: string | readonly string[],
) => ({ Sid: sid, Effect: 'Deny', Principal: '*', Action: action, Resource: resource })

export const secureTransport = (resource: string | readonly string[], action: string) => ({
  ...deny('DenyInsecureTransport', action, resource),
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
})

export const cloudTrailWrite = (bucket: string, accountId: string) => ({
  Sid: 'AWSCloudTrailWrite',
  Effect: 'Allow',
  Principal: { Service: 'cloudtrail.amazonaws.com' },
  Action: 's3:PutObject',
  Resource: `arn:aws:s3:::${bucket}/AWSLogs/${accountId}/*`,
  Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
})

export const topicSend = (queueArn: string, accountId: string) => ({
  Sid: 'TopicSends',
  Effect: 'Allow',
  Principal: { Service: 'sns.amazonaws.com' },
  Action: 'sqs:SendMessage',
  Resource: queueArn,
  Condition: { ArnEquals: { 'aws:SourceArn': `arn:aws:sns:us-east-1:${accountId}:orders` } },
})
