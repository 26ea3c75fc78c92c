import type { PolicyDocument } from '../policy/policy-document.ts'
import type { TaskPolicyName } from '../policy/task-policies.ts'

/** What everybody needs who looks at the organization (fact sheet, section 4.5). */
const READS = [
  'iam:ListOrganizationsFeatures',
  'organizations:DescribeAccount',
  'organizations:DescribeOrganization',
  'organizations:ListAWSServiceAccessForOrganization',
  'organizations:ListAccounts',
  'organizations:ListAccountsForParent',
  'organizations:ListDelegatedAdministrators',
  'organizations:ListOrganizationalUnitsForParent',
  'organizations:ListParents',
  'organizations:ListRoots',
  'organizations:ListTagsForResource',
]

/** May read the organization, and nothing else. */
export const ORGANIZATION_READER: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'Read', Effect: 'Allow', Action: READS, Resource: '*' }],
}

/** May read the organization, and assume root for these tasks only (fact sheet, section 4.5). */
export function rootTaskPolicy(tasks: readonly TaskPolicyName[]): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'RootTasks',
        Effect: 'Allow',
        Action: 'sts:AssumeRoot',
        Resource: 'arn:aws:iam::*:root',
        Condition: {
          ArnEquals: {
            'sts:TaskPolicyArn': tasks.map((task) => `arn:aws:iam::aws:policy/root-task/${task}`),
          },
        },
      },
      ...ORGANIZATION_READER.Statement,
    ],
  }
}
