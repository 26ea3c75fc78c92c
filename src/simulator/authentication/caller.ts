import type { PolicyDocument } from '../policy/policy-document.ts'
import type { TaskPolicy } from '../policy/task-policies.ts'

/** Who signs a request. `root-session` is a session of AssumeRoot; `root` a root user's own long-term key. */
export type CallerKind = 'user' | 'role' | 'root' | 'root-session'

export interface Caller {
  readonly kind: CallerKind
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Null for long-term keys. */
  readonly sessionToken: string | null
  /** When a session began, in simulated milliseconds; null for long-term keys. */
  readonly issuedAt: number | null
  /** Simulated milliseconds; null: never. */
  readonly expiresAt: number | null
  readonly accountId: string
  /** As in GetCallerIdentity and in messages. */
  readonly arn: string
  /** `aws:PrincipalArn`: for a role session the role's ARN. */
  readonly principalArn: string
  readonly userId: string
  readonly sourceIdentity: string | null
  /** The ceiling of a root session; null for everybody else. */
  readonly taskPolicy: TaskPolicy | null
  /** What an operator may do; null for root, who needs no permission. */
  readonly identityPolicy: PolicyDocument | null
}

/** AWS' `AdministratorAccess`. */
export const ADMINISTRATOR: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
}
