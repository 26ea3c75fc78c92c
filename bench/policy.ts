import { lineDifference } from '../src/shared/policy/line-difference.ts'
import { analysePolicy } from '../src/shared/policy/policy-analysis.ts'
import { policyLimitBytes, type PolicyContext } from '../src/shared/policy/policy-context.ts'
import { parsePolicy, utf8Bytes } from '../src/shared/policy/policy-document.ts'
import { proposeRepairs } from '../src/shared/policy/policy-repair.ts'
import type { Benchmark } from './benchmark.ts'
import { busyMs } from './busy-time.ts'
import { quantile } from './distribution.ts'

const rounds = 200

const context: PolicyContext = {
  service: 's3',
  accountId: '111122223333',
  partition: 'aws',
  resourceArn: 'arn:aws:s3:::ledger',
  organizationId: 'o-rootkeep00',
  now: '2026-11-22T12:00:00.000Z',
}
const bucketAndObjects = [context.resourceArn, `${context.resourceArn}/*`]

export const policy: Benchmark = {
  name: 'policy',
  about: 'bucket policies of 20 KB: who is locked out, which repairs, what they change',
  run({ say, figure }) {
    for (const { name, text } of [
      { name: 'many allowed, one lock', text: filled([lock], allow) },
      { name: 'every statement a Deny with conditions', text: filled([lock], deny) },
    ]) {
      say(`policy: ${name}`)
      const taken = Array.from({ length: rounds }, () => timesOf(text))
      const [first] = taken
      const conditions = { policy: name, bytes: utf8Bytes(text), rounds }
      const p95 = (part: (times: Times) => number) => quantile(taken.map(part), 0.95)
      figure({
        figure: 'read and analysed, p95',
        value: p95(({ analysis }) => analysis),
        unit: 'ms',
        target: { most: 20 },
        conditions: {
          ...conditions,
          p50Ms: tenth(
            quantile(
              taken.map(({ analysis }) => analysis),
              0.5,
            ),
          ),
          busyP95Ms: tenth(p95(({ busy }) => busy)),
          firstMs: tenth(first?.analysis ?? 0),
        },
      })
      figure({
        figure: 'repairs proposed, p95',
        value: p95(({ repairs }) => repairs),
        unit: 'ms',
        conditions: { ...conditions, firstMs: tenth(first?.repairs ?? 0) },
      })
      figure({
        figure: 'compared with its repair, p95',
        value: p95(({ difference }) => difference),
        unit: 'ms',
        conditions,
      })
    }
    return Promise.resolve()
  },
}

const tenth = (ms: number) => Math.round(ms * 10) / 10

type Times = {
  readonly analysis: number
  /** Of that, how long the process was at work, whatever else the machine did. */
  readonly busy: number
  readonly repairs: number
  readonly difference: number
}

function timesOf(text: string): Times {
  const at = [performance.now()]
  const busyBefore = busyMs()
  const parsed = parsePolicy(text, policyLimitBytes.s3)
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message)
  const analysis = analysePolicy(parsed, context)
  at.push(performance.now())
  const busy = busyMs() - busyBefore
  const best = proposeRepairs(parsed, analysis, context).find(({ recommended }) => recommended)
  if (!best) throw new Error('a locked policy has a repair')
  at.push(performance.now())
  lineDifference(text, best.policy)
  at.push(performance.now())
  const [from = 0, analysed = 0, repaired = 0, compared = 0] = at
  return {
    analysis: analysed - from,
    busy,
    repairs: repaired - analysed,
    difference: compared - repaired,
  }
}

/** A policy with as many statements as it takes to come close to the limit. */
function filled(statements: readonly object[], more: (index: number) => object): string {
  const textWith = (list: readonly object[]) =>
    JSON.stringify({ Version: '2012-10-17', Statement: list }, null, 2)
  const list = [...statements]
  for (
    let index = 0;
    utf8Bytes(textWith([...list, more(index)])) <= policyLimitBytes.s3;
    index += 1
  ) {
    list.push(more(index))
  }
  return textWith(list)
}

const lock = {
  Sid: 'OnlyFromOurEndpoint',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: bucketAndObjects,
  Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d4e5f60718' } },
}

const allow = (index: number) => ({
  Sid: `Team${index}`,
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${222_233_334_444 + index}:root` },
  Action: ['s3:GetObject', 's3:ListBucket'],
  Resource: [context.resourceArn, `${context.resourceArn}/team-${index}/*`],
  Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-rootkeep00' } },
})

const deny = (index: number) => ({
  Sid: `Guard${index}`,
  Effect: 'Deny',
  Principal: '*',
  Action: index % 2 === 0 ? 's3:*' : 's3:PutObject*',
  Resource: bucketAndObjects,
  Condition: {
    ArnNotLike: {
      'aws:PrincipalArn': [`arn:aws:iam::*:role/team-${index}/*`, 'arn:aws:iam::*:role/admin'],
    },
    NotIpAddress: { 'aws:SourceIp': [`192.0.2.${index}/32`, '198.51.100.0/24'] },
  },
})
