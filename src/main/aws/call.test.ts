import { expect, test } from 'vitest'
import { createCaller, type Call } from './call.ts'
import { createClockOffset } from './clock-offset.ts'
import { createLimiter } from './limiter.ts'
import { createOperatorCredentials } from './operator-credentials.ts'
import { defaultRetryLimits } from './retry-policy.ts'

/** A caller whose sendings fail with these codes, one after the other, and then succeed. */
function callerMetBy(codes: readonly string[]) {
  let sent = 0
  const clock = () => 0
  const time = createClockOffset(clock)
  const sleep = () => Promise.resolve()
  const perform = createCaller({
    operator: createOperatorCredentials(
      () => Promise.resolve({ accessKeyId: 'a', secretAccessKey: 'b' }),
      clock,
    ),
    signing: { bind: (command) => command, schemes: () => [] },
    limiter: createLimiter({
      clock: () => Date.now(),
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      inFlightMost: 4,
    }),
    time,
    region: 'eu-west-1',
    ledger: () => {},
    problem: () => 'log-1',
    clock,
    random: () => 0,
    sleep,
    retries: defaultRetryLimits,
  })
  const call = (repeat: 'repeatable' | 'once'): Call<string, string> => ({
    service: 'iam',
    operation: 'DeleteAccessKey',
    accountId: '111122223333',
    repeat,
    send: ({ trace }) => {
      const code = codes[sent]
      sent += 1
      trace.status = code === undefined ? 200 : 500
      return code === undefined
        ? Promise.resolve('done')
        : Promise.reject(Object.assign(new Error('x'), { name: code, $fault: 'server' }))
    },
    read: (text) => text,
  })
  return { perform: (repeat: 'repeatable' | 'once') => perform(call(repeat)), sent: () => sent }
}

test('a call that must not be repeated blindly is sent once when AWS may have done it', async () => {
  const { perform, sent } = callerMetBy(['InternalFailure'])
  expect(await perform('once')).toMatchObject({ ok: false, error: { code: 'service-failure' } })
  expect(sent()).toBe(1)
})

test('it is repeated where AWS said that it did not do it', async () => {
  const { perform, sent } = callerMetBy(['Throttling', 'Throttling'])
  expect(await perform('once')).toEqual({ ok: true, value: 'done' })
  expect(sent()).toBe(3)
})

test('a read is repeated a bounded number of times, and then says how often', async () => {
  const { perform, sent } = callerMetBy(Array.from({ length: 50 }, () => 'InternalFailure'))
  const outcome = await perform('repeatable')
  expect(outcome).toMatchObject({ ok: false, error: { code: 'service-failure' } })
  expect(sent()).toBe(defaultRetryLimits.faultyMost + 1)
  expect(outcome.ok ? '' : outcome.error.message).toContain(`Tried ${sent()} times.`)
})
