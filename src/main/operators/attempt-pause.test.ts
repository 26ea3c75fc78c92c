import { expect, test } from 'vitest'
import { createAttemptPause } from './attempt-pause.ts'

test('three wrong passphrases are free, then each pause is twice as long, up to a minute', () => {
  let now = 0
  const pause = createAttemptPause({ now: () => now })
  const pauses = Array.from({ length: 10 }, () => {
    pause.wrong()
    const ms = pause.remainingMs()
    now += ms
    return ms / 1000
  })
  expect(pauses).toEqual([0, 0, 0, 2, 4, 8, 16, 32, 60, 60])
})

test('a right one ends it', () => {
  const pause = createAttemptPause({ now: () => 0 })
  for (let attempt = 0; attempt < 9; attempt += 1) pause.wrong()
  pause.right()
  pause.wrong()
  expect(pause.remainingMs()).toBe(0)
})
