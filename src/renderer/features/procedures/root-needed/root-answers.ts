import {
  beginProcedure,
  showAccounts,
  showCase,
  showProcedures,
} from '../../../state/view-store.ts'

/**
 * Where a problem leads. `procedure`: it is done from here, nobody signs in as root. `sign-in`: a person has to become root. `no-root`: neither. `elsewhere`:
 * root is needed, and Rootkeep does not reach it.
 */
export type AnswerKind = 'procedure' | 'sign-in' | 'no-root' | 'elsewhere'

export type RootAnswer = {
  /** The problem as the operator would say it. */
  readonly problem: string
  readonly kind: AnswerKind
  /** What to do, and why that is enough. */
  readonly answer: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

export type AnswerGroup = { readonly title: string; readonly answers: readonly RootAnswer[] }

const openCase = { label: 'Cases', run: () => showCase(null) }

const deleteCredentials = {
  label: 'Delete root credentials',
  run: () =>
    beginProcedure({
      kind: 'delete-root-credentials',
      scope: { kind: 'accounts', accountIds: [] },
      credentials: [],
      caseId: null,
    }),
}

/** Problems and where they lead (fact sheet 2.3, 2.4, 4.6, 6.1). */
export const answerGroups: readonly AnswerGroup[] = [
  {
    title: 'Something is locked',
    answers: [
      {
        problem: 'Nobody can read or change this bucket any more',
        kind: 'procedure',
        answer:
          'A bucket policy that denies everyone also denies administrators. A root session repairs or deletes it; no password is needed and nobody signs in. If any principal is still allowed to put the policy, let it do so instead.',
        action: {
          label: 'Unlock an S3 bucket',
          run: () =>
            showProcedures({ place: 'unlock', service: 's3', accountId: null, caseId: null }),
        },
      },
      {
        problem: 'Nobody can send to this queue, read it or change its policy any more',
        kind: 'procedure',
        answer:
          'A queue policy that denies everyone is repaired or deleted in a root session, the same way.',
        action: {
          label: 'Unlock an SQS queue',
          run: () =>
            showProcedures({ place: 'unlock', service: 'sqs', accountId: null, caseId: null }),
        },
      },
      {
        problem: 'A KMS key can no longer be managed by anyone',
        kind: 'sign-in',
        answer:
          'AWS Support restores the key, and talks to the root user only. Open a case, allow password recovery, contact Support as root, and close the account again.',
        action: openCase,
      },
      {
        problem: 'A service control policy keeps everyone out of an account',
        kind: 'no-root',
        answer:
          'Such a policy binds the root user of a member account as well, so signing in as root does not help. Change or detach the policy in the management account.',
      },
    ],
  },
  {
    title: 'Root credentials are there, or lost',
    answers: [
      {
        problem: 'An account still has root access keys, a root password or MFA devices',
        kind: 'procedure',
        answer:
          'They are deleted in a root session. The plan shows what was used lately and by which service, so that nothing breaks unseen; the way back is proven first.',
        action: deleteCredentials,
      },
      {
        problem: 'The root MFA device or the root password is lost',
        kind: 'procedure',
        answer:
          'Nothing has to be recovered: delete what is left of the root credentials. Should root ever be needed, password recovery is allowed then, in a case.',
        action: deleteCredentials,
      },
      {
        problem: 'The root mailbox is dead, or belongs to somebody who left',
        kind: 'procedure',
        answer:
          'The address of a member account is changed from the management account with a code that AWS mails to the new one. It runs inside a break-glass case.',
        action: openCase,
      },
      {
        problem: 'Root credentials may have been stolen',
        kind: 'procedure',
        answer:
          'Delete them in a root session, inside a case for the incident. Then compare CloudTrail with the journal: what the journal does not know was not done here.',
        action: openCase,
      },
      {
        problem: 'A new account has to get its root user secured',
        kind: 'no-root',
        answer:
          'With root credentials management on, accounts that are created from then on have no root password. Audit the account, and do not set one.',
        action: {
          label: 'Accounts with root credentials',
          run: () => showAccounts({ postures: ['non-compliant'] }),
        },
      },
    ],
  },
  {
    title: 'Nobody can get in',
    answers: [
      {
        problem: 'The only administrator of an account took away their own permissions',
        kind: 'sign-in',
        answer:
          'First look for another way in: a permission set of IAM Identity Center, or the role OrganizationAccountAccessRole from the management account. Only where neither is left, root restores the permissions, in a case.',
        action: openCase,
      },
      {
        problem: 'I am locked out of the management account',
        kind: 'elsewhere',
        answer:
          'Centralized root access does not reach the management account. Its own root user and its own break-glass procedure count there; Rootkeep keeps a dated attestation of it.',
      },
    ],
  },
  {
    title: 'Somebody says that it takes root, and it does not',
    answers: [
      {
        problem: 'Close a member account',
        kind: 'no-root',
        answer: 'AWS Organizations closes member accounts from the management account.',
      },
      {
        problem: 'Change the name of an account, its alternate contacts or its Regions',
        kind: 'no-root',
        answer:
          'AWS Account Management does it with IAM permissions, for member accounts from the management account. The e-mail address, too: see the root mailbox above.',
      },
      {
        problem: 'Change the support plan',
        kind: 'no-root',
        answer: 'A role with the permissions of the support plan console can.',
      },
      {
        problem: 'See bills and costs',
        kind: 'no-root',
        answer:
          'A role with billing permissions can, once IAM access to Billing is on; accounts that Organizations created have it on unless it was denied then.',
      },
      {
        problem: 'It would be quicker, or it avoids asking for a permission',
        kind: 'no-root',
        answer:
          'Convenience is not a reason. Ask for the permission, or for a role that has it: it is one time, it is recorded under your name, and it can be taken back.',
      },
    ],
  },
]

/** What AWS lets only the signed-in root user do, and what to try first in a member account. */
export type RootOnlyTask = { readonly task: string; readonly first?: string }

/** IAM User Guide, tasks that require root user credentials; those that a root session or the management account can do are left out. */
export const rootOnlyTasks: readonly RootOnlyTask[] = [
  {
    task: 'Restore the permissions of the only IAM administrator',
    first: 'try IAM Identity Center and OrganizationAccountAccessRole',
  },
  {
    task: 'Activate IAM access to the Billing and Cost Management console',
    first: 'see whether it is on, as it is by default where Organizations created the account',
  },
  { task: 'View certain tax invoices' },
  { task: 'Register as a seller in the Reserved Instance Marketplace' },
  {
    task: 'Turn MFA delete of an S3 bucket on or off',
    first: 'see whether Object Lock or a backup protects enough',
  },
  { task: 'Have AWS Support restore a KMS key that nobody can manage' },
  { task: 'Link an account to an Amazon Mechanical Turk requester account' },
  {
    task: 'Sign up for AWS GovCloud (US), or ask Support for root access keys of a GovCloud account',
  },
  {
    task: 'Close an account that is in no organization',
    first: 'see whether it is a member after all, which Organizations can close',
  },
]
