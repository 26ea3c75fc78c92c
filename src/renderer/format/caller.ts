/** Who a caller ARN names, short: `RootAuditor/j.doe` for an assumed role, `user/alice`, `root`. */
export function shortCallerOf(arn: string): string {
  const resource = arn.split(':').slice(5).join(':')
  if (resource === '') return arn
  const [kind, ...rest] = resource.split('/')
  if (kind === 'assumed-role') return rest.slice(-2).join('/')
  if (kind === 'user') return `user/${rest.at(-1) ?? ''}`
  return resource
}

/** What a caller ARN says, apart. */
export type CallerWords = {
  /** The role, or who it is where there is none: `RootAuditor`, `alice`. */
  readonly name: string
  /** The person or the program behind it: the name of the role session, or what kind of principal it is. */
  readonly who: string
}

/**
 * Role and person of a caller ARN. The role of a permission set is called as the permission set, without what IAM Identity Center puts
 * around it (`AWSReservedSSO_<permission set>_<16 hexadecimal digits>`).
 */
export function callerWordsOf(arn: string): CallerWords {
  const [kind = '', ...rest] = arn.split(':').slice(5).join(':').split('/')
  const last = rest.at(-1) ?? ''
  if (kind === 'assumed-role') return { name: permissionSetOf(rest.at(-2) ?? last), who: last }
  if (kind === 'user') return { name: last, who: 'IAM user' }
  if (kind === 'federated-user') return { name: last, who: 'Federated user' }
  if (kind === 'root') return { name: 'Root user', who: 'Not usable for centralized root access' }
  return { name: shortCallerOf(arn), who: '' }
}

function permissionSetOf(role: string): string {
  return /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(role)?.[1] ?? role
}
