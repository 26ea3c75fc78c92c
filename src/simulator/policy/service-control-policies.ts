import type { PolicyDocument } from './policy-document.ts'

const ROOT_PRINCIPAL = { 'aws:PrincipalArn': 'arn:aws:iam::*:root' }

/** Denies root everything, AssumeRoot sessions included: the guard that locks centralized root access out (fact sheet, section 4.6). */
export const DENY_ROOT: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'DenyRootUser',
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { StringLike: ROOT_PRINCIPAL },
    },
  ],
}

/** Denies long-term root credentials and lets AssumeRoot sessions through: the form that AWS recommends. */
export const DENY_LONG_TERM_ROOT: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'DenyRootUserExceptAssumedRoot',
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { ArnLike: ROOT_PRINCIPAL, Null: { 'aws:AssumedRoot': 'true' } },
    },
  ],
}

/** The older guard: root may only touch bucket policies; it blocks the IAM and SQS tasks and listing buckets. */
export const DENY_ROOT_EXCEPT_BUCKET_POLICIES: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'DenyRootUserExceptBucketPolicies',
      Effect: 'Deny',
      NotAction: ['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'],
      Resource: '*',
      Condition: { ArnLike: ROOT_PRINCIPAL },
    },
  ],
}

/** A guard that has nothing to do with root: an ordinary organization has several. */
export const DENY_LEAVING: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'DenyLeavingTheOrganization',
      Effect: 'Deny',
      Action: 'organizations:LeaveOrganization',
      Resource: '*',
    },
  ],
}
