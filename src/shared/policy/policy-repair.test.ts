import { describe, expect, test } from 'vitest'
import { analysePolicy } from './policy-analysis.ts'
import { policyLimitBytes, type PolicyContext } from './policy-context.ts'
import { parsePolicy, utf8Bytes, type ParsedPolicy } from './policy-document.ts'
import { deletion, proposeRepairs, type Repair, type RepairKind } from './policy-repair.ts'
import { bucket, denyBucket, denyQueue, queue } from './testing/policy-cases.ts'

function parsed(text: string): ParsedPolicy {
  const policy = parsePolicy(text)
  if (!policy.ok) throw new Error(JSON.stringify(policy.problems))
  return policy
}

function repairsOf(text: string, context: PolicyContext = bucket): Repair[] {
  const policy = parsed(text)
  return proposeRepairs(policy, analysePolicy(policy, context), context)
}

function repaired(kind: RepairKind, text: string, context: PolicyContext = bucket): string | null {
  const repair = repairsOf(text, context).find((one) => one.kind === kind)
  if (!repair) throw new Error(`no repair to ${kind}`)
  return repair.policy
}

const policyOf = (statements: readonly object[], indent?: number) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, indent)
const onlyEndpoint = { Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } }
const tls = denyBucket({ Sid: 'Tls', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })

describe('to narrow a statement', () => {
  test('that denies every action turns it round, where it stands', () => {
    const text = `{
  "Version" : "2012-10-17",
  "Statement": [
    { "Effect": "Deny",   "Principal": "*",
      "Action":   "s3:*", "Resource": ["arn:aws:s3:::ledger","arn:aws:s3:::ledger/*"],
      "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}, "Sid": "x" } ]
}
`
    expect(repaired('narrow', text)).toBe(
      text.replace(
        '"Action":   "s3:*"',
        '"NotAction":   ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"]',
      ),
    )
  })

  test('on one line keeps it on one line', () => {
    const text = policyOf([denyBucket(onlyEndpoint)])
    expect(repaired('narrow', text)).toBe(
      text.replace(
        '"Action":"s3:*"',
        '"NotAction":["s3:GetBucketPolicy","s3:PutBucketPolicy","s3:DeleteBucketPolicy"]',
      ),
    )
  })

  test('with a list, an item a line, keeps it so', () => {
    const text = policyOf([denyBucket({ ...onlyEndpoint, Action: ['s3:*'] })], 4)
    expect(repaired('narrow', text)).toBe(
      text.replace(
        '"Action": [\n                "s3:*"\n            ]',
        '"NotAction": [\n                "s3:GetBucketPolicy",\n                "s3:PutBucketPolicy",\n                "s3:DeleteBucketPolicy"\n            ]',
      ),
    )
  })

  test('that denies all but some adds the exceptions that are missing', () => {
    const parts = { Action: undefined, ...onlyEndpoint }
    const one = policyOf([denyBucket({ ...parts, NotAction: 's3:GetBucketPolicy' })])
    expect(repaired('narrow', one)).toContain(
      '"NotAction":["s3:GetBucketPolicy","s3:PutBucketPolicy","s3:DeleteBucketPolicy"]',
    )
    const many = policyOf([denyBucket({ ...parts, NotAction: ['s3:Get*', 's3:List*'] })], 2)
    expect(repaired('narrow', many)).toContain(
      '"s3:List*",\n        "s3:PutBucketPolicy",\n        "s3:DeleteBucketPolicy"\n      ]',
    )
  })

  test('that names actions takes out those on the policy', () => {
    const Action = [
      's3:PutBucketPolicy',
      's3:PutBucketAcl',
      's3:deletebucketpolicy',
      's3:DeleteBucket',
      's3:*Policy',
    ]
    expect(repaired('narrow', policyOf([denyBucket({ Action })]))).toContain(
      '"Action":["s3:PutBucketAcl","s3:DeleteBucket"]',
    )
  })

  test('with wildcards that reach objects takes out the bucket, and keeps its objects', () => {
    const text = policyOf([denyBucket({ Action: ['s3:Put*', 's3:putbucketpolicy', 's3:Delete*'] })])
    expect(repaired('narrow', text)).toBe(
      text.replace('"arn:aws:s3:::ledger",', '').replace('"s3:putbucketpolicy",', ''),
    )
  })

  test('with an action that no object knows keeps the bucket, since S3 would refuse it otherwise', () => {
    const text = policyOf([denyBucket({ Action: ['s3:Put*', 's3:Delete*', 's3:ListBucket'] })])
    expect(repaired('narrow', text)).toContain(
      '"Action":["s3:ListBucket"],"Resource":["arn:aws:s3:::ledger","arn:aws:s3:::ledger/*"]',
    )
  })

  test('of a queue leaves out reading and setting its attributes', () => {
    const text = policyOf([denyQueue(onlyEndpoint)])
    expect(repaired('narrow', text, queue)).toContain(
      '"NotAction":["sqs:GetQueueAttributes","sqs:SetQueueAttributes"]',
    )
  })

  test('that names a deleted role drops it: AWS takes no such principal back', () => {
    const NotPrincipal = { AWS: ['AROAEXAMPLE1234567890', 'arn:aws:iam::111122223333:role/a'] }
    const text = policyOf([
      tls,
      denyBucket({ Principal: undefined, NotPrincipal }),
      denyBucket(onlyEndpoint),
    ])
    const [narrow] = repairsOf(text)
    expect(narrow).toMatchObject({
      kind: 'narrow',
      recommended: true,
      changedStatements: [
        { index: 1, change: 'dropped' },
        { index: 2, change: 'narrowed' },
      ],
    })
    expect(narrow?.sentence).toContain('deleted user or role')
  })

  test('is not offered where the result would be larger than AWS takes', () => {
    const sid = (length: number) =>
      policyOf([denyQueue({ Sid: 'x'.repeat(length), ...onlyEndpoint })])
    const full = sid(policyLimitBytes.sqs - sid(0).length)
    expect(utf8Bytes(full)).toBe(policyLimitBytes.sqs)
    expect(repairsOf(full, queue).map(({ kind }) => kind)).toEqual(['delete'])
    expect(repairsOf(sid(1_000), queue).map(({ kind }) => kind)).toEqual(['narrow', 'delete'])
  })

  test('says what stays out of reach', () => {
    const [narrow] = repairsOf(policyOf([denyBucket()]))
    expect(narrow?.sentence).toContain('nobody can read or write objects')
    expect(narrow?.lockAfter).toBe('partly-locked')
  })
})

