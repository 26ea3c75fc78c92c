import { drawRoleId, drawVpcEndpointId } from '../identifiers.ts'
import type { Random } from '../random.ts'

/** Policies of buckets and queues as text: some ordinary, some that lock everybody but root out. */

/** A bucket policy that nobody but the root user of the account can undo. */
export function drawLockedBucketPolicy(random: Random, bucket: string, accountId: string): string {
  const resources = [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`]
  const deny = (sid: string, extra: object) => ({
    Sid: sid,
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: resources,
    ...extra,
  })
  const lockOut = random.pick([
    () => deny('DenyAll', {}),
    () =>
      deny('OnlyFromOurEndpoint', {
        Condition: { StringNotEquals: { 'aws:SourceVpce': drawVpcEndpointId(random) } },
      }),
    () =>
      deny('OnlyOurNetwork', {
        Condition: { NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '198.51.100.17/32'] } },
      }),
    () =>
      deny('OnlyBackupRole', {
        Condition: { StringNotLike: { 'aws:userId': [`${drawRoleId(random)}:*`] } },
      }),
    () => ({
      Sid: 'DenyEverybodyElse',
      Effect: 'Deny',
      NotPrincipal: { AWS: [`arn:aws:iam::${accountId}:role/retired-deployment-role`] },
      Action: 's3:*',
      Resource: resources,
    }),
  ])
  const statements = [
    secureTransport(resources, 's3:*'),
    lockOut(),
    cloudTrailWrite(bucket, accountId),
  ]
  return random.chance(0.4)
    ? JSON.stringify(policy(statements), null, 2)
    : JSON.stringify(policy(statements))
}

/** A queue policy that nobody but the root user of the account can undo. */
export function drawLockedQueuePolicy(random: Random, queueArn: string, accountId: string): string {
  const deny = (sid: string, extra: object) => ({
    Sid: sid,
    Effect: 'Deny',
    Principal: '*',
    Action: 'sqs:*',
    Resource: queueArn,
    ...extra,
  })
  const lockOut = random.pick([
    () => deny('DenyAll', {}),
    () =>
      deny('OnlyFromTopic', {
        Condition: {
          ArnNotEquals: { 'aws:SourceArn': `arn:aws:sns:us-east-1:${accountId}:orders-retired` },
        },
      }),
    () =>
      deny('OnlyFromOurEndpoint', {
        Condition: { StringNotEquals: { 'aws:SourceVpce': drawVpcEndpointId(random) } },
      }),
  ])
  return JSON.stringify(policy([topicSend(queueArn, accountId), lockOut()]))
}

/** An ordinary bucket policy, or none. */
export function drawBucketPolicy(random: Random, bucket: string): string | null {
  if (random.chance(0.6)) return null
  return JSON.stringify(
    policy([secureTransport([`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`], 's3:*')]),
  )
}

/** An ordinary queue policy, or none. */
export function drawQueuePolicy(
  random: Random,
  queueArn: string,
  accountId: string,
): string | null {
  return random.chance(0.7) ? null : JSON.stringify(policy([topicSend(queueArn, accountId)]))
}

const policy = (statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements })

const secureTransport = (resources: readonly string[], action: string) => ({
  Sid: 'DenyInsecureTransport',
  Effect: 'Deny',
  Principal: '*',
  Action: action,
  Resource: resources,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
})

const cloudTrailWrite = (bucket: string, accountId: string) => ({
  Sid: 'AWSCloudTrailWrite',
  Effect: 'Allow',
  Principal: { Service: 'cloudtrail.amazonaws.com' },
  Action: 's3:PutObject',
  Resource: `arn:aws:s3:::${bucket}/AWSLogs/${accountId}/*`,
  Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
})

const topicSend = (queueArn: string, accountId: string) => ({
  Sid: 'TopicSends',
  Effect: 'Allow',
  Principal: { Service: 'sns.amazonaws.com' },
  Action: 'sqs:SendMessage',
  Resource: queueArn,
  Condition: { ArnEquals: { 'aws:SourceArn': `arn:aws:sns:us-east-1:${accountId}:orders` } },
})
