import type { Caller } from '../authentication/caller.ts'
import { iso } from '../clock.ts'
import { rootArn } from '../identifiers.ts'
import type { SessionContext, UserIdentity } from './event-record.ts'

/** Who called. A root session is `Root` with the access key ID by which its calls are found, and `assumedRoot` (fact sheet, section 1.6). */
export function userIdentity(caller: Caller): UserIdentity {
  const session = sessionContext(caller)
  return {
    type: TYPES[caller.kind],
    principalId: caller.userId,
    arn: caller.arn,
    accountId: caller.accountId,
    accessKeyId: caller.accessKeyId,
    ...(caller.kind === 'user' ? { userName: lastPart(caller.arn) } : {}),
    ...(session === null ? {} : { sessionContext: session }),
  }
}

/** The root user itself before it has any key: at the sign-in page. */
export function rootAtSignIn(accountId: string): UserIdentity {
  return { type: 'Root', principalId: accountId, arn: rootArn(accountId), accountId }
}

const TYPES = {
  user: 'IAMUser',
  role: 'AssumedRole',
  root: 'Root',
  'root-session': 'Root',
} as const

/** Null for long-term keys: they have no session. */
function sessionContext(caller: Caller): SessionContext | null {
  if (caller.issuedAt === null) return null
  const [roleId = ''] = caller.userId.split(':')
  return {
    ...(caller.kind === 'role'
      ? {
          sessionIssuer: {
            type: 'Role',
            principalId: roleId,
            arn: caller.principalArn,
            accountId: caller.accountId,
            userName: lastPart(caller.principalArn),
          },
        }
      : {}),
    attributes: { creationDate: iso(caller.issuedAt), mfaAuthenticated: 'false' },
    ...(caller.sourceIdentity === null ? {} : { sourceIdentity: caller.sourceIdentity }),
    ...(caller.kind === 'root-session' ? { assumedRoot: 'true' } : {}),
  }
}

const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)
