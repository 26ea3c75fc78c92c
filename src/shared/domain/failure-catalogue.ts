import type { Failure, FailureCode } from './failure.ts'

type Entry = { readonly retryable: boolean; readonly message: string; readonly remedy: string }

/**
 * What every failure means and what to do about it: the one place where the words stand. `message` is
 * the sentence for when nothing more particular is known.
 */
export const failureCatalogue = {
  'credentials-missing': {
    retryable: false,
    message: 'No AWS credentials were found for this connection.',
    remedy:
      'Sign in with the AWS CLI (aws sso login) or set the environment variables, then connect again.',
  },
  'credentials-invalid': {
    retryable: false,
    message: 'AWS does not know these credentials.',
    remedy:
      'Check the access key of this connection: it may have been deleted, or belong to another partition.',
  },
  'credentials-expired': {
    retryable: false,
    message: 'The credentials of this session have expired.',
    remedy: 'Sign in again, then resume: nothing that was observed is lost.',
  },
  'signature-rejected': {
    retryable: false,
    message: 'AWS rejected the signature of the request.',
    remedy: 'Check the secret access key, and that no proxy changes requests on their way.',
  },
  'clock-skew': {
    retryable: false,
    message: 'The clock of this computer is too far from that of AWS.',
    remedy: 'Set the clock (turn on automatic time), then try again.',
  },
  'caller-not-permitted': {
    retryable: false,
    message: 'The caller has no permission for this.',
    remedy: 'Ask for the permission named in the message, or connect with a role that has it.',
  },
  'caller-is-root': {
    retryable: false,
    message: 'The caller is a root user, and a root user cannot use centralized root access.',
    remedy:
      'Connect as an IAM role or user of the management account or of the delegated administrator.',
  },
  'not-in-organization': {
    retryable: false,
    message: 'The account of these credentials is not a member of an organization.',
    remedy: 'Connect with credentials of the management account or of the delegated administrator.',
  },
  'not-management-or-delegate': {
    retryable: false,
    message:
      'The caller is neither in the management account nor in the delegated administrator for IAM.',
    remedy: 'Connect with a role in one of these two accounts.',
  },
  'management-account-required': {
    retryable: false,
    message: 'Only the management account may do this.',
    remedy: 'Connect with a role in the management account.',
  },
  'trusted-access-off': {
    retryable: false,
    message: 'Trusted access for IAM is off in this organization, so no root session can begin.',
    remedy:
      'In the management account, turn on trusted access for iam.amazonaws.com in AWS Organizations.',
  },
  'root-credentials-management-off': {
    retryable: false,
    message: 'Root credentials management is off in this organization.',
    remedy:
      'In the management account, turn on “Root credentials management” under IAM, Root access management.',
  },
  'root-sessions-off': {
    retryable: false,
    message: 'Privileged root actions are off in this organization.',
    remedy:
      'In the management account, turn on “Privileged root actions” under IAM, Root access management.',
  },
  'organization-not-all-features': {
    retryable: false,
    message: 'The organization is not in all-features mode, which centralized root access needs.',
    remedy: 'In the management account, enable all features in AWS Organizations.',
  },
  'organization-empty': {
    retryable: false,
    message:
      'Organizations listed no account at all, which cannot be true: the management account is always listed.',
    remedy:
      'Check the permissions of the caller and what stands between this computer and AWS, then audit again.',
  },
  'organization-changed': {
    retryable: false,
    message: 'These credentials belong to another organization than the one this run began in.',
    remedy: 'Connect with credentials of the organization of the run, or start a new run.',
  },
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
  'denied-by-task-policy': {
    retryable: false,
    message: 'The task policy of the root session does not allow this call.',
    remedy:
      'This is a fault of Rootkeep or of something between it and AWS: report it with the request ID.',
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
    message: 'IAM is still working on an earlier change of this root user.',
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
    remedy: 'Choose an enabled Region under Settings.',
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
  'no-such-queue': {
    retryable: false,
    message: 'The queue does not exist.',
    remedy: 'Read the list of queues of this Region again.',
  },
  throttled: {
    retryable: true,
    message: 'AWS kept throttling the calls.',
    remedy: 'Wait a little, then audit what is unknown again.',
  },
  'service-failure': {
    retryable: true,
    message: 'AWS answered with a fault of its own, also when asked again.',
    remedy: 'Audit what is unknown again; if it stays, look at the AWS Health Dashboard.',
  },
  'no-network': {
    retryable: true,
    message: 'The AWS endpoint cannot be reached from this computer.',
    remedy: 'Check the network, the name resolution and the firewall, then try again.',
  },
  'timed-out': {
    retryable: true,
    message: 'AWS did not answer in time.',
    remedy: 'Check the network, then audit what is unknown again.',
  },
  'connection-lost': {
    retryable: true,
    message: 'The connection broke before the answer was complete.',
    remedy: 'Check the network, then audit what is unknown again.',
  },
  'tls-failure': {
    retryable: false,
    message: 'No trusted TLS connection to AWS came about.',
    remedy:
      'If a proxy inspects TLS here, give Node its certificate authority in NODE_EXTRA_CA_CERTS and start again.',
  },
  'malformed-answer': {
    retryable: true,
    message: 'The answer could not be read, or lacked what it must have.',
    remedy: 'Audit what is unknown again; if it stays, look for a proxy that changes answers.',
  },
  'not-aws': {
    retryable: false,
    message:
      'Something that is not AWS answered, such as the page of a proxy or of a hotel network.',
    remedy: 'Sign in to the network or set the proxy right, then try again.',
  },
  'egress-refused': {
    retryable: false,
    message: 'Rootkeep refused to contact a host that is not on its egress list.',
    remedy: 'Check the Region and endpoint of this connection.',
  },
  'request-invalid': {
    retryable: false,
    message: 'AWS found the request itself invalid.',
    remedy: 'This is a fault of Rootkeep: report it with the request ID.',
  },
  'wrong-endpoint': {
    retryable: false,
    message: 'The global STS endpoint was called, which knows no AssumeRoot.',
    remedy: 'Choose a Region under Settings.',
  },
  'aws-other': {
    retryable: false,
    message: 'AWS answered with an error that Rootkeep does not know.',
    remedy: 'Look the error code up in the AWS documentation, and report it with the request ID.',
  },
  'nothing-connected': {
    retryable: false,
    message: 'No connection to an organization is open.',
    remedy: 'Choose a connection under Settings.',
  },
  'not-found': {
    retryable: false,
    message: 'It is not in the cache.',
    remedy: 'Reload the view; it may have been removed meanwhile.',
  },
  'run-in-progress': {
    retryable: true,
    message: 'An audit run is already under way.',
    remedy: 'Wait for it, or cancel it.',
  },
  'no-active-run': {
    retryable: false,
    message: 'The run is not under way.',
    remedy: 'Start a new run.',
  },
  cancelled: {
    retryable: true,
    message: 'It was cancelled before it was done.',
    remedy: 'Start it again when wanted.',
  },
  'not-yet-observed': {
    retryable: true,
    message: 'No audit has looked at this account yet.',
    remedy: 'Start an audit.',
  },
  'invalid-input': {
    retryable: false,
    message: 'The input is not valid.',
    remedy: 'Correct what the message names.',
  },
  'untrusted-sender': {
    retryable: false,
    message: 'The call did not come from the window of Rootkeep and was refused.',
    remedy: 'Restart Rootkeep; if it happens again, report it.',
  },
  'data-folder-unwritable': {
    retryable: false,
    message: 'The data folder cannot be written.',
    remedy: 'Make the folder writable, or name another one in ROOTKEEP_HOME, and start again.',
  },
  'disk-full': {
    retryable: true,
    message:
      'The disk of the data folder is full, so the work was stopped before anything was lost.',
    remedy: 'Free space on the disk, then resume.',
  },
  'database-newer': {
    retryable: false,
    message: 'The database was written by a newer version of Rootkeep and was not touched.',
    remedy: 'Install the newer version, or name another data folder in ROOTKEEP_HOME.',
  },
  'database-corrupt': {
    retryable: false,
    message: 'The database was damaged. It was moved aside and a new one was begun.',
    remedy: 'Audit again; the damaged file is kept beside the new one.',
  },
  'database-in-use': {
    retryable: false,
    message: 'Another Rootkeep uses this data folder.',
    remedy: 'Use the other window, or close it first.',
  },
  internal: {
    retryable: false,
    message: 'Something inside Rootkeep went wrong.',
    remedy: 'Report it with the log ID.',
  },
} as const satisfies Record<FailureCode, Entry>

/**
 * Builds a failure from its code. `detail` replaces the sentence where more is known; it must not hold
 * a secret.
 */
export function failureOf(
  code: FailureCode,
  detail: {
    message?: string | undefined
    awsCode?: string | undefined
    requestId?: string | undefined
    logId?: string | undefined
  } = {},
): Failure {
  const { retryable, remedy, message } = failureCatalogue[code]
  return {
    code,
    message: detail.message ?? message,
    retryable,
    remedy,
    ...(detail.awsCode === undefined ? {} : { awsCode: detail.awsCode }),
    ...(detail.requestId === undefined ? {} : { requestId: detail.requestId }),
    ...(detail.logId === undefined ? {} : { logId: detail.logId }),
  }
}
