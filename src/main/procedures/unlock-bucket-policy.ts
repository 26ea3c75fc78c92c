import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { ProcedureWork } from './procedure-work.ts'
import {
  changePolicy,
  drawPolicyPlan,
  policyChecks,
  type PolicyResource,
} from './resource-policy.ts'
import { failedTarget } from './target-outcomes.ts'

/** Changes or deletes the policy of one bucket from a root session, which no bucket policy can lock out (fact sheet 2.4). */
export const unlockBucketPolicy: ProcedureWork<'unlock-bucket-policy'> = {
  preflight: ({ accountId }, context) => policyChecks(accountId, context),

  draw(request, context) {
    const { accountId, bucket, region } = request
    const resource = bucketResource(bucket, region)
    return drawPolicyPlan(
      context,
      request,
      'S3UnlockBucketPolicy',
      resource,
      bucket,
      (before, after) => ({
        id: `${accountId}/bucket-policy/${bucket}`,
        call: after === null ? 's3:DeleteBucketPolicy' : 's3:PutBucketPolicy',
        arguments: {
          Bucket: bucket,
          ExpectedBucketOwner: accountId,
          ...(after === null ? {} : { PolicySha256: after.sha256 }),
        },
        thing: { kind: 'bucket-policy', bucket, region, before, after },
        acknowledge: null,
      }),
    )
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
