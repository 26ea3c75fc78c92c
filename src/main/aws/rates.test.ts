import { expect, test } from 'vitest'
import { laneOf } from './rates.ts'

test('each account has a lane of its own for each service, and one throttled account slows no other', () => {
  const lanes = ['iam', 's3', 'sqs'].flatMap((service) =>
    ['111122223333', '444455556666'].map((account) => laneOf(service, 'Any', account).lane),
  )
  expect(new Set(lanes).size).toBe(lanes.length)
  expect(laneOf('s3', 'GetBucketPolicy', '111122223333').lane).toBe(
    laneOf('s3', 'PutBucketPolicy', '111122223333').lane,
  )
})

test('a documented rate is never exceeded', () => {
  for (const [service, operation, rate] of [
    ['organizations', 'RegisterDelegatedAdministrator', 1],
    ['organizations', 'ListAccounts', 8],
    ['account', 'GetPrimaryEmail', 3],
    ['account', 'AcceptPrimaryEmailUpdate', 1],
    ['account', 'AnotherOperation', 1],
  ] as const) {
    const { lane, profile } = laneOf(service, operation, 'caller')
    expect([lane, profile.start, profile.ceiling]).toEqual([`${service}/${operation}`, rate, rate])
  }
})
