import { describe, expect, test } from 'vitest'
import { conditionHolds, conditionOperatorOf, instantOf } from './condition-operator.ts'
import { createValueReader } from './policy-value.ts'
import { bucket } from './testing/policy-cases.ts'

const read = createValueReader({ version: '2012-10-17' }, bucket)

function holds(operator: string, wanted: readonly string[], value: string | null) {
  const known = conditionOperatorOf(operator)
  if (!known) throw new Error(`${operator} is not known`)
  return conditionHolds(known, wanted.map(read.wanted), value === null ? null : read.given(value))
}

describe('a condition holds', () => {
  test.each([
    ['StringEquals', ['a', 'b'], 'b', true],
    ['StringEquals', ['A'], 'a', false],
    ['StringEqualsIgnoreCase', ['A'], 'a', true],
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringNotEquals', ['a', 'b'], 'c', true],
    ['StringLike', ['v*'], 'vpce-1', true],
    ['StringEquals', ['v*'], 'vpce-1', false],
    ['StringLike', ['a${*}'], 'ab', false],
    ['StringLike', ['a${*}'], 'a*', true],
    ['StringNotLike', ['v*'], 'vpce-1', false],
    ['ArnLike', ['arn:aws:iam::*:role/*'], 'arn:aws:iam::1:role/x', true],
    ['ArnEquals', ['arn:aws:iam::*:role/*'], 'arn:aws:iam::1:role/x', true],
    ['ArnNotLike', ['arn:aws:iam::*:role/*'], 'arn:aws:iam::1:user/x', true],
    ['Bool', ['TRUE'], 'true', true],
    ['Bool', ['false'], 'true', false],
    ['IpAddress', ['192.0.2.0/24'], '192.0.2.9', true],
    ['NotIpAddress', ['192.0.2.0/24'], '192.0.2.9', false],
    ['NumericLessThan', ['1.2'], '1.1', true],
    ['NumericLessThan', ['1.2'], '1.2', false],
    ['NumericGreaterThanEquals', ['1.2'], '1.2', true],
    ['NumericNotEquals', ['1'], '1.0', false],
    ['DateGreaterThan', ['2020-01-01T00:00:00Z'], '2026-11-22T12:00:00Z', true],
    ['DateLessThan', ['2020-01-01'], '2026-11-22T12:00:00Z', false],
    ['DateLessThan', ['1577836800'], '2019-12-31T23:59:59Z', true],
    ['BinaryEquals', ['QmluYXJ5'], 'QmluYXJ5', true],
    ['ForAnyValue:StringEquals', ['a'], 'a', true],
    ['StringEquals', ['${aws:PrincipalAccount}'], bucket.accountId, true],
  ] as const)('%s %j of %s: %s', (operator, wanted, value, expected) => {
    expect(holds(operator, wanted, value)).toBe(expected)
  })

  test.each([
    ['StringEquals', false],
    ['StringNotEquals', true],
    ['StringEqualsIfExists', true],
    ['StringNotEqualsIfExists', true],
    ['NotIpAddress', true],
    ['NumericLessThan', false],
    ['ForAllValues:StringEquals', true],
    ['ForAnyValue:StringEquals', false],
    ['ForAnyValue:StringNotEquals', false],
    ['ForAnyValue:StringEqualsIfExists', false],
  ])('where the key is missing, %s: %s', (operator, expected) => {
    expect(holds(operator, ['x'], null)).toBe(expected)
  })

  test.each([
    ['true', null, true],
    ['true', 'x', false],
    ['false', null, false],
    ['False', 'x', true],
  ])('Null %s where the value is %s: %s', (wanted, value, expected) => {
    expect(holds('Null', [wanted], value)).toBe(expected)
  })

  test('or it cannot be told, where a variable or a value of another kind decides', () => {
    expect(holds('StringEquals', ['${aws:username}'], 'ada')).toBeNull()
    expect(holds('StringEquals', ['${aws:username}', 'ada'], 'ada')).toBe(true)
    expect(holds('StringNotEquals', ['${aws:username}', 'ada'], 'ada')).toBe(false)
    expect(holds('NumericLessThan', ['ten'], '1')).toBeNull()
    expect(holds('IpAddress', ['not an address'], '192.0.2.1')).toBeNull()
  })
})

test.each(['Strange', 'StringEqual', 'ForSomeValues:StringEquals', '', 'NullIfNot'])(
  '%s is no operator',
  (operator) => {
    expect(conditionOperatorOf(operator)).toBeNull()
  },
)

test('in a policy of 2008 a variable is plain text', () => {
  const old = createValueReader({ version: '2008-10-17' }, bucket)
  expect(old.wanted('${aws:PrincipalAccount}').resolved?.text).toBe('${aws:PrincipalAccount}')
  expect(read.wanted('${aws:PrincipalAccount}/x').resolved?.text).toBe(`${bucket.accountId}/x`)
  expect(read.wanted("${aws:PrincipalTag/team, 'none'}").resolved).toBeNull()
})

test('dates are UTC where they name no zone', () => {
  expect(instantOf('2020-01-01T00:00:00')).toBe(Date.UTC(2020, 0, 1))
  expect(instantOf('2020-01-01')).toBe(Date.UTC(2020, 0, 1))
  expect(instantOf('2020-01-01T01:00:00+01:00')).toBe(Date.UTC(2020, 0, 1))
  expect(instantOf('soon')).toBeNull()
})
