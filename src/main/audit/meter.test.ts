import { expect, test } from 'vitest'
import type { LedgerEntry } from '../../shared/domain/ledger.ts'
import { createMeter } from './meter.ts'

const call = (operation: string, errorCode: string | null = null): LedgerEntry => ({
  at: '2026-11-22T12:00:00.000Z',
  service: 'iam',
  operation,
  accountId: '111122223333',
  region: 'us-east-1',
  requestId: 'r',
  status: errorCode === null ? 200 : 400,
  errorCode,
  durationMs: 1,
  attempt: 1,
})

test('calls are counted by operation, throttled and failed apart; no password is an answer', () => {
  const meter = createMeter(() => 0)
  meter.call(call('GetLoginProfile', 'NoSuchEntity'))
  meter.call(call('GetLoginProfile', 'Throttling'))
  meter.call(call('GetUser', 'AccessDenied'))
  meter.call(call('GetUser'))
  expect(meter.counts()).toEqual({
    'iam:GetLoginProfile': { calls: 2, throttled: 1, failed: 0 },
    'iam:GetUser': { calls: 2, throttled: 0, failed: 1 },
  })
  expect(meter.throttled()).toBe(1)
})

test('a resumed run goes on counting where it was', () => {
  const meter = createMeter(() => 0, { 'iam:GetUser': { calls: 5, throttled: 2, failed: 1 } })
  meter.call(call('GetUser'))
  expect(meter.counts()['iam:GetUser']).toEqual({ calls: 6, throttled: 2, failed: 1 })
  expect(meter.throttled()).toBe(2)
})

test('the rate is that of the last seconds, and falls to nothing when nothing happens', () => {
  let now = 0
  const meter = createMeter(() => now)
  for (; now < 10_000; now += 20) {
    meter.account()
  }
  expect(meter.accountsPerSecond()).toBeGreaterThan(40)
  expect(meter.accountsPerSecond()).toBeLessThan(60)
  now += 60_000
  expect(meter.accountsPerSecond()).toBe(0)
})
