import { evaluatePolicies } from './policy-evaluation.ts'
import type { Verdict } from './policy-evaluation.ts'
import { listOf } from './policy-document.ts'
import type { OneOrMany, PolicyStatement } from './policy-document.ts'

/** Who may assume a role: statements with a principal and without a resource. */
export interface TrustPolicy {
  readonly Version: string
  readonly Statement: readonly TrustStatement[]
}

export interface TrustStatement extends Omit<PolicyStatement, 'Resource' | 'NotResource'> {
  readonly Principal: '*' | { readonly AWS: OneOrMany }
}

/** Who asks. */
export interface TrustSubject {
  readonly accountId: string
  /** The user's or the session's ARN. */
  readonly arn: string
  /** For a session the ARN of its role. */
  readonly principalArn: string
}

export interface TrustVerdict {
  readonly verdict: Verdict
  /** Whether a statement that applies names the caller itself, and not only its account. */
  readonly named: boolean
}

/** What a trust policy says to `action`. `context` holds condition keys in lower case. */
export function evaluateTrust(
  policy: TrustPolicy,
  subject: TrustSubject,
  action: string,
  context: Readonly<Record<string, string>>,
): TrustVerdict {
  const verdictFor = (fits: (principal: string) => boolean): Verdict =>
    evaluatePolicies(
      [
        {
          Version: policy.Version,
          Statement: policy.Statement.filter((statement) => principalsOf(statement).some(fits)).map(
            ({ Principal: _principal, ...statement }) => ({ ...statement, Resource: '*' }),
          ),
        },
      ],
      { action, resource: '*', context },
    )
  const isNamed = (principal: string): boolean =>
    principal === subject.arn || principal === subject.principalArn
  const isMeant = (principal: string): boolean =>
    isNamed(principal) ||
    principal === '*' ||
    principal === subject.accountId ||
    principal === `arn:aws:iam::${subject.accountId}:root`
  return { verdict: verdictFor(isMeant), named: verdictFor(isNamed) === 'allowed' }
}

const principalsOf = ({ Principal: principal }: TrustStatement): readonly string[] =>
  principal === '*' ? ['*'] : listOf(principal.AWS)
