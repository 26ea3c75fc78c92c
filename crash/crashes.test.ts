import { expect, test } from 'vitest'
import { runCrashes } from './crashes.ts'

test('a process killed at random points of procedures does nothing twice, forgets nothing, and calls nothing done that is not', async () => {
  const outcome = await runCrashes({ seed: 4, count: 24, accounts: 30 })
  expect(outcome.disagreements).toEqual([])
  expect(outcome.procedures).toBeGreaterThan(8)
}, 240_000)
