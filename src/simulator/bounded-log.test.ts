import { expect, test } from 'vitest'
import { createBoundedLog } from './bounded-log.ts'
import { createTrail } from './cloudtrail/trail.ts'
import type { EventRecord } from './cloudtrail/event-record.ts'

test('a full log forgets its oldest tenth and keeps the order', () => {
  const log = createBoundedLog<number>(20)
  for (let entry = 1; entry <= 21; entry += 1) log.add(entry)
  expect(log.entries()).toEqual(Array.from({ length: 19 }, (_, index) => index + 3))
  log.clear()
  expect(log.entries()).toEqual([])
})

test('a trail delivers each event once, also when it has forgotten some', () => {
  const trail = createTrail(20)
  const add = (at: number) =>
    trail.add({ at, accountId: '1', region: 'us-east-1', record: () => ({}) as EventRecord })
  const taken = () => trail.takeUndelivered().map(({ at }) => at)
  for (let at = 1; at <= 15; at += 1) add(at)
  expect(taken()).toHaveLength(15)
  expect(taken()).toEqual([])
  for (let at = 16; at <= 22; at += 1) add(at)
  expect(taken()).toEqual([16, 17, 18, 19, 20, 21, 22])
  expect(trail.entries()).toHaveLength(20)
})
