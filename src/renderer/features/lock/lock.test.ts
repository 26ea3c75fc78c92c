import { expect, it } from 'vitest'
import { faultOfMinutes, storageWords } from './lock-words.ts'
import { createThrottle } from './throttle.ts'

const lock = { locked: false, opensBy: 'system', hasPassphrase: false } as const

it('says plainly where tokens are not kept, and by what they are sealed', () => {
  expect(storageWords({ ...lock, storage: 'memory', backend: null })).toContain('not kept')
  expect(storageWords({ ...lock, storage: 'sealed', backend: 'gnome_libsecret' })).toContain(
    'GNOME keyring',
  )
  expect(storageWords({ ...lock, storage: 'sealed', backend: 'novel' })).toContain('novel')
})

it.each([
  ['0', true],
  ['480', true],
  ['481', false],
  ['1.5', false],
  ['-1', false],
  ['', false],
  ['ten', false],
])('%j minutes until the lock: %s', (typed, fits) =>
  expect(faultOfMinutes(typed) === null).toBe(fits),
)

it('tells of activity at once, and then once in the pause', () => {
  const told: number[] = []
  let now = 0
  const tell = createThrottle(30_000, () => told.push(now))
  for (; now <= 65_000; now += 1000) tell(now)
  expect(told).toEqual([0, 30_000, 60_000])
})
