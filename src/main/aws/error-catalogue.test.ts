import { describe, expect, test } from 'vitest'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { FailureCode } from '../../shared/domain/failure.ts'
import { EgressRefused } from '../egress/egress-list.ts'
import { NoIpv4 } from '../egress/ipv6-only.ts'
import { ProxyAnswered, ProxyRefused, ProxyUnreachable } from '../egress/proxy-agent.ts'
import { AnswerCut, AnswerLate, NotAws } from '../egress/transport.ts'
import { IncompleteAnswer } from './answers.ts'
import { CredentialsUnavailable, failureFrom, type Asked } from './error-catalogue.ts'
import { CredentialsRefused } from './operator-credentials.ts'

/** An error as the SDK makes it from an answer of AWS. */
function awsError(code: string, message: string, more: object = {}): Error {
  return Object.assign(new Error(message), {
    name: code,
    Code: code,
    $fault: 'client',
    $metadata: {},
    ...more,
  })
}

function asked(
  service: string,
  operation: string,
  status: number | null,
  inRootSession = false,
): Asked {
  return {
    service,
    operation,
    inRootSession,
    trace: { status, requestId: status === null ? null : 'req-1' },
  }
}

const assumeRoot = (status: number) => asked('sts', 'AssumeRoot', status)
const inSession = (operation: string, status: number) => asked('iam', operation, status, true)
const target = 'arn:aws:iam::111122223333:root'
const caller = 'arn:aws:sts::444455556666:assumed-role/Auditor/ops'

