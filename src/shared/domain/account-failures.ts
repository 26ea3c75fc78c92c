import type { FailureEntry } from './failure-entry.ts'

/** What goes wrong in one account, bucket or queue. */
export const accountFailures = {
  'assume-root-denied': {
    retryable: false,
    message: 'AWS refused a root session in this account.',
    remedy:
      'Check that the caller may call sts:AssumeRoot on this account with this task policy, and that the account is an active member.',
  },
  'denied-by-scp': {
    retryable: false,
    message: 'A service control policy denies root sessions in this account.',
    remedy:
      'Add the exception for aws:AssumedRoot to the policy that denies root (in Control Tower: ExemptAssumeRoot).',
  },
  'denied-by-rcp': {
    retryable: false,
    message: 'A resource control policy denies the root session access to this resource.',
    remedy:
      'Add an exception for root sessions (aws:AssumedRoot) to that policy in AWS Organizations.',
  },
  'denied-by-endpoint-policy': {
    retryable: false,
    message: 'The policy of the VPC endpoint on the way to AWS denies this call.',
    remedy: 'Allow the call in the policy of the endpoint, or connect from a network without it.',
  },
  'denied-by-task-policy': {
    retryable: false,
    message: 'The task policy of the root session does not allow this call.',
    remedy:
      'This is a fault of Rootkeep or of something between it and AWS: report it with the request ID.',
  },
  'denied-in-root-session': {
    retryable: false,
    message: 'AWS denied the root session this call, and did not say which policy does.',
    remedy:
      'Check that the resource belongs to this account, and look for a service control policy, resource control policy or VPC endpoint policy that denies root.',
  },
  'account-not-found': {
    retryable: false,
    message: 'Organizations does not know this account.',
    remedy: 'Audit the organization again: the account may have left it.',
  },
  'no-such-entity': {
    retryable: false,
    message: 'What was asked for does not exist.',
    remedy: 'Audit the account again to see what is there now.',
  },
  'entity-exists': {
    retryable: false,
    message: 'It exists already.',
    remedy: 'Audit the account again to see what is there now.',
  },
  'entity-busy': {
    retryable: true,
    message:
      'AWS is still working on an earlier change of the same thing, so it did not do this one.',
    remedy: 'Wait a few minutes, then try again.',
  },
  'limit-exceeded': {
    retryable: false,
    message: 'A limit of the account is reached.',
    remedy: 'See the message of AWS for the limit, and raise it or remove something.',
  },
  'root-session-expired': {
    retryable: true,
    message: 'The root session ended before the work in this account was done.',
    remedy: 'Audit the account again: a new root session will be opened.',
  },
  'region-disabled': {
    retryable: false,
    message: 'The Region is not enabled for the account that calls.',
    remedy: 'Choose a Region that is enabled for this account.',
  },
  'wrong-region': {
    retryable: false,
    message: 'The bucket lies in another Region.',
    remedy: 'Read the list of buckets again to learn its Region.',
  },
  'no-such-bucket': {
    retryable: false,
    message: 'The bucket does not exist.',
    remedy: 'Read the list of buckets again.',
  },
  'no-bucket-policy': {
    retryable: false,
    message: 'The bucket has no policy.',
    remedy: 'Nothing has to be unlocked by policy: look at the permissions of the caller instead.',
  },
  'malformed-policy': {
    retryable: false,
    message: 'AWS does not accept the policy.',
    remedy: 'Correct the policy at the place named in the message.',
  },
  'public-policy-blocked': {
    retryable: false,
    message: 'S3 Block Public Access refuses this policy, because it would make the bucket public.',
    remedy: 'Name the principals that need access instead of everyone.',
  },
  'no-such-queue': {
    retryable: false,
    message: 'The queue does not exist.',
    remedy: 'Read the list of queues of this Region again.',
  },
  'resource-of-another-account': {
    retryable: false,
    message: 'The bucket or queue does not belong to this account.',
    remedy: 'Read the list of this account again, or choose the account that owns it.',
  },
  'world-changed': {
    retryable: false,
    message: 'What is there now is not what the plan was made from, so nothing was done here.',
    remedy: 'Look at the difference, then plan again.',
  },
  'password-exists': {
    retryable: false,
    message:
      'The root user has a password already, so recovery is possible now and nothing has to be allowed.',
    remedy:
      'If nobody knows the password, use “Forgot password” with the root mailbox; else delete the root credentials first.',
  },
  'policy-changed': {
    retryable: false,
    message:
      'The policy was changed by somebody else after it was shown, so it was not overwritten.',
    remedy: 'Read the policy again, look at what changed, and plan again.',
  },
  'mailbox-access-denied': {
    retryable: false,
    message: 'AWS does not let this caller read or change the root mailbox of member accounts.',
    remedy:
      'Allow the account: action, and turn on trusted access for account.amazonaws.com in AWS Organizations; only the management account or its delegate may call.',
  },
  'email-in-use': {
    retryable: false,
    message: 'This e-mail address cannot become the root mailbox: it is in use by an AWS account.',
    remedy: 'Choose an address that no other AWS account has.',
  },
  'wrong-code': {
    retryable: false,
    message: 'AWS did not accept the code for the new root mailbox.',
    remedy: 'Check the newest mail in the new mailbox and type its code; codes end after a while.',
  },
  'code-expired': {
    retryable: false,
    message: 'The code is no longer valid, or no change of the root mailbox is waiting for one.',
    remedy: 'Begin the change of the mailbox again: AWS then mails a new code.',
  },
  'too-many-codes': {
    retryable: false,
    message: 'Too many codes were tried for this change of the root mailbox.',
    remedy: 'Wait a while, then begin the change again and use the code of the newest mail.',
  },
} as const satisfies Readonly<Record<string, FailureEntry>>
