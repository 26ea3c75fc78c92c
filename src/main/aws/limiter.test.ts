import { expect, test } from 'vitest'
import { createLimiter, type Permit } from './limiter.ts'

/** A limiter on a clock that only `advance` moves. */
function limiterOnFakeTime(inFlightMost = 100) {
  let now = 0
  const sleepers: { due: number; wake: () => void }[] = []
  const limiter = createLimiter({
    clock: () => now,
    sleep: (ms) => new Promise((resolve) => sleepers.push({ due: now + ms, wake: resolve })),
    inFlightMost,
  })
  async function settle() {
    for (let i = 0; i < 20; i += 1) await Promise.resolve()
  }
  async function advance(ms: number) {
    const end = now + ms
    await settle()
    for (;;) {
      const due = sleepers
        .filter((sleeper) => sleeper.due <= end)
        .toSorted((a, b) => a.due - b.due)[0]
      if (!due) break
      now = Math.max(now, due.due)
      sleepers.splice(sleepers.indexOf(due), 1)
      due.wake()
      await settle()
    }
    now = end
    await settle()
  }
  return { limiter, advance }
}

const slow = { lane: 'slow', profile: { start: 10, startBurst: 2, ceiling: 10, ceilingBurst: 2 } }

test('calls leave in the order they came, at the pace of the lane', async () => {
  const { limiter, advance } = limiterOnFakeTime()
  const order: number[] = []
  for (let i = 0; i < 6; i += 1) void limiter.acquire(slow).then(() => order.push(i))
  await advance(0)
  expect(order).toEqual([0, 1])
  await advance(200)
  expect(order).toEqual([0, 1, 2, 3])
  await advance(1000)
  expect(order).toEqual([0, 1, 2, 3, 4, 5])
})

test('a repeat goes before new calls', async () => {
  const { limiter, advance } = limiterOnFakeTime()
  const order: string[] = []
  for (const name of ['a', 'b', 'c', 'd']) void limiter.acquire(slow).then(() => order.push(name))
  void limiter.acquire(slow, { urgent: true }).then(() => order.push('repeat'))
  await advance(1000)
  expect(order).toEqual(['a', 'b', 'repeat', 'c', 'd'])
})

test('no more calls are under way than the bound, and an answer lets the next one go', async () => {
  const { limiter, advance } = limiterOnFakeTime(3)
  const fast = {
    lane: 'fast',
    profile: { start: 1000, startBurst: 100, ceiling: 1000, ceilingBurst: 100 },
  }
  const permits: Permit[] = []
  for (let i = 0; i < 10; i += 1) void limiter.acquire(fast).then((permit) => permits.push(permit))
  await advance(1000)
  expect(permits).toHaveLength(3)
  permits[0]!.accepted()
  permits[0]!.accepted()
  await advance(10)
  expect(permits).toHaveLength(4)
  permits[1]!.unused()
  permits[2]!.throttled()
  await advance(5000)
  expect(permits).toHaveLength(6)
})

test('a call that is cancelled while it waits leaves the queue and costs no turn', async () => {
  const { limiter, advance } = limiterOnFakeTime()
  const order: string[] = []
  const controller = new AbortController()
  for (const name of ['a', 'b']) void limiter.acquire(slow).then(() => order.push(name))
  const cancelled = limiter.acquire(slow, { signal: controller.signal }).then(
    () => order.push('cancelled'),
    () => order.push('refused'),
  )
  void limiter.acquire(slow).then(() => order.push('c'))
  controller.abort()
  await cancelled
  await advance(100)
  expect(order).toEqual(['a', 'b', 'refused', 'c'])
  await expect(limiter.acquire(slow, { signal: controller.signal })).rejects.toThrow()
})

test('lanes do not wait for each other, and one that learned nothing is forgotten on release', async () => {
  const { limiter, advance } = limiterOnFakeTime()
  for (let i = 0; i < 5; i += 1) void limiter.acquire(slow)
  const other = await limiter.acquire({ ...slow, lane: 'other' })
  expect(limiter.report().map(({ lane }) => lane)).toEqual(['slow', 'other'])
  limiter.release('other')
  expect(limiter.report()).toHaveLength(2)
  other.accepted()
  limiter.release('other')
  expect(limiter.report().map(({ lane }) => lane)).toEqual(['slow'])
  await advance(2000)
  expect(limiter.report()[0]).toMatchObject({ waiting: 0, inFlight: 5 })
})
