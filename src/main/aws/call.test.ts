import { describe, expect, test } from 'vitest'
import { createCaller, type Call, type CallerDeps, type CallerScope } from './call.ts'
import { createClockOffset } from './clock-offset.ts'
import { isInDoubt } from './in-doubt.ts'
import { createLimiter } from './limiter.ts'
import { createOperatorCredentials } from './operator-credentials.ts'
import { defaultRetryLimits } from './retry-policy.ts'

/** A caller whose sendings fail with these codes, one after the other, and then succeed. */
function callerMetBy(
  codes: readonly string[],
  {
    scope = {},
    answering = () => Promise.resolve(),
    ledger = () => {},
  }: { scope?: CallerScope; answering?: () => Promise<void>; ledger?: () => void } = {},
) {
  let sent = 0
  const heardSignals: boolean[] = []
  const clock = () => 0
  const time = createClockOffset(clock)
  const sleep = () => Promise.resolve()
  const deps: CallerDeps = {
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
    ledger,
    problem: () => 'log-1',
    clock,
    random: () => 0,
    sleep,
    retries: defaultRetryLimits,
  }
  const perform = createCaller(deps, scope)
  const call = (repeat: 'repeatable' | 'once'): Call<string, string> => ({
    service: 'iam',
    operation: 'DeleteAccessKey',
    accountId: '111122223333',
    repeat,
    send: async ({ trace, abortSignal }) => {
      const code = codes[sent]
      sent += 1
      heardSignals.push(abortSignal !== undefined)
      await answering()
      trace.status = code === undefined ? 200 : 500
      if (code === undefined) return 'done'
      throw Object.assign(new Error('x'), { name: code, $fault: 'server' })
    },
    read: (text) => text,
  })
  return {
    perform: (repeat: 'repeatable' | 'once') => perform(call(repeat)),
    sent: () => sent,
    heardSignals,
  }
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

describe('when the run ends', () => {
  test('a change that was sent is finished, and says what AWS said', async () => {
    for (const codes of [[], ['NoSuchEntity'], ['InternalFailure']]) {
      const run = new AbortController()
      const { perform, sent, heardSignals } = callerMetBy(codes, {
        scope: { signal: run.signal },
        answering: () => {
          run.abort()
          return Promise.resolve()
        },
      })
      const outcome = await perform('once')
      expect(outcome.ok ? 'done' : outcome.error.awsCode).toBe(codes[0] ?? 'done')
      expect(sent()).toBe(1)
      expect(heardSignals).toEqual([false])
    }
  })

  test('a change that AWS throttled is not sent again, and certainly not done', async () => {
    const run = new AbortController()
    const { perform, sent } = callerMetBy(['Throttling'], {
      scope: { signal: run.signal },
      answering: () => {
        run.abort()
        return Promise.resolve()
      },
    })
    const outcome = await perform('once')
    expect(outcome.ok || isInDoubt(outcome.error)).toBe(false)
    expect(sent()).toBe(1)
  })

  test('a change that waits is not sent at all', async () => {
    const { perform, sent } = callerMetBy([], { scope: { signal: AbortSignal.abort() } })
    const outcome = await perform('once')
    expect(outcome).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(outcome.ok || isInDoubt(outcome.error)).toBe(false)
    expect(sent()).toBe(0)
  })

  test('a read under way is broken off', async () => {
    const run = new AbortController()
    const { perform, heardSignals } = callerMetBy(['InternalFailure'], {
      scope: { signal: run.signal },
      answering: () => {
        run.abort()
        return Promise.resolve()
      },
    })
    expect(await perform('repeatable')).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(heardSignals).toEqual([true])
  })

  test('a change whose outcome was lost inside Rootkeep is in doubt, not cancelled', async () => {
    const run = new AbortController()
    const { perform } = callerMetBy([], {
      scope: { signal: run.signal },
      answering: () => {
        run.abort()
        return Promise.resolve()
      },
      ledger: () => {
        throw new Error('the disk is full')
      },
    })
    const outcome = await perform('once')
    expect(outcome).toMatchObject({ ok: false, error: { code: 'internal', logId: 'log-1' } })
    expect(outcome.ok || isInDoubt(outcome.error)).toBe(true)
  })
})
