import type { AccountId } from '../domain/accounts.ts'
import type { Partition } from '../domain/regions.ts'
import { personaRights, type Persona, type TaskPolicy } from './personas.ts'
import { policyOf, policySize, type PolicyDocument, type Statement } from './policy-text.ts'

/** Whose root users: all, those of some accounts, or those of accounts anywhere below some units. */
export type PermissionScope =
  | { readonly kind: 'organization' }
  | { readonly kind: 'accounts'; readonly accountIds: readonly AccountId[] }
  | {
      readonly kind: 'units'
      /** `o-…/r-…/ou-…/` of each, as Organizations writes paths. */
      readonly paths: readonly string[]
    }

/** What IAM takes in one managed policy, in characters without white space. */
export const managedPolicySize = 6144

/** What every persona reads with its own credentials (docs/permissions.md). */
const reads = [
  'account:ListRegions',
  'iam:GetAccountSummary',
  'iam:ListOrganizationsFeatures',
  'organizations:DescribeOrganization',
  'organizations:ListAWSServiceAccessForOrganization',
  'organizations:ListAccounts',
  'organizations:ListDelegatedAdministrators',
  'organizations:ListOrganizationalUnitsForParent',
  'organizations:ListRoots',
  'organizations:ListTagsForResource',
] as const

/**
 * The policies that give a role exactly what a persona needs in a scope: one, or several where the list of accounts is too long for one managed policy
 * of IAM. A role takes ten.
 *
 * AssumeRoot is authorized on the root user of the target and knows the key `sts:TaskPolicyArn` (fact sheet 1.3). A scope of units is a condition on
 * `aws:ResourceOrgPaths`: where AWS does not send the key, the condition does not hold, and nothing is allowed.
 */
export function operatorPolicies(
  persona: Persona,
  scope: PermissionScope,
  partition: Partition,
): PolicyDocument[] {
  const { mailbox, switches } = personaRights[persona]
  const tasks = tasksIn(partition, persona)
  const fixed: Statement[] = [
    { Sid: 'ReadTheOrganization', Effect: 'Allow', Action: [...reads], Resource: '*' },
    ...(switches ? switchStatements() : []),
  ]
  const scoped = (accountIds: readonly AccountId[] | null): Statement[] => [
    ...(tasks.length > 0 ? [rootTasks(tasks, scope, accountIds, partition)] : []),
    ...(mailbox ? [rootMailbox(scope, accountIds, partition)] : []),
  ]
  if (scope.kind !== 'accounts') return [policyOf([...fixed, ...scoped(null)])]
  if (tasks.length === 0) return [policyOf(fixed)]

  const policies: PolicyDocument[] = []
  let from = 0
  do {
    const own = policies.length === 0 ? fixed : []
    const count = mostThatFit(scope.accountIds.length - from, (many) =>
      policyOf([...own, ...scoped(scope.accountIds.slice(from, from + many))]),
    )
    policies.push(policyOf([...own, ...scoped(scope.accountIds.slice(from, from + count))]))
    from += count
  } while (from < scope.accountIds.length)
  return policies
}

/** The tasks that there are in a partition: GovCloud manages no root credentials (fact sheet 5). */
export function tasksIn(partition: Partition, persona: Persona): readonly TaskPolicy[] {
  const { tasks } = personaRights[persona]
  return partition === 'aws-us-gov' ? tasks.filter((task) => !task.startsWith('IAM')) : tasks
}

function rootTasks(
  tasks: readonly TaskPolicy[],
  scope: PermissionScope,
  accountIds: readonly AccountId[] | null,
  partition: Partition,
): Statement {
  return {
    Sid: 'OpenRootSessions',
    Effect: 'Allow',
    Action: 'sts:AssumeRoot',
    Resource: (accountIds ?? ['*']).map((id) => `arn:${partition}:iam::${id}:root`),
    Condition: {
      ArnEquals: {
        'sts:TaskPolicyArn': tasks.map(
          (task) => `arn:${partition}:iam::aws:policy/root-task/${task}`,
        ),
      },
      ...unitCondition(scope),
    },
  }
}

function rootMailbox(
  scope: PermissionScope,
  accountIds: readonly AccountId[] | null,
  partition: Partition,
): Statement {
  return {
    Sid: 'CorrectRootMailboxes',
    Effect: 'Allow',
    Action: [
      'account:AcceptPrimaryEmailUpdate',
      'account:GetPrimaryEmail',
      'account:StartPrimaryEmailUpdate',
    ],
    Resource: (accountIds ?? ['*']).map((id) => `arn:${partition}:account::*:account/o-*/${id}`),
    ...(scope.kind === 'units' ? { Condition: unitCondition(scope) } : {}),
  }
}

function unitCondition(scope: PermissionScope): Record<string, Record<string, string[]>> {
  if (scope.kind !== 'units') return {}
  const paths = scope.paths.map((path) => `${path}*`)
  return { 'ForAnyValue:StringLike': { 'aws:ResourceOrgPaths': paths } }
}

function switchStatements(): Statement[] {
  return [
    {
      Sid: 'SwitchRootAccessFeatures',
      Effect: 'Allow',
      Action: [
        'iam:DisableOrganizationsRootCredentialsManagement',
        'iam:DisableOrganizationsRootSessions',
        'iam:EnableOrganizationsRootCredentialsManagement',
        'iam:EnableOrganizationsRootSessions',
      ],
      Resource: '*',
    },
    {
      Sid: 'SwitchTrustedAccessAndDelegateOfIam',
      Effect: 'Allow',
      Action: [
        'organizations:DeregisterDelegatedAdministrator',
        'organizations:DisableAWSServiceAccess',
        'organizations:EnableAWSServiceAccess',
        'organizations:RegisterDelegatedAdministrator',
      ],
      Resource: '*',
      Condition: { StringEquals: { 'organizations:ServicePrincipal': 'iam.amazonaws.com' } },
    },
  ]
}

/** The largest count, at least one, whose policy is not too large. */
function mostThatFit(most: number, policyWith: (count: number) => PolicyDocument): number {
  let fits = 1
  let tooMany = most + 1
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2)
    if (policySize(policyWith(middle)) <= managedPolicySize) fits = middle
    else tooMany = middle
  }
  return fits
}
