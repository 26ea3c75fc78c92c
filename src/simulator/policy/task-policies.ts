import type { RootFeature } from '../organization.ts'
import type { PolicyDocument } from './policy-document.ts'

/** The AWS managed policies under `/root-task/`: deny-only ceilings over root's inherent rights (fact sheet, section 1.4). */
export type TaskPolicyName =
  | 'IAMAuditRootUserCredentials'
  | 'IAMCreateRootUserPassword'
  | 'IAMDeleteRootUserCredentials'
  | 'S3UnlockBucketPolicy'
  | 'SQSUnlockQueuePolicy'

export interface TaskPolicy {
  readonly arn: string
  /** The organization feature that has to be on before a session is issued (fact sheet, section 0.1). */
  readonly requires: RootFeature
  readonly document: PolicyDocument
}

/** The task policy with this ARN; undefined when there is none. */
export const taskPolicyOf = (arn: string): TaskPolicy | undefined => byArn.get(arn)

/** The documents, word for word (`task-policies.json`: live default versions v1). */
export const taskPolicies: Readonly<Record<TaskPolicyName, TaskPolicy>> = {
  IAMAuditRootUserCredentials: {
    arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials',
    requires: 'RootCredentialsManagement',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'DenyAllOtherActionsOnAnyResource',
          Effect: 'Deny',
          NotAction: [
            'iam:ListAccessKeys',
            'iam:ListSigningCertificates',
            'iam:GetLoginProfile',
            'iam:ListMFADevices',
            'iam:GetAccountSummary',
            'iam:GetUser',
            'iam:GetAccessKeyLastUsed',
          ],
          Resource: '*',
        },
        {
          Sid: 'DenyAuditingCredentialsOnNonRootUserResource',
          Effect: 'Deny',
          Action: [
            'iam:ListAccessKeys',
            'iam:ListSigningCertificates',
            'iam:GetLoginProfile',
            'iam:ListMFADevices',
            'iam:GetUser',
            'iam:GetAccessKeyLastUsed',
          ],
          NotResource: 'arn:aws:iam::*:root',
        },
      ],
    },
  },
  IAMCreateRootUserPassword: {
    arn: 'arn:aws:iam::aws:policy/root-task/IAMCreateRootUserPassword',
    requires: 'RootCredentialsManagement',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'DenyAllOtherActionsOnAnyResource',
          Effect: 'Deny',
          NotAction: ['iam:CreateLoginProfile', 'iam:GetLoginProfile'],
          Resource: '*',
        },
        {
          Sid: 'DenyCreatingPasswordOnNonRootUserResource',
          Effect: 'Deny',
          Action: ['iam:CreateLoginProfile', 'iam:GetLoginProfile'],
          NotResource: 'arn:aws:iam::*:root',
        },
      ],
    },
  },
  IAMDeleteRootUserCredentials: {
    arn: 'arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials',
    requires: 'RootCredentialsManagement',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'DenyAllOtherActionsOnAnyResource',
          Effect: 'Deny',
          NotAction: [
            'iam:DeleteAccessKey',
            'iam:DeleteSigningCertificate',
            'iam:DeleteLoginProfile',
            'iam:DeactivateMFADevice',
            'iam:DeleteVirtualMFADevice',
            'iam:ListAccessKeys',
            'iam:ListSigningCertificates',
            'iam:GetLoginProfile',
            'iam:ListMFADevices',
            'iam:GetUser',
            'iam:GetAccessKeyLastUsed',
          ],
          Resource: '*',
        },
        {
          Sid: 'DenyDeletingRootUserCredentialsOnNonRootUserResource',
          Effect: 'Deny',
          Action: [
            'iam:DeleteAccessKey',
            'iam:DeleteSigningCertificate',
            'iam:DeleteLoginProfile',
            'iam:DeactivateMFADevice',
            'iam:DeleteVirtualMFADevice',
            'iam:ListAccessKeys',
            'iam:ListSigningCertificates',
            'iam:GetLoginProfile',
            'iam:ListMFADevices',
            'iam:GetUser',
            'iam:GetAccessKeyLastUsed',
          ],
          NotResource: 'arn:aws:iam::*:root',
        },
      ],
    },
  },
  S3UnlockBucketPolicy: {
    arn: 'arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy',
    requires: 'RootSessions',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'DenyAllOtherActionsOnAnyResource',
          Effect: 'Deny',
          NotAction: [
            's3:DeleteBucketPolicy',
            's3:PutBucketPolicy',
            's3:GetBucketPolicy',
            's3:ListAllMyBuckets',
          ],
          Resource: '*',
        },
        {
          Sid: 'DenyManagingBucketPolicyForNonRootCallers',
          Effect: 'Deny',
          Action: [
            's3:DeleteBucketPolicy',
            's3:PutBucketPolicy',
            's3:GetBucketPolicy',
            's3:ListAllMyBuckets',
          ],
          Resource: '*',
          Condition: {
            StringNotLike: {
              'aws:PrincipalArn': 'arn:aws:iam::*:root',
            },
          },
        },
      ],
    },
  },
  SQSUnlockQueuePolicy: {
    arn: 'arn:aws:iam::aws:policy/root-task/SQSUnlockQueuePolicy',
    requires: 'RootSessions',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'DenyAllOtherActionsOnAnyResource',
          Effect: 'Deny',
          NotAction: [
            'sqs:SetQueueAttributes',
            'sqs:GetQueueAttributes',
            'sqs:ListQueues',
            'sqs:GetQueueUrl',
          ],
          Resource: '*',
        },
        {
          Sid: 'DenyGettingQueueAttributesOnNonOwnQueue',
          Effect: 'Deny',
          Action: ['sqs:GetQueueAttributes'],
          Resource: 'arn:aws:sqs:*:*:*',
          Condition: {
            StringNotEqualsIfExists: {
              'aws:ResourceAccount': ['${aws:PrincipalAccount}'],
            },
          },
        },
        {
          Sid: 'DenyActionsForNonRootUser',
          Effect: 'Deny',
          Action: [
            'sqs:SetQueueAttributes',
            'sqs:GetQueueAttributes',
            'sqs:ListQueues',
            'sqs:GetQueueUrl',
          ],
          Resource: '*',
          Condition: {
            StringNotLike: {
              'aws:PrincipalArn': 'arn:aws:iam::*:root',
            },
          },
        },
      ],
    },
  },
}

const byArn = new Map<string, TaskPolicy>(
  Object.values(taskPolicies).map((policy) => [policy.arn, policy]),
)
