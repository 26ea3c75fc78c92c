import { describe, expect, test } from 'vitest'
import { analysePolicy } from './policy-analysis.ts'
import { parsePolicy, type ParsedPolicy } from './policy-document.ts'
import { proposeRepairs } from './policy-repair.ts'
import { bucket, denyBucket, policyCases } from './testing/policy-cases.ts'

function parsed(policy: object): ParsedPolicy {
  const result = parsePolicy(JSON.stringify(policy))
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result
}

describe('a policy is read for what it does', () => {
  test.each(policyCases.map((one) => [one.name, one] as const))(
    '%s',
    (_, { policy, context, lock, roles, recommended, says }) => {
      const document = parsed(policy)
      const analysis = analysePolicy(document, context)
      expect(analysis.statements.map(({ role }) => role)).toEqual(roles)
      expect(analysis.lock).toBe(lock)
      const repairs = proposeRepairs(document, analysis, context)
      expect(repairs.find((repair) => repair.recommended)?.kind ?? null).toBe(recommended)
      const sentences = [analysis.sentence, ...analysis.statements.map(({ sentence }) => sentence)]
      if (says !== undefined) expect(sentences.join('\n')).toContain(says)
    },
  )
})

describe('of a Deny with conditions it is said', () => {
  const conditionsOf = (statement: object, context = bucket) =>
    analysePolicy(parsed({ Version: '2012-10-17', Statement: [statement] }), context).statements[0]
      ?.conditions
  const where = (operator: string, key: string, value: unknown) =>
    denyBucket({ Condition: { [operator]: { [key]: value } } })

  test.each([
    ['everybody, by using TLS', where('Bool', 'aws:SecureTransport', 'false'), 'anyone', true],
    ['some', where('StringNotEquals', 'aws:SourceVpce', 'vpce-1'), 'some', true],
    ['perhaps some', where('StringNotEquals', 'acme:Key', 'x'), 'some', false],
    ['nobody', where('NotIpAddress', 'aws:SourceIp', '10.0.0.0/8'), 'nobody', true],
  ])('who can still meet it: %s', (_, statement, metBy, sure) => {
    expect(conditionsOf(statement)).toMatchObject([{ metBy, sure }])
  })

  test('of each of several by itself', () => {
    const statement = denyBucket({
      Condition: {
        StringNotEquals: { 'aws:SourceVpce': 'vpce-1', 'aws:PrincipalAccount': '999999999999' },
        NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' },
      },
    })
    expect(conditionsOf(statement)?.map(({ key, metBy }) => [key, metBy])).toEqual([
      ['aws:SourceVpce', 'some'],
      ['aws:PrincipalAccount', 'nobody'],
      ['aws:SourceIp', 'some'],
    ])
  })

  test('that it cannot be told who is a member, where the organization is not known', () => {
    const statement = where('StringNotEquals', 'aws:PrincipalOrgID', 'o-rootkeep00')
    expect(conditionsOf(statement)).toMatchObject([{ metBy: 'anyone' }])
    expect(conditionsOf(statement, { ...bucket, organizationId: null })).toMatchObject([
      { metBy: 'some', sure: false },
    ])
  })

  test('when a date turns it on', () => {
    const statement = where('DateGreaterThan', 'aws:CurrentTime', '2026-12-01T00:00:00Z')
    const lockAt = (now: string) =>
      analysePolicy(parsed({ Statement: statement }), { ...bucket, now }).lock
    expect([lockAt('2026-11-30T00:00:00Z'), lockAt('2026-12-02T00:00:00Z')]).toEqual([
      'open',
      'locked-for-everyone',
    ])
  })
})

describe('what a statement takes away', () => {
  test.each([
    [{}, ['read-policy', 'replace-policy', 'delete-policy', 'read-data', 'write-data']],
    [{ Action: 's3:Get*' }, ['read-policy', 'read-data']],
    [{ Action: ['s3:PutBucketPolicy'] }, ['replace-policy']],
    [
      { Action: 's3:*', Resource: bucket.resourceArn },
      ['read-policy', 'replace-policy', 'delete-policy'],
    ],
    [{ Action: 's3:*', Resource: `${bucket.resourceArn}/*` }, ['read-data', 'write-data']],
    [{ Action: 's3:DeleteObject' }, []],
  ])('%j: %j', (parts, takesAway) => {
    const [statement] = analysePolicy(parsed({ Statement: denyBucket(parts) }), bucket).statements
    expect(statement?.takesAway).toEqual(takesAway)
  })

  test('is never said to be left to the root user, where it is data', () => {
    const { sentence } =
      analysePolicy(parsed({ Statement: denyBucket() }), bucket).statements[0] ?? {}
    expect(sentence).toContain(
      'nobody but the root user can read or change this policy, and nobody can read or write objects',
    )
  })
})

test('who gets past several Denies is named by all that they ask for', () => {
  const policy = parsed({
    Statement: [
      denyBucket({
        Condition: { NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '198.51.100.7'] } },
      }),
      denyBucket({
        Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/admin' } },
      }),
      denyBucket({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    ],
  })
  const { lock, sentence, lockedBy } = analysePolicy(policy, bucket)
  expect([lock, lockedBy]).toEqual(['locked-for-all-but-some', [0, 1]])
  expect(sentence).toContain('requests from 192.0.2.0/24 or 198.51.100.7')
  expect(sentence).toContain('that are also')
  expect(sentence).toContain('role/admin')
})

test('a verdict says where it cannot be told whether anybody is left', () => {
  const keyed = (key: string) =>
    analysePolicy(
      parsed({ Statement: denyBucket({ Condition: { StringNotEquals: { [key]: 'x' } } }) }),
      bucket,
    ).sentence
  expect(keyed('acme:Key')).toContain('whether any exist, the policy does not tell')
  expect(keyed('aws:SourceVpce')).not.toContain('the policy does not tell')
})

test('of Denies that lock between them alone, no more are named than must change', () => {
  const denied = (authType: string) =>
    denyBucket({ Condition: { StringEquals: { 's3:authType': authType } } })
  const tls = denyBucket({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } })
  const { lock, lockedBy, statements } = analysePolicy(
    parsed({ Statement: [denied('REST-HEADER'), tls, denied('REST-QUERY-STRING')] }),
    bucket,
  )
  expect(statements.map(({ role }) => role)).toEqual(['restricts', 'restricts', 'restricts'])
  expect(lock).toBe('locked-for-all-but-some')
  expect(lockedBy).toHaveLength(1)
  expect(lockedBy).not.toContain(1)
})

test(
  'a search that would take too long says that it cannot tell, and says so soon',
  { timeout: 5_000 },
  () => {
    const statements = Array.from({ length: 60 }, (_, index) =>
      denyBucket({
        Condition: {
          StringNotEquals: {
            [`aws:PrincipalTag/${index % 9}`]: `x${index}`,
            [`acme:${index % 7}`]: `y${index}`,
            [`acme:${(index * 3) % 5}`]: `z${index}`,
          },
        },
      }),
    )
    const policy = parsed({ Statement: statements })
    expect(['locked-for-everyone', 'locked-for-all-but-some']).toContain(
      analysePolicy(policy, bucket).lock,
    )
  },
)
