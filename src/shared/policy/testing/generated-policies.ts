import fc from 'fast-check'
import { bucket, policyCases, queue } from './policy-cases.ts'

/** Policies of all sorts: sensible, absurd, and both in one. */

export type GeneratedPolicy = {
  readonly context: typeof bucket
  readonly statements: readonly object[]
  readonly version: string | undefined
}

const accountId = bucket.accountId
const oneOrMany = (text: fc.Arbitrary<string>) =>
  fc.oneof(text, fc.uniqueArray(text, { minLength: 1, maxLength: 3 }))

const awsPrincipal = fc.constantFrom(
  '*',
  accountId,
  `arn:aws:iam::${accountId}:root`,
  '999999999999',
  `arn:aws:iam::${accountId}:role/admin`,
  `arn:aws:iam::${accountId}:user/ada`,
  `arn:aws:sts::${accountId}:assumed-role/admin/ada`,
  'AIDAEXAMPLE1234567890',
)
const principal = fc.oneof(
  { weight: 3, arbitrary: fc.constant('*') },
  fc.record({ AWS: oneOrMany(awsPrincipal) }),
  fc.record({ Service: fc.constant('sns.amazonaws.com') }),
  fc.record({ CanonicalUser: fc.constant('79a59df900b949e5') }),
)
const actions = {
  s3: [
    '*',
    's3:*',
    's3:Get*',
    's3:Put*',
    's3:*Policy',
    's3:PutBucketPolicy',
    's3:DeleteBucketPolicy',
    's3:GetBucketPolicy',
    's3:GetObject',
    's3:PutObject',
    's3:ListBucket',
    'ec2:*',
  ],
  sqs: [
    '*',
    'sqs:*',
    'SQS:*',
    'sqs:Set*',
    'sqs:GetQueueAttributes',
    'sqs:SetQueueAttributes',
    'sqs:SendMessage',
    'sqs:*Message',
  ],
} as const
const resources = {
  s3: [
    '*',
    bucket.resourceArn,
    `${bucket.resourceArn}/*`,
    `${bucket.resourceArn}*`,
    'arn:aws:s3:::other',
    `${bucket.resourceArn}/a/*`,
  ],
  sqs: [
    '*',
    queue.resourceArn,
    'arn:aws:sqs:*:*:ord?rs',
    'arn:aws:sqs:eu-central-1:111122223333:other',
  ],
} as const
const operators = fc
  .tuple(
    fc.constantFrom('', '', '', 'ForAllValues:', 'ForAnyValue:'),
    fc.constantFrom(
      'StringEquals',
      'StringNotEquals',
      'StringLike',
      'StringNotLike',
      'ArnLike',
      'ArnNotLike',
      'Bool',
      'Null',
      'IpAddress',
      'NotIpAddress',
      'DateGreaterThan',
      'NumericLessThan',
      'Strange',
    ),
    fc.constantFrom('', '', 'IfExists'),
  )
  .map((parts) => parts.join(''))
const keys = fc.constantFrom(
  'aws:SourceVpce',
  'aws:SourceVpc',
  'aws:SourceIp',
  'aws:PrincipalArn',
  'AWS:principalarn',
  'aws:userId',
  'aws:username',
  'aws:PrincipalAccount',
  'aws:PrincipalOrgID',
  'aws:PrincipalTag/team',
  'aws:SecureTransport',
  'aws:MultiFactorAuthPresent',
  'aws:CurrentTime',
  'aws:SourceArn',
  'aws:ResourceAccount',
  's3:x-amz-acl',
  's3:TlsVersion',
  'acme:Key',
)
const values = fc.constantFrom<string | number | boolean>(
  'vpce-1',
  'vpce-2',
  '192.0.2.0/24',
  '10.0.0.0/8',
  '0.0.0.0/0',
  `arn:aws:iam::${accountId}:role/admin`,
  `arn:aws:iam::*:role/*`,
  'AROAEXAMPLE1234567890:*',
  accountId,
  '999999999999',
  'o-rootkeep00',
  'true',
  false,
  '2020-01-01T00:00:00Z',
  '2030-01-01',
  1.2,
  '*',
  '${aws:username}',
  '${aws:PrincipalAccount}',
  'é“日本”\u{1F512}',
)
const condition = fc.dictionary(
  operators,
  fc.dictionary(keys, fc.oneof(values, fc.array(values, { minLength: 1, maxLength: 3 })), {
    minKeys: 1,
    maxKeys: 2,
  }),
  { maxKeys: 2 },
)

const statement = (service: 's3' | 'sqs') =>
  fc
    .record({
      sid: fc.option(fc.constantFrom('A', 'B', 'Ünicode “Sid”', '\\"quoted\\"'), {
        nil: undefined,
      }),
      effect: fc.constantFrom('Deny', 'Deny', 'Deny', 'Allow'),
      isNotPrincipal: fc.boolean(),
      principal,
      isNotAction: fc.nat({ max: 3 }).map((number) => number === 0),
      action: oneOrMany(fc.constantFrom(...actions[service])),
      isNotResource: fc.nat({ max: 5 }).map((number) => number === 0),
      resource: oneOrMany(fc.constantFrom(...resources[service])),
      condition: fc.option(condition, { nil: undefined }),
      extra: fc.option(fc.constant({ deep: [1, null, { '': [] }] }), { nil: undefined, freq: 9 }),
    })
    .map((parts) => ({
      Sid: parts.sid,
      Effect: parts.effect,
      [parts.isNotPrincipal ? 'NotPrincipal' : 'Principal']: parts.principal,
      [parts.isNotAction ? 'NotAction' : 'Action']: parts.action,
      [parts.isNotResource ? 'NotResource' : 'Resource']: parts.resource,
      Condition: parts.condition,
      Comment: parts.extra,
    }))

export const generatedPolicy: fc.Arbitrary<GeneratedPolicy> = fc
  .constantFrom(bucket, queue)
  .chain((context) =>
    fc.record({
      context: fc.constant(context),
      statements: fc.array(
        fc.oneof(
          statement(context.service),
          fc.constantFrom(
            ...policyCases.filter((one) => one.context === context).flatMap(statementsOf),
          ),
        ),
        { minLength: 1, maxLength: 5 },
      ),
      version: fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17', undefined),
    }),
  )

/** The same policy as different people lay it out. */
export const layout = fc.record({
  indent: fc.constantFrom<string | number>(0, 1, 2, 4, '\t'),
  eol: fc.constantFrom('\n', '\r\n'),
  before: fc.constantFrom('', ' ', '\n', '\uFEFF'),
  after: fc.constantFrom('', '\n', ' \r\n'),
  isSingle: fc.boolean(),
})
export type Layout = typeof layout extends fc.Arbitrary<infer T> ? T : never

export function textOf({ statements, version }: GeneratedPolicy, layout: Layout): string {
  const [only] = statements
  const list = layout.isSingle && statements.length === 1 ? only : statements
  const policy = { Version: version, Id: 'generated', Statement: list, Trailer: 'kept' }
  const json = JSON.stringify(policy, null, layout.indent).replaceAll('\n', layout.eol)
  return `${layout.before}${json}${layout.after}`
}

function statementsOf({ policy }: { readonly policy: object }): object[] {
  return 'Statement' in policy && Array.isArray(policy.Statement)
    ? (policy.Statement as object[])
    : []
}
