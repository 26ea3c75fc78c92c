import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSamePolicy } from './policy-comparison.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

const text = fc.string({ maxLength: 12 })
const texts = fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 }))
const statement = fc.record(
  {
    Sid: text,
    Effect: fc.constantFrom('Allow', 'Deny'),
    Principal: fc.oneof(fc.constant('*'), fc.record({ AWS: texts }), fc.record({ Service: texts })),
    Action: texts,
    Resource: texts,
    Condition: fc.dictionary(text, fc.dictionary(text, texts, { maxKeys: 2 }), { maxKeys: 2 }),
  },
  { requiredKeys: ['Effect', 'Action', 'Resource'] },
)
const policy = fc.record(
  {
    Version: fc.constantFrom('2008-10-17', '2012-10-17'),
    Id: text,
    Statement: fc.array(statement, { minLength: 1, maxLength: 4 }),
  },
  { requiredKeys: ['Version', 'Statement'] },
)

/** The same policy as AWS might hand it back: members in another order, lists of one as values, other white space. */
function rewritten(value: Json, key = ''): Json {
  if (Array.isArray(value)) {
    const items = value.map((item) => rewritten(item, key))
    if (items.length === 1 && key !== 'Statement') return items[0] ?? null
    return key === 'Statement' ? items : items.toReversed()
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, rewritten(member, name)]),
  )
}

describe('two texts are the same policy', () => {
  test('where AWS only writes it in its own way', () => {
    fc.assert(
      fc.property(policy, (one) => {
        const other = JSON.stringify(rewritten(one), null, 3)
        expect(isSamePolicy(JSON.stringify(one), other)).toBe(true)
      }),
    )
  })

  test.each([
    ['{"Statement":{"Effect":"Deny"}}', '{"Statement":[{"Effect":"Deny"}]}'],
    [
      '{"Statement":[{"Principal":{"AWS":"111122223333"}}]}',
      '{"Statement":[{"Principal":{"AWS":["arn:aws:iam::111122223333:root"]}}]}',
    ],
    [
      '{"Statement":[{"Condition":{"Bool":{"aws:SecureTransport":false}}}]}',
      '{"Statement":[{"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}',
    ],
    ['{"Id":"M\\u00fcnchen"}', '{"Id":"München"}'],
  ])('%s and %s', (one, other) => {
    expect(isSamePolicy(one, other)).toBe(true)
  })
})

describe('two texts are not the same policy', () => {
  test('where a statement is gone, or stands elsewhere', () => {
    fc.assert(
      fc.property(policy, statement, (one, added) => {
        const more = { ...one, Statement: [...one.Statement, added] }
        expect(isSamePolicy(JSON.stringify(one), JSON.stringify(more))).toBe(false)
      }),
    )
    const [a, b] = ['{"Effect":"Deny","Sid":"a"}', '{"Effect":"Allow","Sid":"b"}']
    expect(isSamePolicy(`{"Statement":[${a},${b}]}`, `{"Statement":[${b},${a}]}`)).toBe(false)
  })

  test.each([
    ['the effect', 'Effect', '"Deny"', '"Allow"'],
    ['the action', 'Action', '"s3:*"', '"s3:Get*"'],
    ['whom it names', 'Principal', '"*"', '{"AWS":"111122223333"}'],
    [
      'the role',
      'Principal',
      '{"AWS":"arn:aws:iam::111122223333:root"}',
      '{"AWS":"arn:aws:iam::111122223333:role/root"}',
    ],
    ['one more value', 'Resource', '["a","b"]', '["a","b","c"]'],
    ['the kind of value', 'Sid', '"a"', 'null'],
  ])('where %s differs', (_, member, one, other) => {
    const policyWith = (value: string) => `{"Statement":[{"${member}":${value}}]}`
    expect(isSamePolicy(policyWith(one), policyWith(other))).toBe(false)
  })

  test('where one is no JSON: what cannot be read is never the same', () => {
    fc.assert(
      fc.property(fc.string(), (junk) => {
        fc.pre(!isJson(junk))
        expect(isSamePolicy(junk, junk)).toBe(false)
      }),
    )
  })
})

function isJson(junk: string): boolean {
  try {
    JSON.parse(junk)
    return true
  } catch {
    return false
  }
}
