import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { ProcedureWork } from './procedure-work.ts'
import { queueArnOf } from './queue-arn.ts'
import {
  changePolicy,
  drawPolicyPlan,
  policyChecks,
  type PolicyResource,
} from './resource-policy.ts'
import { failedTarget } from './target-outcomes.ts'

/** Changes or deletes the policy of one queue from a root session (fact sheet 2.5). */
export const unlockQueuePolicy: ProcedureWork<'unlock-queue-policy'> = {
  preflight: ({ accountId }, context) => policyChecks(accountId, context),

  draw(request, context) {
    const { accountId, queueUrl, region } = request
    const queueArn = queueArnOf(queueUrl, region)
    const name = queueArn.split(':').at(-1) ?? queueUrl
    const resource = queueResource(queueUrl, region)
    return drawPolicyPlan(
      context,
      request,
      'SQSUnlockQueuePolicy',
      resource,
      name,
      (before, after) => ({
        id: `${accountId}/queue-policy/${region}/${name}`,
        call: 'sqs:SetQueueAttributes',
        arguments: {
          QueueUrl: queueUrl,
          PolicySha256: after?.sha256 ?? 'none: the policy is deleted',
        },
        thing: { kind: 'queue-policy', queueUrl, queueArn, region, before, after },
        acknowledge: null,
      }),
    )
  },

  async work(context) {
    const [item] = context.target.items
    if (item?.thing.kind !== 'queue-policy') return failedTarget(failureOf('plan-altered'))
    const { queueUrl, region, before, after } = item.thing
    return await changePolicy(context, queueResource(queueUrl, region), item, before, after)
  },
}

function queueResource(url: string, region: string): PolicyResource {
  const queue = { url, region }
  return {
    service: 'sqs',
    resource: url,
    region,
    read: (session) => session.queuePolicy(queue),
    write: (session, policy) => session.setQueuePolicy(queue, policy),
    // A change of an attribute may take 60 s to be seen everywhere (fact sheet 2.5).
    readBackWaits: [2_000, 4_000, 8_000, 16_000, 16_000, 20_000],
  }
}