describe('errors of AWS', () => {
  const cases: [name: string, expected: FailureCode, error: Error, asked: Asked][] = [
    // 1.2
    [
      'global STS endpoint',
      'wrong-endpoint',
      awsError('InvalidAction', 'Unknown Operation'),
      assumeRoot(400),
    ],
    [
      'duration too long',
      'request-invalid',
      awsError('ValidationError', "1 validation error detected: Value '901' at 'durationSeconds'"),
      assumeRoot(400),
    ],
    [
      'no valid target',
      'request-invalid',
      awsError('ValidationError', 'Request must contain a valid target principal'),
      assumeRoot(400),
    ],
    ['malformed integer', 'request-invalid', awsError('MalformedInput', 'x'), assumeRoot(400)],
    [
      'not authorized',
      'assume-root-denied',
      awsError(
        'AccessDenied',
        `User: ${caller} is not authorized to perform: sts:AssumeRoot on resource: ${target}`,
      ),
      assumeRoot(403),
    ],
    [
      'caller is root',
      'caller-is-root',
      awsError(
        'AccessDenied',
        `User: arn:aws:iam::444455556666:root is not authorized to perform: sts:AssumeRoot on resource: ${target}`,
      ),
      assumeRoot(403),
    ],
    [
      'sessions feature off',
      'root-sessions-off',
      awsError('AccessDenied', 'Root sessions feature is not enabled for your AWS Organization.'),
      assumeRoot(403),
    ],
    [
      'credentials feature off',
      'root-credentials-management-off',
      awsError(
        'AccessDenied',
        'Root credentials management feature is not enabled for your AWS Organization.',
      ),
      assumeRoot(403),
    ],
    [
      'trusted access off',
      'trusted-access-off',
      awsError('AccessDenied', 'Service not enabled for AWS Organizations.'),
      assumeRoot(403),
    ],
    [
      'Region disabled',
      'region-disabled',
      awsError('RegionDisabledException', 'x'),
      assumeRoot(403),
    ],
    [
      'operator expired',
      'credentials-expired',
      awsError('ExpiredTokenException', 'The security token included in the request is expired'),
      assumeRoot(400),
    ],
    [
      'operator expired, short',
      'credentials-expired',
      awsError('ExpiredToken', 'The security token included in the request is expired'),
      assumeRoot(403),
    ],
    // 2.1
    [
      'IAM trusted access',
      'trusted-access-off',
      awsError(
        'ServiceAccessNotEnabledException',
        'Trusted Access for IAM not enabled by organization of input account 1.',
      ),
      asked('iam', 'ListOrganizationsFeatures', 400),
    ],
    [
      'the same without Exception',
      'trusted-access-off',
      awsError('ServiceAccessNotEnabled', 'x'),
      asked('iam', 'ListOrganizationsFeatures', 400),
    ],
    [
      'neither management nor delegate',
      'not-management-or-delegate',
      awsError('AccountNotManagementOrDelegatedAdministratorException', 'x'),
      asked('iam', 'ListOrganizationsFeatures', 400),
    ],
    [
      'no organization',
      'not-in-organization',
      awsError('OrganizationNotFoundException', 'x'),
      asked('iam', 'ListOrganizationsFeatures', 400),
    ],
    [
      'not all features',
      'organization-not-all-features',
      awsError('OrganizationNotInAllFeaturesModeException', 'x'),
      asked('iam', 'ListOrganizationsFeatures', 400),
    ],
    [
      'not the management account',
      'management-account-required',
      awsError('CallerIsNotManagementAccountException', 'x'),
      asked('iam', 'EnableOrganizationsRootSessions', 400),
    ],
    [
      'no IAM permission',
      'caller-not-permitted',
      awsError(
        'AccessDenied',
        `User: ${caller} is not authorized to perform: iam:ListOrganizationsFeatures on resource: * because no identity-based policy allows it`,
      ),
      asked('iam', 'ListOrganizationsFeatures', 403),
    ],
    // 2.2
    [
      'no such entity',
      'no-such-entity',
      awsError('NoSuchEntityException', 'Login Profile for User null cannot be found.', {
        Code: 'NoSuchEntity',
      }),
      inSession('GetLoginProfile', 404),
    ],
    [
      'entity exists',
      'entity-exists',
      awsError('EntityAlreadyExists', 'x'),
      inSession('CreateLoginProfile', 409),
    ],
    [
      'temporarily unmodifiable',
      'entity-busy',
      awsError('EntityTemporarilyUnmodifiable', 'x'),
      inSession('DeleteLoginProfile', 409),
    ],
    [
      'concurrent modification',
      'entity-busy',
      awsError('ConcurrentModification', 'x'),
      inSession('DeactivateMFADevice', 409),
    ],
    [
      'limit exceeded',
      'limit-exceeded',
      awsError('LimitExceeded', 'x'),
      inSession('DeleteAccessKey', 409),
    ],
    [
      'password policy',
      'request-invalid',
      awsError('PasswordPolicyViolation', 'x'),
      inSession('CreateLoginProfile', 400),
    ],
    [
      'service failure',
      'service-failure',
      awsError('ServiceFailure', 'x'),
      inSession('GetUser', 500),
    ],
    [
      'SCP',
      'denied-by-scp',
      awsError(
        'AccessDenied',
        `User: ${target} is not authorized to perform: iam:GetAccountSummary on resource: * with an explicit deny in a service control policy`,
      ),
      inSession('GetAccountSummary', 403),
    ],
    [
      'task policy',
      'denied-by-task-policy',
      awsError(
        'AccessDenied',
        `User: ${target} is not authorized to perform: iam:ListUsers on resource: * with an explicit deny in a session policy`,
      ),
      inSession('ListUsers', 403),
    ],
    [
      'session expired',
      'root-session-expired',
      awsError('ExpiredToken', 'The security token included in the request is expired'),
      inSession('GetUser', 403),
    ],
    // 2.4, 2.5
    [
      'no bucket policy',
      'no-bucket-policy',
      awsError('NoSuchBucketPolicy', 'The bucket policy does not exist'),
      asked('s3', 'GetBucketPolicy', 404, true),
    ],
    [
      'no bucket',
      'no-such-bucket',
      awsError('NoSuchBucket', 'x'),
      asked('s3', 'GetBucketPolicy', 404, true),
    ],
    [
      'malformed policy',
      'malformed-policy',
      awsError('MalformedPolicy', 'x'),
      asked('s3', 'PutBucketPolicy', 400, true),
    ],
    [
      'wrong account',
      'resource-of-another-account',
      awsError('MethodNotAllowed', 'x'),
      asked('s3', 'PutBucketPolicy', 405, true),
    ],
    [
      'wrong Region',
      'wrong-region',
      awsError('PermanentRedirect', 'x'),
      asked('s3', 'GetBucketPolicy', 301, true),
    ],
    [
      'wrong Region, other form',
      'wrong-region',
      awsError('AuthorizationHeaderMalformed', 'x'),
      asked('s3', 'GetBucketPolicy', 400, true),
    ],
    [
      'no queue',
      'no-such-queue',
      awsError('QueueDoesNotExist', 'x', { Code: 'AWS.SimpleQueueService.NonExistentQueue' }),
      asked('sqs', 'GetQueueUrl', 400, true),
    ],
    [
      'queue throttled',
      'throttled',
      awsError('RequestThrottled', 'x'),
      asked('sqs', 'ListQueues', 403, true),
    ],
    [
      'queue limit',
      'limit-exceeded',
      awsError('OverLimit', 'x'),
      asked('sqs', 'SetQueueAttributes', 403, true),
    ],
    [
      'queue policy',
      'malformed-policy',
      awsError('InvalidAttributeValue', 'x'),
      asked('sqs', 'SetQueueAttributes', 400, true),
    ],
    [
      'queue address',
      'no-such-queue',
      awsError('InvalidAddress', 'x'),
      asked('sqs', 'SetQueueAttributes', 404, true),
    ],
    // 3
    [
      'Organizations denies',
      'caller-not-permitted',
      awsError('AccessDeniedException', "You don't have permissions to access this resource."),
      asked('organizations', 'ListAccounts', 400),
    ],
    [
      'no organization in use',
      'not-in-organization',
      awsError('AWSOrganizationsNotInUseException', 'x'),
      asked('organizations', 'DescribeOrganization', 400),
    ],
    [
      'Organizations throttles',
      'throttled',
      awsError('TooManyRequestsException', 'slow'),
      asked('organizations', 'ListAccounts', 400),
    ],
    [
      'Organizations fails',
      'service-failure',
      awsError('ServiceException', 'x'),
      asked('organizations', 'ListAccounts', 500),
    ],
    [
      'invalid input',
      'request-invalid',
      awsError('InvalidInputException', 'x'),
      asked('organizations', 'ListAccounts', 400),
    ],
    [
      'account not found',
      'account-not-found',
      awsError('AccountNotFoundException', 'x'),
      asked('organizations', 'DescribeAccount', 400),
    ],
    [
      'target not found',
      'account-not-found',
      awsError('TargetNotFoundException', 'x'),
      asked('organizations', 'ListTagsForResource', 400),
    ],
    [
      'parent not found',
      'no-such-entity',
      awsError('ParentNotFoundException', 'x'),
      asked('organizations', 'ListOrganizationalUnitsForParent', 400),
    ],
    [
      'unsupported endpoint',
      'wrong-endpoint',
      awsError('UnsupportedAPIEndpointException', 'x'),
      asked('organizations', 'EnableAWSServiceAccess', 400),
    ],
    [
      'constraint: delegate exists',
      'delegate-in-the-way',
      awsError('ConstraintViolationException', 'x', {
        Reason: 'DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE',
      }),
      asked('organizations', 'DisableAWSServiceAccess', 400),
    ],
    [
      'constraint: management account as delegate',
      'delegate-not-eligible',
      awsError('ConstraintViolationException', 'x', {
        Reason: 'CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR',
      }),
      asked('organizations', 'RegisterDelegatedAdministrator', 400),
    ],
    [
      'constraint: suspended account as delegate',
      'delegate-not-eligible',
      awsError('ConstraintViolationException', 'x', {
        Reason: 'CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR',
      }),
      asked('organizations', 'RegisterDelegatedAdministrator', 400),
    ],
    [
      'constraint: enough delegates',
      'limit-exceeded',
      awsError('ConstraintViolationException', 'x', {
        Reason: 'MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED',
      }),
      asked('organizations', 'RegisterDelegatedAdministrator', 400),
    ],
    [
      'delegate already',
      'already-delegate',
      awsError('AccountAlreadyRegisteredException', 'x'),
      asked('organizations', 'RegisterDelegatedAdministrator', 400),
    ],
    [
      'no delegate',
      'not-a-delegate',
      awsError('AccountNotRegisteredException', 'x'),
      asked('organizations', 'DeregisterDelegatedAdministrator', 400),
    ],
    [
      'concurrent change of the organization',
      'entity-busy',
      awsError('ConcurrentModificationException', 'x'),
      asked('organizations', 'EnableAWSServiceAccess', 400),
    ],
    // 2.4 and 2.5, inside a session
    ...(
      [
        ['a service control policy', 'denied-by-scp', 's3', 'in a service control policy'],
        ['a resource control policy', 'denied-by-rcp', 's3', 'in a resource control policy'],
        ['an endpoint', 'denied-by-endpoint-policy', 'sqs', 'in a VPC endpoint policy'],
        ['the task policy', 'denied-by-task-policy', 'sqs', 'in a session policy'],
      ] as const
    ).map(([name, expected, service, where]): (typeof cases)[number] => [
      `denied by ${name}`,
      expected,
      awsError(
        'AccessDenied',
        `User: ${target} is not authorized to perform: ${service}:Something on resource: "x" with an explicit deny ${where}`,
      ),
      asked(service, 'Something', 403, true),
    ]),
    [
      'denied without a reason',
      'denied-in-root-session',
      awsError('AccessDenied', 'Access Denied'),
      asked('s3', 'PutBucketPolicy', 403, true),
    ],
    [
      'public policy',
      'public-policy-blocked',
      awsError(
        'AccessDenied',
        `User: ${target} is not authorized to perform: s3:PutBucketPolicy on resource: "x" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
      ),
      asked('s3', 'PutBucketPolicy', 403, true),
    ],
    [
      'another change of the bucket under way',
      'entity-busy',
      awsError('OperationAborted', 'x'),
      asked('s3', 'PutBucketPolicy', 409, true),
    ],
    [
      'the session ended, said by S3',
      'root-session-expired',
      awsError('ExpiredToken', 'The provided token has expired.'),
      asked('s3', 'GetBucketPolicy', 400, true),
    ],
    [
      'a Region that does not know the session',
      'region-disabled',
      awsError(
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
      ),
      asked('sqs', 'ListQueues', 403, true),
    ],
    [
      'throttled by SQS',
      'throttled',
      awsError('RequestThrottled', 'x'),
      asked('sqs', 'ListQueues', 400, true),
    ],
    // 5
    [
      'no right to mailboxes',
      'mailbox-access-denied',
      awsError('AccessDeniedException', 'x'),
      asked('account', 'GetPrimaryEmail', 403),
    ],
    [
      'address in use',
      'email-in-use',
      awsError('ConflictException', 'x'),
      asked('account', 'StartPrimaryEmailUpdate', 409),
    ],
    [
      'address malformed',
      'invalid-input',
      awsError('ValidationException', 'x'),
      asked('account', 'StartPrimaryEmailUpdate', 400),
    ],
    [
      'unknown account',
      'account-not-found',
      awsError('ResourceNotFoundException', 'x'),
      asked('account', 'GetPrimaryEmail', 404),
    ],
    [
      'wrong code',
      'wrong-code',
      awsError('ValidationException', 'The OTP is not right.'),
      asked('account', 'AcceptPrimaryEmailUpdate', 400),
    ],
    [
      'expired code',
      'code-expired',
      awsError('ValidationException', 'The OTP has expired.'),
      asked('account', 'AcceptPrimaryEmailUpdate', 400),
    ],
    [
      'no change waiting for a code',
      'code-expired',
      awsError('ResourceNotFoundException', 'x'),
      asked('account', 'AcceptPrimaryEmailUpdate', 404),
    ],
    [
      'too many codes',
      'too-many-codes',
      awsError('TooManyRequestsException', 'Too many attempts.'),
      asked('account', 'AcceptPrimaryEmailUpdate', 429),
    ],
    [
      'mailboxes throttled',
      'throttled',
      awsError('TooManyRequestsException', 'Rate exceeded'),
      asked('account', 'AcceptPrimaryEmailUpdate', 429),
    ],
    [
      'constraint: service access',
      'trusted-access-off',
      awsError('ConstraintViolationException', 'x', { Reason: 'SERVICE_ACCESS_NOT_ENABLED' }),
      asked('organizations', 'RegisterDelegatedAdministrator', 400),
    ],
    [
      'constraint: limit',
      'limit-exceeded',
      awsError('ConstraintViolationException', 'x', {
        Reason: 'MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED',
      }),
      asked('organizations', 'RegisterDelegatedAdministrator', 400),
    ],
    // signature and credentials
    ['unknown key', 'credentials-invalid', awsError('InvalidClientTokenId', 'x'), assumeRoot(403)],
    [
      'unknown key, JSON',
      'credentials-invalid',
      awsError('UnrecognizedClientException', 'x'),
      asked('organizations', 'ListAccounts', 400),
    ],
    [
      'wrong signature',
      'signature-rejected',
      awsError(
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided.',
      ),
      assumeRoot(403),
    ],
    [
      'old signature',
      'clock-skew',
      awsError(
        'SignatureDoesNotMatch',
        'Signature expired: 20260912T000000Z is now earlier than 20260912T010000Z',
      ),
      assumeRoot(403),
    ],
    [
      'future signature',
      'clock-skew',
      awsError('InvalidSignatureException', 'Signature not yet current: x'),
      asked('organizations', 'ListAccounts', 400),
    ],
    ['request expired', 'clock-skew', awsError('RequestExpired', 'x'), assumeRoot(400)],
    [
      'time too skewed',
      'clock-skew',
      awsError('RequestTimeTooSkewed', 'x'),
      asked('s3', 'ListBuckets', 403, true),
    ],
    ['throttled', 'throttled', awsError('Throttling', 'Rate exceeded'), assumeRoot(400)],
    ['slow down', 'throttled', awsError('SlowDown', 'x'), asked('s3', 'ListBuckets', 503, true)],
    ['unknown code with 5xx', 'service-failure', awsError('Odd', 'x'), assumeRoot(503)],
    ['unknown code with 429', 'throttled', awsError('Odd', 'x'), assumeRoot(429)],
    ['unknown code', 'aws-other', awsError('SomethingNew', 'x'), assumeRoot(400)],
    ['a code that is a name of Object', 'aws-other', awsError('constructor', 'x'), assumeRoot(400)],
  ]

  test.each(cases)('%s is %s', (_name, expected, error, context) => {
    const failure = failureFrom(error, context)
    expect(failure.code).toBe(expected)
    expect(failure.requestId).toBe('req-1')
    expect(failure.awsCode).toBe(Reflect.get(error, 'Code'))
  })
})

describe('errors on the way', () => {
  const node = (code: string, syscall?: string) => Object.assign(new Error(code), { code, syscall })
  const unreachable = (cause: Error) => new ProxyUnreachable('no answer to CONNECT', { cause })
  test.each<[string, FailureCode, Error]>([
    ['ENOTFOUND', 'name-not-found', node('ENOTFOUND')],
    ['EAI_AGAIN', 'name-not-found', node('EAI_AGAIN')],
    ['ECONNREFUSED', 'no-network', node('ECONNREFUSED')],
    ['two refusals in one', 'no-network', new AggregateError([node('ECONNREFUSED')])],
    ['ECONNRESET', 'connection-lost', node('ECONNRESET')],
    ['EPIPE', 'connection-lost', node('EPIPE')],
    ['a route lost under a request', 'connection-lost', node('EHOSTUNREACH', 'read')],
    ['a network lost under a request', 'connection-lost', node('ENETDOWN', 'write')],
    ['ETIMEDOUT', 'timed-out', node('ETIMEDOUT', 'read')],
    ['no connection in time', 'no-network', node('ETIMEDOUT', 'connect')],
    [
      'no connection in time over IPv4 and IPv6',
      'no-network',
      Object.assign(new AggregateError([node('ETIMEDOUT', 'connect')]), { code: 'ETIMEDOUT' }),
    ],
    [
      "no connection in the SDK's time",
      'no-network',
      Object.assign(
        new Error('the request socket did not establish a connection with the server'),
        {
          name: 'TimeoutError',
        },
      ),
    ],
    [
      'a time limit of the SDK',
      'timed-out',
      Object.assign(new Error('x'), { name: 'TimeoutError' }),
    ],
    ['a late answer', 'timed-out', new AnswerLate('x')],
    ['an unknown authority', 'tls-failure', node('SELF_SIGNED_CERT_IN_CHAIN')],
    ['an expired certificate', 'tls-failure', node('CERT_HAS_EXPIRED')],
    ['a certificate for another host', 'tls-failure', node('ERR_TLS_CERT_ALTNAME_INVALID')],
    ['a protocol error of TLS', 'tls-failure', node('EPROTO')],
    ['something that speaks no HTTP', 'malformed-answer', node('HPE_INVALID_CONSTANT')],
    ['a host off the list', 'egress-refused', new EgressRefused('https://evil.example:443')],
    ['an IPv4 host on a network of IPv6 alone', 'no-ipv4', new NoIpv4('x')],
    ['a proxy that wants a password', 'proxy-refused', new ProxyRefused('HTTP status 407')],
    ['a page of a proxy', 'proxy-answered', new ProxyAnswered('HTTP status 403')],
    ['no proxy there', 'proxy-unreachable', unreachable(node('ECONNREFUSED', 'connect'))],
    ['a proxy without a name', 'proxy-unreachable', unreachable(node('ENOTFOUND'))],
    ['a proxy that hangs up', 'proxy-unreachable', unreachable(new Error('ended'))],
    ['a proxy that nobody vouches for', 'tls-failure', unreachable(node('CERT_HAS_EXPIRED'))],
    ['an abort', 'cancelled', Object.assign(new Error('x'), { name: 'AbortError' })],
    ['anything else', 'internal', new TypeError('x')],
  ])('%s is %s', (_name, expected, error) => {
    expect(failureFrom(error, asked('sts', 'AssumeRoot', null)).code).toBe(expected)
  })

  test.each<[string, FailureCode, Error, number]>([
    ['a page of a proxy', 'not-aws', new NotAws('x'), 200],
    ['a cut answer', 'connection-lost', new AnswerCut('x'), 200],
    ['a missing field', 'malformed-answer', new IncompleteAnswer('SummaryMap'), 200],
    [
      'an answer that cannot be parsed',
      'malformed-answer',
      new SyntaxError('Unexpected token'),
      200,
    ],
    [
      'a 4xx without a code',
      'malformed-answer',
      awsError('Unknown', 'Unknown', { Code: undefined }),
      400,
    ],
    ['a 5xx that cannot be parsed', 'service-failure', new SyntaxError('Unexpected token'), 502],
  ])('%s is %s', (_name, expected, error, status) => {
    expect(failureFrom(error, asked('iam', 'GetUser', status, true)).code).toBe(expected)
  })
})

describe('errors of credential providers', () => {
  const provider = (message: string, more: object = {}) =>
    new CredentialsUnavailable('x', {
      cause: Object.assign(new Error(message), { name: 'CredentialsProviderError', ...more }),
    })
  test.each<[string, FailureCode, Error]>([
    [
      'an SSO session that ended',
      'credentials-expired',
      provider(
        'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.',
      ),
    ],
    [
      'a token that ended',
      'credentials-expired',
      provider(
        "Token is expired. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
      ),
    ],
    [
      'nothing found',
      'credentials-missing',
      provider('Could not load credentials from any providers'),
    ],
    [
      'no such profile',
      'credentials-missing',
      provider(
        'Could not resolve credentials using profile: [nope] in configuration/credentials file(s).',
      ),
    ],
    [
      'a refused role',
      'caller-not-permitted',
      new CredentialsUnavailable('x', {
        cause: awsError('AccessDenied', 'not authorized to perform: sts:AssumeRole'),
      }),
    ],
    [
      'no name resolution',
      'name-not-found',
      new CredentialsUnavailable('x', {
        cause: Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }),
      }),
    ],
    [
      'a failure that the source knows',
      'token-revoked',
      new CredentialsUnavailable('x', {
        cause: new CredentialsRefused(failureOf('token-revoked')),
      }),
    ],
    [
      'a copy that the SDK made of an error of ours',
      'proxy-refused',
      provider('HTTP status 407', { name: 'ProxyRefused' }),
    ],
  ])('%s is %s', (_name, expected, error) => {
    expect(failureFrom(error, asked('sts', 'AssumeRoot', null)).code).toBe(expected)
  })
})

describe('messages', () => {
  test('keep what AWS said and lose the link to the console', () => {
    const message = `User: ${caller} is not authorized to perform: iam:ListOrganizationsFeatures on resource: * Go to https://us-east-1.console.aws.amazon.com/iam/home?region=us-east-1#/authorization-details/abc for complete details, or call the GetRequestAuthorizationDetails API with the following authorization id: abc`
    const failure = failureFrom(
      awsError('AccessDenied', message),
      asked('iam', 'ListOrganizationsFeatures', 403),
    )
    expect(failure.message).toContain('iam:ListOrganizationsFeatures on resource: *')
    expect(failure.message).not.toMatch(/Go to|authorization id/)
  })

  test('never hold a token or a secret that AWS quoted', () => {
    const token = 'IQoJb3JpZ2luX2VjE'.repeat(10)
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
    const message = `The signature does not match. Token ${token} secret ${secret} The Canonical String for this request should have been 'POST x-amz-security-token:${token}'`
    const text = JSON.stringify(
      failureFrom(awsError('SignatureDoesNotMatch', message), assumeRoot(403)),
    )
    expect(text).not.toContain(token)
    expect(text).not.toContain(secret)
    expect(text).not.toContain('security-token')
  })

  test('are one line of bounded length', () => {
    const failure = failureFrom(awsError('ValidationError', 'a b\n'.repeat(500)), assumeRoot(400))
    expect(failure.message.length).toBeLessThan(600)
    expect(failure.message).not.toContain('\n')
  })
})
