import type { Capability, PolicyContext } from '../../../shared/policy/policy-context.ts'
import type { PolicyLock } from '../../../shared/policy/policy-analysis.ts'
import { allOf } from '../../../shared/policy/policy-words.ts'
import type { RequestJudgement } from '../../../shared/policy/policy-judgement.ts'
import type { StatementRole } from '../../../shared/policy/statement-reading.ts'
import type { PolicyService } from '../../state/procedure-place.ts'

/** What is locked, in the words of its service. */
export const resourceNoun = { s3: 'bucket', sqs: 'queue' } as const satisfies Record<
  PolicyService,
  string
>

export const unlockTitle = {
  s3: 'Unlock an S3 bucket',
  sqs: 'Unlock an SQS queue',
} as const satisfies Record<PolicyService, string>

export const lockLabel = {
  'locked-for-everyone': 'Locked for everyone',
  'locked-for-all-but-some': 'Locked for all but some',
  'partly-locked': 'Partly locked',
  open: 'Open',
} as const satisfies Record<PolicyLock, string>

export const roleLabel = {
  'locks-everyone': 'Locks everyone out',
  'locks-all-but-some': 'Locks all but some out',
  restricts: 'Restricts',
  allows: 'Allows',
  'no-effect-here': 'No effect here',
} as const satisfies Record<StatementRole, string>

const capabilityLabel = {
  s3: {
    'read-policy': ['Read', 'the policy'],
    'replace-policy': ['Replace', 'the policy'],
    'delete-policy': ['Delete', 'the policy'],
    'read-data': ['Read', 'objects'],
    'write-data': ['Write', 'objects'],
  },
  sqs: {
    'read-policy': ['Read', 'the policy'],
    'replace-policy': ['Change', 'the policy'],
    'delete-policy': ['Delete', 'the policy'],
    'read-data': ['Receive', 'messages'],
    'write-data': ['Send', 'messages'],
  },
} as const satisfies Record<
  PolicyService,
  Record<Capability, readonly [verb: string, what: string]>
>

/** What can be done with a bucket or queue, several things with the same object at once: `Read, replace and delete the policy`. */
export function capabilitiesWords(
  capabilities: readonly Capability[],
  { service }: PolicyContext,
): string {
  const labels = capabilities.map((capability) => capabilityLabel[service][capability])
  const objects = Map.groupBy(labels, ([, what]) => what)
  return Array.from(objects, ([what, each]) => {
    const verbs = each.map(([verb], index) => (index === 0 ? verb : verb.toLowerCase()))
    return `${allOf(verbs)} ${what}`
  }).join('; ')
}

/** Who of the owning account gets past the policy with one kind of request. */
export function whoCan({ request, way }: RequestJudgement): string {
  switch (way.breadth) {
    case 'anyone':
      return 'Whoever IAM allows'
    case 'some': {
      const words = way.who.length === 0 ? 'whoever meets the conditions' : way.who.join('; ')
      const doubt = way.sure ? '' : ', if there are any'
      return request.onPolicy ? `Only root, and ${words}${doubt}` : `Only ${words}${doubt}`
    }
    case 'nobody':
      return request.onPolicy ? 'Only the root user' : 'Nobody'
  }
}
