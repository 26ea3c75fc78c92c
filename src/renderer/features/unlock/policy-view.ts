import type { ReadPolicy } from '../../../shared/domain/resources.ts'
import { analysePolicy, type PolicyAnalysis } from '../../../shared/policy/policy-analysis.ts'
import { parsePolicy, type ParsedPolicy } from '../../../shared/policy/policy-document.ts'
import type { PolicyContext } from '../../../shared/policy/policy-context.ts'
import { judgePolicy, type RequestJudgement } from '../../../shared/policy/policy-judgement.ts'
import type { PolicyProblem } from '../../../shared/policy/policy-problem.ts'
import { deletion, proposeRepairs, type Repair } from '../../../shared/policy/policy-repair.ts'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import type { PolicyService } from '../../state/procedure-place.ts'

/** What can be said of a policy text, or of its absence. */
export type PolicyView =
  | { readonly kind: 'none'; readonly judgements: readonly RequestJudgement[] }
  | {
      readonly kind: 'read'
      readonly policy: ParsedPolicy
      readonly analysis: PolicyAnalysis
      readonly judgements: readonly RequestJudgement[]
    }
  /** It is no policy as far as it can be told, so nothing can be said of whom it locks out. */
  | { readonly kind: 'unreadable'; readonly problems: readonly PolicyProblem[] }

/** Looks at a policy; null where there is none. */
export function policyView(text: string | null, context: PolicyContext): PolicyView {
  if (text === null) {
    return { kind: 'none', judgements: judgePolicy({ version: null, statements: [] }, context) }
  }
  const policy = parsePolicy(text)
  if (!policy.ok) return { kind: 'unreadable', problems: policy.problems }
  return {
    kind: 'read',
    policy,
    analysis: analysePolicy(policy, context),
    judgements: judgePolicy(policy, context),
  }
}

/** The repairs that are proposed for a policy: none where there is none to repair. */
export function repairsOf(view: PolicyView, context: PolicyContext): Repair[] {
  switch (view.kind) {
    case 'none':
      return []
    case 'unreadable':
      return [deletion(null, context)]
    case 'read':
      return proposeRepairs(view.policy, view.analysis, context)
  }
}

/** What has to be known beside a policy to judge it. */
export function contextOf(
  service: PolicyService,
  accountId: AccountId,
  { arn, readAt }: Pick<ReadPolicy, 'arn' | 'readAt'>,
  organizationId: string | null,
): PolicyContext {
  const [, partition = 'aws'] = arn.split(':')
  return { service, accountId, partition, resourceArn: arn, organizationId, now: readAt }
}
