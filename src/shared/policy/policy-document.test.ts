import { describe, expect, test } from 'vitest'
import { parsePolicy, utf8Bytes, type ParsedPolicy } from './policy-document.ts'

const statement = {
  Sid: 'One',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: 'arn:aws:s3:::ledger',
}
const policyOf = (parts: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, ...parts }] })

function parsed(text: string): ParsedPolicy {
  const policy = parsePolicy(text)
  if (!policy.ok) throw new Error(JSON.stringify(policy.problems))
  return policy
}

function problemsOf(text: string, limitBytes: number | null = null) {
  const policy = parsePolicy(text, limitBytes)
  return policy.ok ? [] : policy.problems.map(({ code, line, column }) => ({ code, line, column }))
}
const codesOf = (text: string) => problemsOf(text).map(({ code }) => code)

describe('a legal policy is read, however it is written', () => {
  test('single values and lists, all elements and their Not forms', () => {
    const { statements, version, id } = parsed(`{
      "Version": "2008-10-17", "Id": "old",
      "Statement": {
        "Effect": "Allow",
        "NotPrincipal": { "AWS": ["111122223333", "arn:aws:iam::111122223333:role/a"], "Service": "sns.amazonaws.com" },
        "NotAction": ["s3:GetObject"],
        "NotResource": "arn:aws:s3:::ledger/*",
        "Condition": { "StringLike": { "aws:userId": ["A", "B"], "s3:max-keys": 10 }, "Bool": { "aws:SecureTransport": true } }
      }
    }`)
    expect([version, id]).toEqual(['2008-10-17', 'old'])
    expect(statements).toMatchObject([
      {
        index: 0,
        sid: null,
        effect: 'Allow',
        principals: null,
        actions: null,
        resources: null,
        notPrincipals: [
          { kind: 'account', accountId: '111122223333' },
          { kind: 'role', accountId: '111122223333' },
          { kind: 'service', accountId: null },
        ],
        notActions: ['s3:GetObject'],
        notResources: ['arn:aws:s3:::ledger/*'],
        conditions: [
          { operator: 'StringLike', key: 'aws:userId', values: ['A', 'B'] },
          { operator: 'StringLike', key: 's3:max-keys', values: ['10'] },
          { operator: 'Bool', key: 'aws:SecureTransport', values: ['true'] },
        ],
      },
    ])
  })

  test.each([
    ['*', 'everyone', null],
    ['1111-2222-3333', 'account', '111122223333'],
    ['arn:aws-cn:iam::111122223333:root', 'account', '111122223333'],
    ['arn:aws:iam::111122223333:user/path/ada', 'user', '111122223333'],
    ['arn:aws:sts::111122223333:assumed-role/admin/ada', 'role-session', '111122223333'],
    ['arn:aws:sts::111122223333:federated-user/ada', 'federated-user', '111122223333'],
    ['AIDAEXAMPLE1234567890', 'unique-id', null],
    ['arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1', 'user', null],
    ['what?', 'unknown', null],
  ])('the principal %s is %s', (text, kind, accountId) => {
    const { statements } = parsed(policyOf({ Principal: { AWS: text } }))
    expect(statements[0]?.principals).toEqual([{ kind, text, accountId }])
  })

  test('unicode, escapes, an empty condition, and no version', () => {
    const { statements, version, remarks } = parsed(
      String.raw`{"Statement":[{"Sid":"\u00c4\ud83d\udd12 “x”","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{}}]}`,
    )
    expect(statements[0]?.sid).toBe('Ä🔒 “x”')
    expect(version).toBeNull()
    expect(remarks.map(({ code }) => code)).toEqual(['old-version'])
  })

  test('what it does not know is kept by name and remarked', () => {
    const policy = parsed(
      `{"Version":"2012-10-17","Owner":1,"Statement":[${JSON.stringify({ ...statement, Comment: {} })}]}`,
    )
    expect([policy.unknownKeys, policy.statements[0]?.unknownKeys]).toEqual([
      ['Owner'],
      ['Comment'],
    ])
    expect(policy.remarks.map(({ code }) => code)).toEqual(['unknown-key', 'unknown-key'])
  })

  test('a byte order mark, duplicate Sids, a missing Resource and a deleted principal are remarked', () => {
    const bare = { ...statement, Resource: undefined, Principal: { AWS: 'AROAEXAMPLE1234567890' } }
    const { remarks } = parsed(
      `\uFEFF{"Version":"2012-10-17","Statement":[${JSON.stringify(statement)},${JSON.stringify(bare)}]}`,
    )
    expect(remarks.map(({ code }) => code).toSorted()).toEqual([
      'deleted-principal',
      'duplicate-sid',
      'not-first-byte',
      'resource-missing',
    ])
  })

  test('keys that are special to JavaScript are keys like others', () => {
    const policy = parsed(
      `{"Statement":[${JSON.stringify(statement).slice(0, -1)},"Condition":{"__proto__":{"constructor":"x"}}}]}`,
    )
    expect(policy.statements[0]?.conditions).toMatchObject([
      { operator: '__proto__', key: 'constructor' },
    ])
  })
})

