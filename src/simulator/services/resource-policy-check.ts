/**
 * What AWS would find wrong with a resource policy, in S3's words; null when nothing. `resourcePrefixes` are the beginnings
 * that a Resource may have. Unknown actions and principals that do not exist are not looked for.
 */
export function policyProblem(text: string, resourcePrefixes: readonly string[]): string | null {
  if (!text.startsWith('{')) return "Policies must be valid JSON and the first byte must be '{'"
  let policy: unknown
  try {
    policy = JSON.parse(text)
  } catch {
    return 'This policy contains invalid Json'
  }
  if (!isObject(policy)) return 'This policy contains invalid Json'
  const { Version: version, Statement: statements } = policy
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    return 'The policy must contain a valid version string'
  }
  if (statements === undefined) return 'Missing required field Statement'
  const list: readonly unknown[] = Array.isArray(statements) ? statements : [statements]
  if (list.length === 0) return 'Could not parse the policy: Statement is empty!'
  for (const statement of list) {
    const problem = statementProblem(statement, resourcePrefixes)
    if (problem !== null) return problem
  }
  return null
}

function statementProblem(statement: unknown, resourcePrefixes: readonly string[]): string | null {
  if (!isObject(statement)) return 'Statement is invalid'
  if (statement['Effect'] === undefined) return 'Missing required field Effect'
  if (statement['Effect'] !== 'Allow' && statement['Effect'] !== 'Deny') {
    return 'Invalid effect in policy'
  }
  for (const [field, negated] of [
    ['Principal', 'NotPrincipal'],
    ['Action', 'NotAction'],
    ['Resource', 'NotResource'],
  ] as const) {
    if (statement[field] === undefined && statement[negated] === undefined) {
      return `Missing required field ${field}`
    }
    if (statement[field] !== undefined && statement[negated] !== undefined) {
      return `Policy has both ${field} and ${negated}`
    }
  }
  const principal = statement['Principal'] ?? statement['NotPrincipal']
  if (principal !== '*' && !isObject(principal)) return 'Invalid principal in policy'
  if (textsOf(statement['Action'] ?? statement['NotAction']).length === 0) {
    return 'Policy has invalid action'
  }
  const resources = textsOf(statement['Resource'] ?? statement['NotResource'])
  const fits = (resource: string) =>
    resource === '*' ||
    resourcePrefixes.some((prefix) =>
      prefix.endsWith('/') ? resource.startsWith(prefix) : resource === prefix,
    )
  if (resources.length === 0 || !resources.every(fits)) return 'Policy has invalid resource'
  return statement['Condition'] === undefined || isObject(statement['Condition'])
    ? null
    : 'Policy has invalid condition'
}

function textsOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  const texts = list.filter((item) => typeof item === 'string')
  return texts.length === list.length ? texts : []
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
