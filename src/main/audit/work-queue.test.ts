import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWorkQueue } from './work-queue.ts'

test('every item is taken exactly once, by however many takers, in the order it came', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.integer(), { maxLength: 40 }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 8 }),
      async (pages, takers) => {
        const queue = createWorkQueue<number>()
        const taken: number[] = []
        const work = async () => {
          for (let item = await queue.take(); item !== null; item = await queue.take()) {
            taken.push(item)
          }
        }
        const working = Promise.all(Array.from({ length: takers }, work))
        for (const page of pages) {
          queue.put(page)
          await Promise.resolve()
        }
        queue.close()
        await working
        expect(taken).toEqual(pages.flat())
      },
    ),
    { numRuns: 60 },
  )
})

test('nothing is taken while it is paused', async () => {
  const queue = createWorkQueue<string>()
  queue.pause()
  queue.put(['a'])
  let taken: string | null | undefined
  void queue.take().then((item) => (taken = item))
  await new Promise((resolve) => setImmediate(resolve))
  expect(taken).toBeUndefined()
  queue.resume()
  await new Promise((resolve) => setImmediate(resolve))
  expect(taken).toBe('a')
})

test('a queue that is stopped gives nothing more, also to those who wait or are paused', async () => {
  const queue = createWorkQueue<string>()
  const waiting = queue.take()
  queue.pause()
  const paused = queue.whileNotPaused()
  queue.stop()
  queue.put(['a'])
  expect(await waiting).toBeNull()
  expect(await queue.take()).toBeNull()
  await paused
})

test('what is put back after the last page is still taken', async () => {
  const queue = createWorkQueue<string>()
  queue.put(['a'])
  queue.close()
  expect(await queue.take()).toBe('a')
  queue.put(['a'])
  expect(await queue.take()).toBe('a')
  expect(await queue.take()).toBeNull()
})
