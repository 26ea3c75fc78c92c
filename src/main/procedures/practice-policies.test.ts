import { describe, expect, test } from 'vitest'
import {
  drawBucketPolicy,
  drawLockedBucketPolicy,
  drawLockedQueuePolicy,
  drawQueuePolicy,
} from '../../simulator/generator/locked-policies.ts'
import { createRandom } from '../../simulator/random.ts'
import { analysePolicy, isLocked } from '../../shared/policy/policy-analysis.ts'
import { parsePolicy, type ParsedPolicy } from '../../shared/policy/policy-document.ts'
import { proposeRepairs } from '../../shared/policy/policy-repair.ts'
import { bucket, queue } from '../../shared/policy/testing/policy-cases.ts'

function parsed(text: string): ParsedPolicy {
  const policy = parsePolicy(text)
  if (!policy.ok) throw new Error(JSON.stringify(policy.problems))
  return policy
}

describe('of the practice organization', () => {
  test('every locked bucket and queue is seen to be locked, and its repair opens it', () => {
    const { accountId } = bucket
    for (let seed = 0; seed < 200; seed += 1) {
      const random = createRandom(`policies ${seed}`)
      for (const [context, text] of [
        [bucket, drawLockedBucketPolicy(random, 'ledger', accountId)],
        [queue, drawLockedQueuePolicy(random, queue.resourceArn, accountId)],
      ] as const) {
        const policy = parsed(text)
        const analysis = analysePolicy(policy, context)
        expect(isLocked(analysis)).toBe(true)
        const best = proposeRepairs(policy, analysis, context).find(
          ({ recommended }) => recommended,
        )
        expect(best?.policy).toBeTypeOf('string')
        expect(isLocked(analysePolicy(parsed(best?.policy ?? ''), context))).toBe(false)
        expect(best?.changedStatements).toHaveLength(1)
      }
    }
  })

  test('every ordinary bucket and queue is seen to be open', () => {
    for (let seed = 0; seed < 100; seed += 1) {
      const random = createRandom(`policies ${seed}`)
      for (const [context, text] of [
        [bucket, drawBucketPolicy(random, 'ledger')],
        [queue, drawQueuePolicy(random, queue.resourceArn, queue.accountId)],
      ] as const) {
        if (text !== null) expect(analysePolicy(parsed(text), context).lock).toBe('open')
      }
    }
  })
})
