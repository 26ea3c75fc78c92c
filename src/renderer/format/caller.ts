/** Who a caller ARN names, short: `RootAuditor/j.doe` for an assumed role, `user/alice`, `root`. */
export function shortCallerOf(arn: string): string {
  const resource = arn.split(':').slice(5).join(':')
  if (resource === '') return arn
  const [kind, ...rest] = resource.split('/')
  if (kind === 'assumed-role') return rest.slice(-2).join('/')
  if (kind === 'user') return `user/${rest.at(-1) ?? ''}`
  return resource
}