describe('what is no policy is said to be none, and where', () => {
  test.each([
    ['', ['empty']],
    [' \n\t', ['empty']],
    ['{', ['not-json']],
    ['{"a":1,}', ['not-json', 'not-json']],
    ['// no\n{}', ['not-json']],
    ['[1]', ['not-an-object']],
    ['"{}"', ['not-an-object']],
    ['{}', ['statement-missing']],
    ['{"Statement":[]}', ['statement-empty']],
    ['{"Statement":[1,"a"]}', ['wrong-type', 'wrong-type']],
    ['{"Version":"2020-01-01","Statement":[]}', ['version-unknown', 'statement-empty']],
    [
      '{"Id":1,"Version":2012,"Statement":[]}',
      ['wrong-type', 'version-unknown', 'statement-empty'],
    ],
    ['{"Statement":[],"Statement":[]}', ['duplicate-key', 'statement-empty']],
    [`${'['.repeat(200)}${']'.repeat(200)}`, ['too-deep']],
    ['['.repeat(30_000), ['not-json']],
    [`/*"*/${'['.repeat(30_000)}`, ['not-json']],
  ])('%s', (text, codes) => {
    expect(codesOf(text)).toEqual(codes)
  })

  test.each([
    ['no Effect', { Effect: undefined }, ['effect-missing']],
    ['an Effect in other letters', { Effect: 'deny' }, ['effect-unknown']],
    ['both Principal and NotPrincipal', { NotPrincipal: '*' }, ['principal-twice']],
    ['no principal', { Principal: undefined }, ['principal-missing']],
    ['a principal as a plain text', { Principal: '111122223333' }, ['wrong-type']],
    ['a principal of a kind that is not', { Principal: { Group: 'x' } }, ['wrong-type']],
    ['an empty principal', { Principal: {} }, ['wrong-type']],
    ['both Action and NotAction', { NotAction: '*' }, ['action-twice']],
    ['no action', { Action: undefined }, ['action-missing']],
    ['a number as an action', { Action: [1, 's3:*', null] }, ['wrong-type', 'wrong-type']],
    ['an empty list of actions', { Action: [] }, ['wrong-type']],
    ['both Resource and NotResource', { NotResource: '*' }, ['resource-twice']],
    ['a condition as a text', { Condition: 'x' }, ['wrong-type']],
    ['an operator with a text', { Condition: { Bool: 'x' } }, ['wrong-type']],
    ['a condition value that is an object', { Condition: { Bool: { k: [{}] } } }, ['wrong-type']],
    ['a Sid that is a number', { Sid: 1 }, ['wrong-type']],
    [
      'all at once',
      { Sid: 1, Effect: 0, Principal: [], Action: {} },
      ['wrong-type', 'effect-unknown', 'wrong-type', 'wrong-type'],
    ],
  ])('a statement with %s', (_, parts, codes) => {
    expect(codesOf(policyOf(parts))).toEqual(codes)
  })

  test('names that are there twice are found at every depth', () => {
    const text =
      '{"Statement":[{"Effect":"Deny","Effect":"Allow","Principal":{"AWS":"*","AWS":"*"},"Action":"*","Resource":"*","Condition":{"Bool":{"k":"1","k":"2"}}}]}'
    expect(codesOf(text)).toEqual(['duplicate-key', 'duplicate-key', 'duplicate-key'])
  })

  test('each problem has its line and column, whatever ends the lines', () => {
    for (const eol of ['\n', '\r\n', '\r']) {
      const text = [
        '{',
        '  "Version": "2012-10-17",',
        '  "Statement": [',
        '    { "Effect": "Maybe" }',
        '  ]',
        '}',
      ].join(eol)
      expect(problemsOf(text)).toEqual([
        { code: 'principal-missing', line: 4, column: 5 },
        { code: 'action-missing', line: 4, column: 5 },
        { code: 'effect-unknown', line: 4, column: 17 },
      ])
    }
  })

  test('the limit counts bytes of UTF-8, and everything else is still said', () => {
    const text = policyOf({ Sid: 'é“🔒'.repeat(10), Effect: 'Maybe' })
    const bytes = new TextEncoder().encode(text).length
    expect(utf8Bytes(text)).toBe(bytes)
    expect(problemsOf(text, bytes).map(({ code }) => code)).toEqual(['effect-unknown'])
    expect(problemsOf(text, bytes - 1).map(({ code }) => code)).toEqual([
      'too-large',
      'effect-unknown',
    ])
  })

  test('a policy of exactly 20,480 bytes is taken, one of 20,481 is not', () => {
    const rest = policyOf({ Sid: '' }).length
    expect(parsePolicy(policyOf({ Sid: 'x'.repeat(20_480 - rest) }), 20_480).ok).toBe(true)
    expect(parsePolicy(policyOf({ Sid: 'x'.repeat(20_481 - rest) }), 20_480).ok).toBe(false)
  })
})
