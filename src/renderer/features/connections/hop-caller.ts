import type { ConnectionDraft } from './connection-draft.ts'

/**
 * Who will assume the role on the way, as far as the sign-in says: the session of a role of IAM Identity Center, in the form of
 * GetCallerIdentity. Null where only AWS can tell.
 */
export function callerOfSignIn(draft: ConnectionDraft): string | null {
  const { kind, partition, accountId, roleName } = draft
  const account = accountId.replaceAll(/[\s-]/g, '')
  if (kind !== 'identity-center' || !/^\d{12}$/.test(account) || roleName.trim() === '') return null
  // The ending is made by AWS; the trust policy stands for any.
  const role = `AWSReservedSSO_${roleName.trim()}_${'0'.repeat(16)}`
  return `arn:${partition}:sts::${account}:assumed-role/${role}/operator`
}

/** True for what a trust policy can be written for: an IAM user, an IAM role, or the session of a role. */
export function isCallerArn(typed: string): boolean {
  return /^arn:aws[a-z-]*:(iam::\d{12}:(user|role)\/.+|sts::\d{12}:assumed-role\/[^/]+\/.+)$/.test(
    typed.trim(),
  )
}
