import type { PolicyLock } from '../policy-analysis.ts'
import type { PolicyContext } from '../policy-context.ts'
import type { RepairKind } from '../policy-repair.ts'
import type { StatementRole } from '../statement-reading.ts'

const accountId = '111122223333'

export const bucket: PolicyContext = {
  service: 's3',
  accountId,
  partition: 'aws',
  resourceArn: 'arn:aws:s3:::ledger',
  organizationId: 'o-rootkeep00',
  now: '2026-11-22T12:00:00.000Z',
}
export const queue: PolicyContext = {
  ...bucket,
  service: 'sqs',
  resourceArn: `arn:aws:sqs:eu-central-1:${accountId}:orders`,
}

/** A policy that people have written, and what has to be said of it. */
export type PolicyCase = {
  readonly name: string
  readonly context: PolicyContext
  readonly policy: object
  readonly lock: PolicyLock
  /** Of each statement. */
  readonly roles: readonly StatementRole[]
  readonly recommended: RepairKind | null
  /** Must stand in the sentence of some statement that locks, or in the verdict. */
  readonly says?: string
}

const bucketAndObjects = [bucket.resourceArn, `${bucket.resourceArn}/*`]
const owner = `arn:aws:iam::${accountId}:root`
const admin = `arn:aws:iam::${accountId}:role/admin`

type Parts = Readonly<Record<string, unknown>>
type Case = Omit<PolicyCase, 'context' | 'policy'>

export const denyBucket = (parts: Parts = {}) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: bucketAndObjects,
  ...parts,
})
export const denyQueue = (parts: Parts = {}) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 'sqs:*',
  Resource: queue.resourceArn,
  ...parts,
})
const where = (operator: string, key: string, value: unknown): Parts => ({
  Condition: { [operator]: { [key]: value } },
})
const notPrincipal = (value: Parts): Parts => ({ Principal: undefined, NotPrincipal: value })
const of =
  (context: PolicyContext, deny: (parts?: Parts) => object) =>
  (statements: Parts | readonly object[], expected: Case): PolicyCase => ({
    context,
    policy: {
      Version: '2012-10-17',
      Statement: Array.isArray(statements) ? statements : [deny(statements as Parts)],
    },
    ...expected,
  })
const s3 = of(bucket, denyBucket)
const sqs = of(queue, denyQueue)

const tls = denyBucket({ Sid: 'Tls', ...where('Bool', 'aws:SecureTransport', 'false') })
const logsWrite = {
  Sid: 'Logs',
  Effect: 'Allow',
  Principal: { Service: 'cloudtrail.amazonaws.com' },
  Action: 's3:PutObject',
  Resource: `${bucket.resourceArn}/AWSLogs/*`,
}
const publicRead = {
  Sid: 'Public',
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: `${bucket.resourceArn}/*`,
}
const topicSends = {
  Sid: 'Topic',
  Effect: 'Allow',
  Principal: { Service: 'sns.amazonaws.com' },
  Action: 'sqs:SendMessage',
  Resource: queue.resourceArn,
}

const everyone = (name: string, recommended: RepairKind, says?: string): Case => ({
  name,
  lock: 'locked-for-everyone',
  roles: ['locks-everyone'],
  recommended,
  ...(says === undefined ? {} : { says }),
})
const some = (name: string, says: string): Case => ({
  name,
  lock: 'locked-for-all-but-some',
  roles: ['locks-all-but-some'],
  recommended: 'narrow',
  says,
})
const open = (name: string, role: StatementRole = 'restricts'): Case => ({
  name,
  lock: 'open',
  roles: [role],
  recommended: null,
})

