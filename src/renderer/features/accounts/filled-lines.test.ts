import fc from 'fast-check'
import { expect, test } from 'vitest'
import { filledLines } from './filled-lines.ts'

const ids = fc.uniqueArray(fc.nat(200).map(String), { maxLength: 60 })

test('no more lines are filled at once than a frame has time for, and none is emptied that is in sight', () => {
  fc.assert(
    fc.property(ids, ids, fc.integer({ min: 1, max: 20 }), (held, inSight, most) => {
      const before = new Set(held)
      const filled = filledLines(before, inSight, most)
      expect(inSight.filter((id) => filled.has(id) && !before.has(id)).length).toBeLessThanOrEqual(
        most,
      )
      for (const id of inSight) if (before.has(id)) expect(filled.has(id)).toBe(true)
    }),
  )
})

test('after enough frames every line in sight is filled, and then nothing changes any more', () => {
  fc.assert(
    fc.property(ids, ids, fc.integer({ min: 1, max: 20 }), (held, inSight, most) => {
      let filled: ReadonlySet<string> = new Set(held)
      for (let frame = 0; frame <= inSight.length / most; frame += 1) {
        filled = filledLines(filled, inSight, most)
      }
      expect(inSight.every((id) => filled.has(id))).toBe(true)
      expect(filledLines(filled, inSight, most)).toBe(filled)
    }),
  )
})
