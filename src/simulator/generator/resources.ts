import { drawHex } from '../identifiers.ts'
import type { Bucket, Queue } from '../organization.ts'
import type { Random } from '../random.ts'
import {
  drawBucketPolicy,
  drawLockedBucketPolicy,
  drawLockedQueuePolicy,
  drawQueuePolicy,
} from './locked-policies.ts'
import { REGIONS } from './regions.ts'

const BUCKET_PURPOSES = [
  'logs',
  'backups',
  'artifacts',
  'uploads',
  'exports',
  'terraform-state',
  'assets',
]
const QUEUE_PURPOSES = ['orders', 'invoices', 'events', 'retries', 'audit', 'thumbnails', 'exports']

/** The buckets of one account; the first is locked when asked for. Names are unique in the world: they carry the account ID. */
export function drawBuckets(
  random: Random,
  accountId: string,
  since: number,
  locked: boolean,
): readonly Bucket[] {
  const count = locked ? random.integer(2, 4) : random.chance(0.3) ? random.integer(1, 3) : 0
  if (count === 0) return NO_BUCKETS
  return Array.from({ length: count }, (_, index) => {
    const name = `${random.pick(BUCKET_PURPOSES)}-${accountId}-${drawHex(random, 4)}${index}`
    const policy =
      locked && index === 0
        ? drawLockedBucketPolicy(random, name, accountId)
        : drawBucketPolicy(random, name)
    return { name, region: random.pick(REGIONS), createdAt: since + index * 86_400_000, policy }
  })
}

/** The queues of one account; the first is locked when asked for. */
export function drawQueues(
  random: Random,
  accountId: string,
  since: number,
  locked: boolean,
): readonly Queue[] {
  const count = locked ? random.integer(2, 4) : random.chance(0.15) ? random.integer(1, 3) : 0
  if (count === 0) return NO_QUEUES
  return Array.from({ length: count }, (_, index) => {
    const name = `${random.pick(QUEUE_PURPOSES)}-${index + 1}`
    const region = random.pick(REGIONS)
    const arn = `arn:aws:sqs:${region}:${accountId}:${name}`
    const createdAt = since + index * 86_400_000
    const policy =
      locked && index === 0
        ? drawLockedQueuePolicy(random, arn, accountId)
        : drawQueuePolicy(random, arn, accountId)
    return { name, region, createdAt, modifiedAt: createdAt, policy, earlier: null }
  })
}

const NO_BUCKETS: readonly Bucket[] = Object.freeze([])
const NO_QUEUES: readonly Queue[] = Object.freeze([])
