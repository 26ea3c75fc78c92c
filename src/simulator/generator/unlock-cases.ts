import { drawHex } from '../identifiers.ts'
import type { Account, Bucket, Queue } from '../organization.ts'
import type { Random } from '../random.ts'
import {
  bucketResources,
  cloudTrailWrite,
  deny,
  drawLockedBucketPolicy,
  drawLockedQueuePolicy,
  policy,
  secureTransport,
  topicSend,
} from './locked-policies.ts'
import { REGIONS } from './regions.ts'

/** Organizations of this many accounts hold every case. */
export const EVERY_CASE_FROM = 30

const DAY = 86_400_000

/**
 * Gives accounts the buckets and queues on which unlocking is practised: every kind of lock, the policies that careless tools
 * spoil, and one that only looks like a lock. Each bucket and each queue is in a Region of its own. What the accounts
 * have already stays as it is, in front. Draw from a source of its own.
 */
export function addUnlockCases(random: Random, accounts: readonly Account[]): void {
  const hosts = random.shuffled(accounts).slice(0, HOSTS)
  const bucketRegions = random.shuffled(REGIONS)
  for (const [index, [purpose, draw]] of BUCKET_CASES.entries()) {
    const account = hosts[index % hosts.length] as Account
    const name = `${purpose}-${account.id}-${drawHex(random, 6)}`
    const bucket: Bucket = {
      name,
      region: bucketRegions[index] as string,
      createdAt: account.joinedAt + index * DAY,
      policy: draw(random, name, account.id),
    }
    account.buckets = [...account.buckets, bucket]
  }
  const queueRegions = random.shuffled(REGIONS)
  for (const [index, [purpose, draw]] of QUEUE_CASES.entries()) {
    const account = hosts[index % hosts.length] as Account
    const name = `${purpose}-${drawHex(random, 6)}`
    const region = queueRegions[index] as string
    const createdAt = account.joinedAt + index * DAY
    const text = draw(random, `arn:aws:sqs:${region}:${account.id}:${name}`, account.id)
    const queue: Queue = {
      name,
      region,
      createdAt,
      modifiedAt: createdAt,
      policy: text,
      earlier: null,
    }
    account.queues = [...account.queues, queue]
  }
}

/** How many accounts share the cases. */
const HOSTS = 5

type Draw = (random: Random, resource: string, accountId: string) => string

const BUCKET_CASES: readonly (readonly [purpose: string, draw: Draw])[] = [
  ['archive', (random, name, id) => drawLockedBucketPolicy(random, name, id, 'everybody')],
  ['reports', (random, name, id) => drawLockedBucketPolicy(random, name, id, 'endpoint')],
  ['snapshots', (random, name, id) => drawLockedBucketPolicy(random, name, id, 'network')],
  ['backups', (random, name, id) => drawLockedBucketPolicy(random, name, id, 'role')],
  ['releases', (random, name, id) => drawLockedBucketPolicy(random, name, id, 'not-principal')],
  ['ledger', oneLockAmongUseful],
  ['belege', oldAndOdd],
  ['invoices', policyActionsAlone],
  ['website', harmless],
]

const QUEUE_CASES: readonly (readonly [purpose: string, draw: Draw])[] = [
  ['payments', (random, arn, id) => drawLockedQueuePolicy(random, arn, id, 'everybody')],
  ['shipments', (random, arn, id) => drawLockedQueuePolicy(random, arn, id, 'topic')],
  ['claims', (random, arn, id) => drawLockedQueuePolicy(random, arn, id, 'endpoint')],
  ['settlements', oneQueueLockAmongUseful],
]

/** Six statements, and a seventh after a change of organization: only that one locks. */
function oneLockAmongUseful(random: Random, bucket: string, accountId: string): string {
  const resources = bucketResources(bucket)
  const statements = [
    secureTransport(resources, 's3:*'),
    cloudTrailWrite(bucket, accountId),
    {
      ...deny('DenyUnencryptedUploads', 's3:PutObject', `arn:aws:s3:::${bucket}/*`),
      Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
    },
    {
      ...deny('OnlyOurOrganization', 's3:*', resources),
      Condition: { StringNotEquals: { 'aws:PrincipalOrgID': `o-${drawHex(random, 10)}` } },
    },
    {
      Sid: 'AuditorsRead',
      Effect: 'Allow',
      Principal: { AWS: [`arn:aws:iam::${accountId}:role/auditor`] },
      Action: ['s3:GetObject', 's3:ListBucket'],
      Resource: resources,
    },
    {
      ...deny('VersionsOnlyWithMfa', 's3:DeleteObjectVersion', `arn:aws:s3:::${bucket}/*`),
      Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
    },
    {
      Sid: 'LoadBalancerLogs',
      Effect: 'Allow',
      Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${bucket}/alb/AWSLogs/${accountId}/*`,
    },
  ]
  return JSON.stringify(policy(statements), null, 4)
}

/** The older version of the language, the same Sid twice, single values, tabs, other scripts, and an escape: whoever writes it anew changes it. */
function oldAndOdd(_random: Random, bucket: string, accountId: string): string {
  const document = {
    Version: '2008-10-17',
    Id: 'Belegarchiv – 東京 & Zürich',
    Statement: [
      {
        Sid: 'Stmt1',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${bucket}/Größe & Maß/*`,
      },
      {
        ...deny('Stmt1', 's3:*', bucketResources(bucket)),
        Principal: { AWS: '*' },
      },
    ],
  }
  return JSON.stringify(document, null, '\t').replace('ß', String.raw`\u00df`)
}

/** Nobody is kept from the objects, everybody from the policy. */
function policyActionsAlone(_random: Random, bucket: string): string {
  const actions = ['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy']
  const statements = [
    secureTransport(bucketResources(bucket), 's3:*'),
    deny('PolicyIsFinal', actions, `arn:aws:s3:::${bucket}`),
  ]
  return JSON.stringify(policy(statements))
}

/** A deny for everybody that locks nobody out: use TLS. */
function harmless(_random: Random, bucket: string): string {
  return JSON.stringify(policy([secureTransport(bucketResources(bucket), 's3:*')]), null, 2)
}

function oneQueueLockAmongUseful(_random: Random, queueArn: string, accountId: string): string {
  const statements = [
    topicSend(queueArn, accountId),
    secureTransport(queueArn, 'sqs:*'),
    {
      ...deny('OnlySettlementService', 'sqs:*', queueArn),
      Condition: {
        ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${accountId}:role/settlement-retired` },
      },
    },
    {
      Sid: 'WorkersReceive',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${accountId}:role/worker` },
      Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'],
      Resource: queueArn,
    },
  ]
  return JSON.stringify(policy(statements), null, 2)
}
