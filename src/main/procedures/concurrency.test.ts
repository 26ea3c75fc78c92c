import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eachOf } from './concurrency.ts'

const some = fc.nat({ max: 60 })
const most = fc.integer({ min: 1, max: 12 })

test('never more are under way than may be, and each item has its turn once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(some, most, fc.array(fc.nat({ max: 3 })), async (count, limit, delays) => {
      let underWay = 0
      let highest = 0
      const begun: number[] = []
      const items = Array.from({ length: count }, (_, index) => index)
      const total = await eachOf(items, limit, async (item) => {
        begun.push(item)
        underWay += 1
        highest = Math.max(highest, underWay)
        for (let turns = delays[item] ?? 1; turns > 0; turns -= 1) await turn()
        underWay -= 1
      })
      expect(total).toBe(count)
      expect(begun).toEqual(items)
      expect(highest).toBeLessThanOrEqual(limit)
      expect(underWay).toBe(0)
    }),
    { numRuns: 40 },
  )
})

test('once it may not begin, nothing begins any more, and what is under way is finished', async () => {
  await fc.assert(
    fc.asyncProperty(some, most, some, async (count, limit, until) => {
      const begun: number[] = []
      const ended: number[] = []
      const total = await eachOf(
        Array.from({ length: count }, (_, index) => index),
        limit,
        async (item) => {
          begun.push(item)
          await turn()
          ended.push(item)
        },
        () => begun.length < until,
      )
      expect(total).toBe(begun.length)
      expect(begun.length).toBe(Math.min(count, until))
      expect(new Set(ended)).toEqual(new Set(begun))
    }),
    { numRuns: 40 },
  )
})

test('what breaks lets the others under way end, lets nothing more begin, and is told', async () => {
  const begun: number[] = []
  const ended: number[] = []
  const all = eachOf([0, 1, 2, 3, 4, 5, 6], 3, async (item) => {
    begun.push(item)
    if (item === 1) throw new Error('broken')
    await turn()
    ended.push(item)
  })
  await expect(all).rejects.toThrow('broken')
  expect(begun).toEqual([0, 1, 2])
  expect(ended).toEqual([0, 2])
})