describe('to drop a statement', () => {
  const lock = denyBucket({ Sid: 'Lock' })
  const other = denyBucket({ Sid: 'Other', Action: 's3:DeleteBucket' })
  const spaced = (...statements: readonly object[]) =>
    `{"Statement" : [ ${statements.map((one) => JSON.stringify(one)).join(' ,\n  ')}  ] }`

  test.each([
    ['at the head', [lock, tls, other]],
    ['in the middle', [tls, lock, other]],
    ['at the end', [tls, other, lock]],
    ['twice in a row', [tls, lock, lock, other]],
    ['at both ends', [lock, tls, other, lock]],
  ])('%s takes one comma and its white space along', (_, statements) => {
    const [first, second] = [tls, other].map((one) => JSON.stringify(one))
    const after = repaired('drop', spaced(...statements))
    expect(after).toBe(`{"Statement" : [ ${first} ,\n  ${second}  ] }`)
  })

  test('leaves a list of one where one is left', () => {
    expect(repaired('drop', spaced(lock, tls))).toBe(`{"Statement" : [ ${JSON.stringify(tls)}  ] }`)
  })

  test('that is all there is means to delete the policy', () => {
    for (const text of [policyOf([lock]), `{"Statement":${JSON.stringify(lock)}}`]) {
      expect(repairsOf(text).map(({ kind, recommended }) => [kind, recommended])).toEqual([
        ['narrow', false],
        ['delete', true],
      ])
    }
  })

  test('that shields a public bucket says so, and is not recommended', () => {
    const open = {
      Sid: 'Open',
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::ledger/*',
    }
    const repairs = repairsOf(policyOf([open, lock]))
    expect(repairs.find(({ recommended }) => recommended)?.kind).toBe('narrow')
    expect(repairs.find(({ kind }) => kind === 'drop')?.caveats.join(' ')).toContain(
      'Statement 1 (“Open”)',
    )
  })

  test('that shields what is public under a condition is recommended all the same', () => {
    const cdn = {
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::ledger/*',
      Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
    }
    const repairs = repairsOf(policyOf([cdn, lock]))
    expect(repairs.find(({ recommended }) => recommended)).toMatchObject({
      kind: 'drop',
      caveats: [],
    })
  })

  test('leaves alone one that only guards against deletion', () => {
    const guard = denyBucket({
      Action: 's3:DeleteBucketPolicy',
      Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/admin' } },
    })
    const text = policyOf([guard, denyBucket(onlyEndpoint)])
    for (const { kind, changedStatements } of repairsOf(text)) {
      if (kind !== 'delete') expect(changedStatements.map(({ index }) => index)).toEqual([1])
    }
  })
})

describe('a repair', () => {
  test('warns of what AWS would refuse', () => {
    const deleted = { ...tls, Principal: { AWS: ['AIDAEXAMPLE1234567890', '*'] } }
    const text = ` ${policyOf([deleted, denyBucket()])}`
    const drop = repairsOf(text).find(({ kind }) => kind === 'drop')
    expect(drop?.caveats).toHaveLength(2)
  })

  test('to delete is offered even where the text is no policy', () => {
    expect(deletion(null, bucket)).toMatchObject({
      kind: 'delete',
      policy: null,
      changedStatements: [],
    })
  })

  test('of an open policy is offered, never recommended', () => {
    expect(repairsOf(policyOf([tls])).map(({ kind, recommended }) => [kind, recommended])).toEqual([
      ['delete', false],
    ])
  })

  test('of a 20 KB policy takes no time that anybody notices', { timeout: 2_000 }, () => {
    const allow = (index: number) => ({
      Sid: `Team${index}`,
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${111_122_223_333 + index}:root` },
      Action: ['s3:GetObject', 's3:ListBucket'],
      Resource: ['arn:aws:s3:::ledger', `arn:aws:s3:::ledger/team-${index}/*`],
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-rootkeep00' } },
    })
    const statements = [
      tls,
      denyBucket(onlyEndpoint),
      ...Array.from({ length: 75 }, (_, index) => allow(index)),
    ]
    const text = policyOf(statements)
    expect(utf8Bytes(text)).toBeGreaterThan(19_000)
    // Twenty of them in the time limit: 100 ms each, several times what it takes.
    for (let round = 0; round < 20; round += 1) expect(repairsOf(text)).toHaveLength(3)
  })
})
