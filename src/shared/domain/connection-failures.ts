import type { FailureEntry } from './failure-entry.ts'
import { signInFailures } from './sign-in-failures.ts'

/** What goes wrong between this workstation and AWS: credentials, the organization, the way there. */
export const connectionFailures = {
  ...signInFailures,
  'credentials-missing': {
    retryable: false,
    message: 'No AWS credentials were found for this connection.',
    remedy:
      'Choose a connection that can sign in, or set the environment variables, then connect again.',
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
      'If a proxy inspects TLS here, choose the file of its certificate authority in the connection.',
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
  'name-not-found': {
    retryable: true,
    message: 'The name of the AWS endpoint cannot be resolved on this computer.',
    remedy:
      'Check the name resolution. Behind a proxy that resolves names itself, enter it in the connection.',
  },
  'no-ipv4': {
    retryable: false,
    message: 'The AWS endpoint has an IPv4 address only, and this network has no way to IPv4.',
    remedy:
      'Turn on dual-stack endpoints in the connection, or go through a proxy or a VPC endpoint.',
  },
  'proxy-unreachable': {
    retryable: true,
    message: 'The proxy of this connection cannot be reached.',
    remedy: 'Check the address and the port of the proxy in the connection.',
  },
  'proxy-refused': {
    retryable: false,
    message: 'The proxy asks for credentials, or did not take those that the connection has.',
    remedy: 'Enter user and password of the proxy in the connection.',
  },
  'proxy-answered': {
    retryable: false,
    message: 'The proxy answered itself instead of connecting to AWS.',
    remedy: 'Ask for the hosts under Readiness, Network to be let through.',
  },
  'authority-unreadable': {
    retryable: false,
    message: 'The CA bundle of this connection holds no certificate that can be read.',
    remedy: 'Choose a file with certificates in PEM form (BEGIN CERTIFICATE).',
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
    remedy: 'Choose a Region in the connection.',
  },
  'aws-other': {
    retryable: false,
    message: 'AWS answered with an error that Rootkeep does not know.',
    remedy: 'Look the error code up in the AWS documentation, and report it with the request ID.',
  },
} as const satisfies Readonly<Record<string, FailureEntry>>