export const policyCases: readonly PolicyCase[] = [
  // Everyone, plainly
  s3({}, everyone('a Deny of everything', 'delete', 'No condition limits it')),
  s3({ Principal: { AWS: '*' }, Action: '*' }, everyone('a Deny of * to {"AWS":"*"}', 'delete')),
  s3({ Resource: '*' }, everyone('a Deny on every resource', 'delete')),
  s3({ Resource: 'arn:aws:s3:::led*' }, everyone('a Deny on a wildcard of buckets', 'delete')),
  s3({ Resource: 'arn:aws:s3:::ledge?*' }, everyone('a Deny on ledge?*', 'delete')),
  s3([tls, denyBucket({ Sid: 'All' }), logsWrite], {
    name: 'a Deny of everything between two that are fine',
    lock: 'locked-for-everyone',
    roles: ['restricts', 'locks-everyone', 'allows'],
    recommended: 'drop',
    says: 'statement 2 (“All”)',
  }),
  s3([publicRead, denyBucket()], {
    name: 'a Deny of everything that also shields public objects',
    lock: 'locked-for-everyone',
    roles: ['allows', 'locks-everyone'],
    recommended: 'narrow',
  }),
  s3({ Principal: { AWS: owner } }, everyone('a Deny to the account as its root ARN', 'narrow')),
  s3({ Principal: { AWS: accountId } }, everyone('a Deny to the account as its ID', 'narrow')),
  s3({ Principal: { AWS: ['999999999999', owner] } }, everyone('a Deny to two accounts', 'narrow')),
  s3({ Resource: bucket.resourceArn }, everyone('a Deny on the bucket alone', 'narrow')),
  s3({ Action: undefined, NotAction: 's3:GetObject' }, everyone('a Deny of all but one', 'narrow')),
  s3(
    { Resource: undefined, NotResource: 'arn:aws:s3:::other/*' },
    everyone('a Deny on all but another bucket', 'delete'),
  ),
  s3(
    { Action: ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy'] },
    everyone('a Deny of changing the policy alone', 'delete'),
  ),
  s3(
    { Action: ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:DeleteBucket'] },
    everyone('a Deny of changing the policy among others', 'narrow'),
  ),
  s3({ Action: ['s3:Put*', 's3:Delete*'] }, everyone('a Deny of all writing', 'narrow')),
  s3({ Action: 's3:*BucketPolic?' }, everyone('a Deny of *BucketPolic?', 'delete')),
  s3({ Action: 'S3:*bucketpolicy' }, everyone('a Deny in other cases', 'delete')),
  s3([denyBucket({ Sid: 'A' }), denyBucket({ Sid: 'B' })], {
    name: 'two Denies of everything',
    lock: 'locked-for-everyone',
    roles: ['locks-everyone', 'locks-everyone'],
    recommended: 'delete',
  }),

  // Everyone, by a condition that nobody meets
  s3(
    where('NotIpAddress', 'aws:SourceIp', ['10.0.0.0/8', '192.168.1.0/24']),
    everyone('only private addresses', 'delete', 'public addresses'),
  ),
  s3(
    where('StringNotEquals', 'aws:userId', 'AROAEXAMPLE1234567890:*'),
    everyone('a wildcard that StringNotEquals takes literally', 'delete', 'plain characters'),
  ),
  s3(
    where('ArnNotLike', 'aws:PrincipalArn', `arn:aws:sts::${accountId}:assumed-role/admin/*`),
    everyone('a session ARN, which aws:PrincipalArn never is', 'narrow'),
  ),
  s3(
    where('StringNotLike', 'aws:PrincipalArn', 'arn:aws:iam::*:root'),
    everyone('only root', 'narrow'),
  ),
  s3(
    where('StringNotEquals', 'aws:PrincipalAccount', '999999999999'),
    everyone('only another account', 'narrow'),
  ),
  s3(
    where('StringNotEquals', 'aws:PrincipalOrgID', 'o-somewhere1'),
    everyone('only another organization', 'narrow', 'o-rootkeep00'),
  ),
  s3(
    where('DateGreaterThan', 'aws:CurrentTime', '2024-01-01T00:00:00Z'),
    everyone('from a day that has passed', 'delete', '2026-11-22'),
  ),
  s3(
    where('StringNotEquals', 's3:x-amz-server-side-encryption', 'aws:kms'),
    everyone('encryption demanded of every action', 'narrow', 'never carry'),
  ),
  s3(
    where('StringEquals', 'aws:ResourceAccount', accountId),
    everyone('the own account as the resource', 'delete'),
  ),
  s3(
    where('Bool', 'aws:PrincipalIsAWSService', 'false'),
    everyone('everybody but AWS services', 'narrow'),
  ),
  s3(notPrincipal({ AWS: owner }), everyone('all but the account itself', 'narrow', 'root user')),
  s3(notPrincipal({ AWS: 'AROAEXAMPLE1234567890' }), everyone('all but a deleted role', 'delete')),
  s3(
    notPrincipal({ Service: 'logging.s3.amazonaws.com' }),
    everyone('all but an AWS service', 'narrow', 'left to the service'),
  ),
  s3(
    [
      denyBucket(where('NotIpAddress', 'aws:SourceIp', '192.0.2.0/24')),
      denyBucket(where('StringNotEquals', 'aws:SourceVpce', 'vpce-0a1b2c3d')),
    ],
    {
      name: 'an address in one Deny, an endpoint in another: no request has both',
      lock: 'locked-for-everyone',
      roles: ['locks-all-but-some', 'locks-all-but-some'],
      recommended: 'narrow',
      says: 'at once',
    },
  ),
  s3(
    [
      denyBucket(where('StringNotEquals', 'aws:SourceVpce', 'vpce-0a1b2c3d')),
      denyBucket(where('StringNotEquals', 'aws:SourceVpce', 'vpce-ffffffff')),
    ],
    {
      name: 'two endpoints in two Denies',
      lock: 'locked-for-everyone',
      roles: ['locks-all-but-some', 'locks-all-but-some'],
      recommended: 'narrow',
    },
  ),
  s3(
    [
      denyBucket(where('StringNotEquals', 'aws:SourceVpce', 'vpce-0a1b2c3d')),
      denyBucket(where('Null', 'aws:SourceVpce', 'false')),
    ],
    {
      name: 'only one endpoint, and no endpoint at all',
      lock: 'locked-for-everyone',
      roles: ['locks-all-but-some', 'restricts'],
      recommended: 'narrow',
      says: 'statement 1 and the other Denies at once',
    },
  ),
  s3(
    [
      denyBucket(notPrincipal({ AWS: [owner, `arn:aws:iam::${accountId}:user/ada`] })),
      denyBucket(where('ArnNotEquals', 'aws:PrincipalArn', admin)),
    ],
    {
      name: 'all but one user, and all but one role',
      lock: 'locked-for-everyone',
      roles: ['locks-all-but-some', 'locks-all-but-some'],
      recommended: 'narrow',
    },
  ),

  // All but some
  s3(
    where('StringNotEquals', 'aws:SourceVpce', 'vpce-0a1b2c3d'),
    some('only one endpoint', 'requests through the VPC endpoint vpce-0a1b2c3d'),
  ),
  s3(
    where('StringNotEqualsIfExists', 'aws:SourceVpc', ['vpc-1', 'vpc-2']),
    some('only two VPCs', 'an endpoint of the VPC vpc-1 or vpc-2'),
  ),
  s3(
    where('NotIpAddress', 'aws:SourceIp', ['192.0.2.0/24', '2001:db8::/32', '10.0.0.0/8']),
    some('only some addresses', 'requests from 192.0.2.0/24 or 2001:db8::/32'),
  ),
  s3(
    {
      Condition: {
        NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' },
        StringNotEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d' },
      },
    },
    some(
      'an address or an endpoint',
      'requests from 192.0.2.0/24 and requests through the VPC endpoint vpce-0a1b2c3d',
    ),
  ),
  s3(
    where('StringNotLike', 'aws:userId', ['AROAEXAMPLE1234567890:*', accountId]),
    some('only the sessions of one role', 'deleted and made again has another ID'),
  ),
  s3(where('ArnNotLike', 'aws:PrincipalArn', admin), some('only one role', 'role/admin')),
  s3(
    where('ArnNotLike', 'aws:PrincipalArn', `arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*`),
    some('only roles of Identity Center', 'aws-reserved'),
  ),
  s3(
    where('StringNotLike', 'aws:PrincipalArn', `arn:aws:iam::${accountId}:role/*`),
    some('only roles', 'It spares only roles'),
  ),
  s3(
    where('BoolIfExists', 'aws:MultiFactorAuthPresent', 'false'),
    some('only with MFA', 'whoever signed in with MFA'),
  ),
  s3(
    where('Bool', 'aws:MultiFactorAuthPresent', 'false'),
    some('only with MFA or without temporary credentials', 'long-term access key'),
  ),
  s3(
    where('Null', 'aws:MultiFactorAuthAge', 'true'),
    some('only with the age of an MFA sign-in', 'whoever signed in with MFA'),
  ),
  s3(where('Null', 'aws:SourceVpce', 'true'), some('only some endpoint', 'any VPC endpoint')),
  s3(
    where('Bool', 'aws:ViaAWSService', 'false'),
    some('only through services', 'an AWS service makes'),
  ),
  s3(where('Bool', 'aws:SecureTransport', 'true'), some('only without TLS', 'without TLS')),
  s3(
    where('StringNotEquals', 'aws:PrincipalTag/team', 'storage'),
    some('only one team', 'the policy does not tell'),
  ),
  s3(
    where('StringNotEquals', 'acme:Clearance', 'high'),
    some('a key that nobody knows', 'the policy does not tell'),
  ),
  s3(
    where('SomeNewOperator', 'aws:SourceIp', '192.0.2.0/24'),
    some('an operator that nobody knows', 'the policy does not tell'),
  ),
  s3(
    where('StringNotEquals', 'aws:PrincipalTag/team', '${aws:ResourceTag/team}'),
    some('a policy variable', 'the policy does not tell'),
  ),
  s3(
    where('ForAllValues:StringNotEquals', 'aws:PrincipalOrgPaths', 'o-rootkeep00/r-a/ou-a-1/'),
    some('only one organizational unit', 'accounts below o-rootkeep00/r-a/ou-a-1/'),
  ),
  s3(
    where('DateGreaterThan', 'aws:TokenIssueTime', '2020-01-01T00:00:00Z'),
    some('no session that begins from now on', 'long-term access key'),
  ),
  s3(
    notPrincipal({ AWS: [owner, `arn:aws:iam::${accountId}:user/ada`] }),
    some('all but one user', 'It spares only the user ada'),
  ),
  s3(
    notPrincipal({ AWS: `arn:aws:iam::${accountId}:role/app/deploy` }),
    some('all but a role, without its account', 'AWS may deny even these'),
  ),
  s3(
    notPrincipal({ AWS: `arn:aws:sts::${accountId}:assumed-role/deploy/pipeline` }),
    some('all but a session', 'the session pipeline of the role deploy'),
  ),
  s3(
    {
      Principal: {
        CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be',
      },
    },
    some('a canonical user ID, whose account nobody knows', 'canonical user ID'),
  ),

  // Partly
  s3(
    { Resource: `${bucket.resourceArn}/*` },
    {
      name: 'a Deny on the objects alone',
      lock: 'partly-locked',
      roles: ['locks-everyone'],
      recommended: null,
      says: 'can still be read and changed',
    },
  ),
  s3(
    { Action: 's3:GetBucketPolicy' },
    {
      name: 'a Deny of reading the policy',
      lock: 'partly-locked',
      roles: ['locks-everyone'],
      recommended: 'delete',
    },
  ),
  s3(
    { Action: ['s3:PutBucketPolicy', 's3:PutBucketAcl'] },
    {
      name: 'a Deny of replacing the policy',
      lock: 'partly-locked',
      roles: ['locks-everyone'],
      recommended: 'narrow',
      says: 'still be deleted',
    },
  ),

  // Open
  s3([tls], { ...open('TLS demanded'), says: 'by using TLS' }),
  s3(
    { Resource: undefined, NotResource: bucketAndObjects },
    open('everything but this bucket', 'no-effect-here'),
  ),
  s3(
    { Resource: undefined, NotResource: `${bucket.resourceArn}/public/*` },
    everyone('all but some objects', 'delete'),
  ),
  s3(where('NumericLessThan', 's3:TlsVersion', 1.2), open('TLS 1.2 demanded')),
  s3(
    { Action: 's3:GetObject', ...where('StringNotEquals', 'aws:SourceVpce', 'vpce-1') },
    open('objects through one endpoint'),
  ),
  s3({ Action: 's3:DeleteBucket' }, open('no deletion of the bucket')),
  s3({ Resource: `${bucket.resourceArn}/secret/*` }, open('a part of the objects')),
  s3({ Principal: { AWS: admin } }, open('one role denied')),
  s3({ Principal: { AWS: '999999999999' } }, open('another account denied')),
  s3(
    { Principal: { AWS: 'AIDAEXAMPLE1234567890' } },
    open('a deleted user denied', 'no-effect-here'),
  ),
  s3(
    where('StringNotEquals', 'aws:PrincipalOrgID', 'o-rootkeep00'),
    open('only the own organization'),
  ),
  s3(where('StringNotEquals', 'aws:PrincipalAccount', accountId), open('only the own account')),
  s3(
    where('StringNotEquals', 'aws:ResourceAccount', '${aws:PrincipalAccount}'),
    open('the own account as a variable', 'no-effect-here'),
  ),
  s3(
    where('DateLessThan', 'aws:CurrentTime', '2020-01-01'),
    open('until a day that has passed', 'no-effect-here'),
  ),
  s3(
    where('DateLessThan', 'aws:TokenIssueTime', '2026-01-01T00:00:00Z'),
    open('old sessions denied'),
  ),
  s3(where('StringEquals', 'aws:SourceVpce', 'vpce-1'), open('one endpoint denied')),
  s3(where('IpAddress', 'aws:SourceIp', '198.51.100.0/24'), open('some addresses denied')),
  s3(where('NotIpAddress', 'aws:SourceIp', ['0.0.0.0/0', '::/0']), open('every address let in')),
  s3(
    where('ArnNotLike', 'aws:PrincipalArn', `arn:aws:iam::${accountId}:*`),
    open('every principal of the account'),
  ),
  s3(
    {
      Action: 's3:PutObject',
      ...where('StringNotEquals', 's3:x-amz-server-side-encryption', 'aws:kms'),
    },
    open('encryption demanded of writing'),
  ),
  s3({ Action: 'ec2:*' }, open('another service', 'no-effect-here')),
  s3({ Resource: 'arn:aws:s3:::ledgers' }, open('another bucket', 'no-effect-here')),
  s3([logsWrite], open('an Allow alone', 'allows')),
  s3(
    {
      Action: 's3:*',
      Condition: {
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-rootkeep00' },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
      },
    },
    open('a data perimeter'),
  ),

  // Queues
  sqs({}, everyone('a queue denied to everyone', 'delete')),
  sqs([topicSends, denyQueue({ Sid: 'All' })], {
    name: 'a queue denied to everyone beside an Allow',
    lock: 'locked-for-everyone',
    roles: ['allows', 'locks-everyone'],
    recommended: 'drop',
  }),
  sqs(
    { Action: 'SQS:SetQueueAttributes', Sid: 'NoChange' },
    everyone('a queue that cannot be changed', 'delete', 'sqs:RemovePermission'),
  ),
  sqs(
    { Action: ['sqs:GetQueueAttributes', 'sqs:SetQueueAttributes', 'sqs:DeleteQueue'] },
    everyone('a queue that cannot be managed', 'narrow'),
  ),
  sqs(
    { Action: 'sqs:GetQueueAttributes' },
    {
      name: 'a queue that cannot be looked at',
      lock: 'partly-locked',
      roles: ['locks-everyone'],
      recommended: 'delete',
    },
  ),
  sqs({ Action: 'sqs:Set*' }, everyone('a wildcard of setting', 'delete')),
  sqs(
    where('ArnNotEquals', 'aws:SourceArn', `arn:aws:sns:eu-central-1:${accountId}:orders-retired`),
    everyone('only one topic', 'narrow', 'only AWS services send this key'),
  ),
  sqs(
    where('StringNotEquals', 'aws:SourceVpce', 'vpce-0a1b2c3d'),
    some('a queue behind one endpoint', 'vpce-0a1b2c3d'),
  ),
  sqs({ Principal: { AWS: '1111-2222-3333' } }, everyone('an account with hyphens', 'narrow')),
  sqs({ Resource: `/${accountId}/orders` }, everyone('a queue named the old way', 'delete')),
  sqs({ Resource: 'arn:aws:sqs:*:*:order?' }, everyone('a queue by wildcards', 'delete')),
  sqs(
    { Action: 'sqs:SendMessage', ...where('Bool', 'aws:SecureTransport', false) },
    open('sending without TLS denied'),
  ),
  sqs(
    { Action: 'sqs:ReceiveMessage' },
    {
      name: 'nobody may receive',
      lock: 'partly-locked',
      roles: ['locks-everyone'],
      recommended: null,
      says: 'receive messages',
    },
  ),
  sqs(
    where('StringNotEquals', 'aws:RequestedRegion', 'eu-central-1'),
    open('another Region', 'no-effect-here'),
  ),
  sqs(
    where('StringNotEquals', 'aws:RequestedRegion', 'us-east-1'),
    everyone('only another Region', 'delete', 'eu-central-1'),
  ),
  sqs([topicSends], open('an ordinary queue', 'allows')),
]
