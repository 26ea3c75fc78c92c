import type { Partition } from '../domain/regions.ts'
import { policyOf, type PolicyDocument } from './policy-text.ts'

/**
 * The service control policy that AWS recommends for member accounts: a root user with credentials of its own may do nothing; the sessions of
 * centralized root access go on (fact sheet 4.6).
 */
export function denyRootUsers(partition: Partition): PolicyDocument {
  return policyOf([
    {
      Sid: 'DenyRootUsersButNotRootSessions',
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: {
        ArnLike: { 'aws:PrincipalArn': `arn:${partition}:iam::*:root` },
        Null: { 'aws:AssumedRoot': 'true' },
      },
    },
  ])
}

/**
 * For the account of the delegated administrator: nobody but these roles opens root sessions. It does not bind the management account, to which no
 * service control policy applies.
 */
export function onlyRolesOpenRootSessions(roleArns: readonly string[]): PolicyDocument {
  return policyOf([
    {
      Sid: 'RootSessionsByOperatorsOnly',
      Effect: 'Deny',
      Action: 'sts:AssumeRoot',
      Resource: '*',
      Condition: { ArnNotLike: { 'aws:PrincipalArn': [...roleArns] } },
    },
  ])
}
