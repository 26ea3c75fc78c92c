import { expect, test } from 'vitest'
import { createThrottles } from './throttles.ts'

function admitted(
  throttles: ReturnType<typeof createThrottles>,
  operation: string,
  account: string,
  calls: number,
): number {
  return Array.from({ length: calls }, () => throttles.admit(operation, account)).filter(Boolean)
    .length
}

test('an account may list accounts twelve times at once and then eight times a second', () => {
  let now = 0
  const throttles = createThrottles({}, () => now)
  expect(admitted(throttles, 'ListAccounts', '1', 40)).toBe(12)
  now = 1000
  expect(admitted(throttles, 'ListAccounts', '1', 40)).toBe(8)
})

test('the accounts of an organization share a bucket besides their own', () => {
  const throttles = createThrottles({}, () => 0)
  expect(admitted(throttles, 'ListAccounts', '1', 40)).toBe(12)
  expect(admitted(throttles, 'ListAccounts', '2', 40)).toBe(3)
})

test('operations without a limit are never throttled, until one is set', () => {
  const throttles = createThrottles({}, () => 0)
  expect(admitted(throttles, 'AssumeRoot', '1', 5000)).toBe(5000)
  throttles.override({ AssumeRoot: { rate: 20, burst: 40 } })
  expect(admitted(throttles, 'AssumeRoot', '1', 5000)).toBe(40)
  expect(admitted(throttles, 'AssumeRoot', '2', 5000)).toBe(40)
})

test('an override replaces the documented limit, and an empty table brings it back', () => {
  const throttles = createThrottles({ ListAccounts: { rate: 1000, burst: 1000 } }, () => 0)
  expect(admitted(throttles, 'ListAccounts', '1', 900)).toBe(900)
  expect(throttles.current()['ListRoots']).toEqual({ rate: 1, burst: 2 })
  throttles.override({})
  expect(admitted(throttles, 'ListAccounts', '1', 900)).toBe(12)
})
