import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { succeed } from '../../shared/ipc/result.ts'
import { accountChecks, standingChecks } from './preflight-checks.ts'
import type { ProcedureWork } from './procedure-work.ts'
import {
  changePolicy,
  changeWords,
  drawChange,
  policyTarget,
  type PolicyResource,
} from './resource-policy.ts'
import { failedTarget } from './target-run.ts'

const task = 'S3UnlockBucketPolicy'

/** Changes or deletes the policy of one bucket from a root session, which no bucket policy can lock out (fact sheet 2.4). */
export const unlockBucketPolicy: ProcedureWork<'unlock-bucket-policy'> = {
  async preflight({ accountId }, context) {
    return [
      ...(await standingChecks(['RootSessions'], context)),
      ...accountChecks([accountId], context),
    ]
  },

  async draw({ accountId, bucket, region, seenSha256, change }, context) {
    const resource = bucketResource(bucket, region)
    const drawn = await drawChange(context, accountId, task, resource, seenSha256, change)
    if (!drawn.ok) return drawn
    const { before, after } = drawn.value
    const item = {
      id: `${accountId}/bucket-policy/${bucket}`,
      call: after === null ? 's3:DeleteBucketPolicy' : 's3:PutBucketPolicy',
      arguments: {
        Bucket: bucket,
        ExpectedBucketOwner: accountId,
        ...(after === null ? {} : { PolicySha256: after.sha256 }),
      },
      thing: { kind: 'bucket-policy', bucket, region, before, after } as const,
      acknowledge: null,
    }
    return succeed({
      title: `${changeWords(change)} the policy of the bucket ${bucket}`,
      phrase: bucket,
      targets: [policyTarget(context, accountId, task, item)],
      leftOut: [],
    })
  },

  async work(context) {
    const [item] = context.target.items
    if (item?.thing.kind !== 'bucket-policy') return failedTarget(failureOf('plan-altered'))
    const { bucket, region, before, after } = item.thing
    return await changePolicy(context, bucketResource(bucket, region), item, before, after)
  },
}

function bucketResource(name: string, region: string): PolicyResource {
  const bucket = { name, region }
  return {
    service: 's3',
    resource: name,
    region,
    read: (session) => session.bucketPolicy(bucket),
    write: (session, policy) =>
      policy === null
        ? session.deleteBucketPolicy(bucket)
        : session.putBucketPolicy(bucket, policy),
    readBackWaits: [1_000, 3_000, 6_000],
  }
}
