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
  'delegate-in-the-way': {
    retryable: false,
    message: 'Trusted access for IAM stays on while an account is delegated administrator for IAM.',
    remedy: 'Deregister the delegated administrator first, then turn trusted access off.',
  },
  'already-delegate': {
    retryable: false,
    message: 'The account is the delegated administrator for IAM already.',
    remedy: 'Nothing has to be done. Look at Readiness for what else may be missing.',
  },
  'not-a-delegate': {
    retryable: false,
    message: 'The account is not a delegated administrator for IAM.',
    remedy: 'Nothing has to be done. Look at Readiness for who is.',
  },
  'delegate-not-eligible': {
    retryable: false,
    message: 'This account cannot be the delegated administrator for IAM.',
    remedy:
      'Choose an active member account: the management account and suspended accounts cannot be it.',
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
  'procedure-not-ready': {
    retryable: false,
    message: 'The procedure is at another step now.',
    remedy: 'Look at the step on screen; it may have moved on in the meantime.',
  },
  'preflight-failed': {
    retryable: false,
    message: 'A check before the plan failed, so nothing was planned.',
    remedy: 'Mend what the failed check names, then look again.',
  },
  'nothing-to-do': {
    retryable: false,
    message:
      'There is nothing to do: all that was asked for is as wanted already, or was left out.',
    remedy: 'See why accounts were left out; choose others if that was not meant.',
  },
  'too-many-accounts': {
    retryable: false,
    message: 'The procedure covers more accounts than the rule of this workstation allows at once.',
    remedy: 'Choose fewer accounts, or raise the limit under Settings.',
  },
  'plan-altered': {
    retryable: false,
    message: 'What was to be confirmed is not the plan that is kept here, byte for byte.',
    remedy:
      'Close the procedure and plan again; if it happens again, find out who changes the database.',
  },
  'plan-expired': {
    retryable: false,
    message: 'The plan has expired.',
    remedy: 'Plan again, so that what is confirmed was seen recently.',
  },
  'wrong-phrase': {
    retryable: false,
    message: 'What was typed is not the phrase of this plan.',
    remedy: 'Type exactly what is shown.',
  },
  'not-acknowledged': {
    retryable: false,
    message: 'An item that was used recently has not been acknowledged by itself.',
    remedy: 'Acknowledge each of them, or plan again without them.',
  },
  'not-consented': {
    retryable: false,
    message: 'It was not agreed to in the window that the system showed, so nothing was done.',
    remedy: 'Confirm again, and agree there.',
  },
  'caller-changed': {
    retryable: false,
    message: 'Another caller is connected now than the one who made the plan.',
    remedy: 'Connect as the caller of the plan, or plan again.',
  },
  'stopped-by-threshold': {
    retryable: true,
    message: 'Too many accounts did not come out as wanted, so the procedure stopped by itself.',
    remedy: 'Look at what failed; then resume, or plan again for the rest.',
  },
  'in-doubt': {
    retryable: true,
    message: 'A call was sent and no answer tells whether AWS did it.',
    remedy: 'Resume when AWS can be reached: it is read back first, and never repeated blindly.',
  },
  'ticket-refused': {
    retryable: false,
    message: 'The ticket does not have the form that this workstation asks for.',
    remedy: 'Give the number of a ticket; a link to a chat is no record that lasts.',
  },
  'case-needed': {
    retryable: false,
    message: 'This procedure runs only inside a break-glass case.',
    remedy: 'Open a case under Cases, then begin it from there.',
  },
  'case-closed': {
    retryable: false,
    message: 'The case is closed.',
    remedy: 'Open a new case.',
  },
  'case-over': {
    retryable: false,
    message: 'The time box of the case is over, so nothing new begins in it.',
    remedy:
      'Extend the case with a reason, or close it. What is still open can be closed at any time.',
  },
  'case-still-open': {
    retryable: false,
    message: 'An account that this case opened is not verified closed yet.',
    remedy: 'Close it again first: delete its root credentials and let AWS be read back.',
  },
  'procedure-unfinished': {
    retryable: false,
    message: 'A procedure of this case is not over.',
    remedy: 'Bring it to its end or cancel it, then close the case.',
  },
  'approval-needed': {
    retryable: false,
    message: 'The plan needs the approval of a second operator.',
    remedy: 'Hand the request to a trusted operator, and bring their approval back.',
  },
  'approval-unreadable': {
    retryable: false,
    message: 'This is not a request or an approval that Rootkeep can read.',
    remedy: 'Paste or open the whole text as it was handed over.',
  },
  'approval-own': {
    retryable: false,
    message: 'Nobody approves their own plan.',
    remedy: 'Hand the request to another operator.',
  },
  'approval-used': {
    retryable: false,
    message: 'This approval was used before.',
    remedy: 'Ask for a new approval of the present plan.',
  },
  'approval-expired': {
    retryable: false,
    message: 'The approval, or the plan it was asked for, has expired.',
    remedy: 'Plan again, and ask again.',
  },
  'approval-other-plan': {
    retryable: false,
    message: 'The approval is for another plan.',
    remedy: 'Ask for an approval of the plan on screen; a plan made anew needs a new one.',
  },
  'approval-untrusted': {
    retryable: false,
    message: 'Whoever signed this is not among the trusted operators of this workstation.',
    remedy: 'Compare the fingerprint with its owner, then add them under Settings.',
  },
  'approval-revoked': {
    retryable: false,
    message: 'The key that signed this was revoked on this workstation.',
    remedy: 'Ask another trusted operator.',
  },
  'approval-forged': {
    retryable: false,
    message:
      'The signature does not fit the text: it was changed on its way, or was never signed by this key.',
    remedy: 'Ask for it again by another way, and compare.',
  },
  'identity-missing': {
    retryable: false,
    message: 'This workstation has no operator identity yet.',
    remedy: 'Make one under Settings: it signs approvals and checkpoints.',
  },
  'identity-locked': {
    retryable: false,
    message: 'The operator identity is locked.',
    remedy: 'Unlock it with its passphrase.',
  },
  'wrong-passphrase': {
    retryable: false,
    message: 'The passphrase does not open the key.',
    remedy:
      'Try again; there is no way around it. With a lost passphrase, make a new identity and have it trusted anew.',
  },
  'key-store-refused': {
    retryable: true,
    message:
      'The key store of the system did not answer, or the key was sealed by another user or on another computer.',
    remedy:
      'Unlock the key store of the system and try again. A key that came from elsewhere cannot be opened here: make a new identity.',
  },
  'fingerprint-differs': {
    retryable: false,
    message: 'The fingerprint that was compared is not that of this card.',
    remedy: 'Do not trust the card; ask its owner for a new one by another way.',
  },
  'journal-broken': {
    retryable: false,
    message:
      'The journal is not intact: an entry was changed, dropped or added by something else than Rootkeep.',
    remedy: 'Keep a copy of the data folder as evidence, and find out who had access to it.',
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
  'file-not-saved': {
    retryable: false,
    message: 'The file was not saved, and nothing of it was left behind.',
    remedy: 'Choose another folder, or make room in that one, and save again.',
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
  'record-damaged': {
    retryable: false,
    message: 'The record is damaged and cannot be read.',
    remedy:
      'Keep a copy of the data folder. At its next start Rootkeep puts the damaged file aside and begins a new record.',
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
