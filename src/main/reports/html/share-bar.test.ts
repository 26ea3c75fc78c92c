import fc from 'fast-check'
import { expect, it } from 'vitest'
import { placed, shareBar } from './share-bar.ts'

const shares = fc.array(fc.integer({ min: 1, max: 50_000 }), { minLength: 1, maxLength: 6 })

it('every part that is there is seen, and together they fill the bar without overlapping', () => {
  fc.assert(
    fc.property(shares, (counts) => {
      const places = placed(counts.map((count) => ({ label: '', count, kind: '' })))
      let end = 0
      for (const { x, width } of places) {
        expect(Number.parseFloat(x)).toBeCloseTo(end, 1)
        expect(Number.parseFloat(width)).toBeGreaterThan(1)
        end = Number.parseFloat(x) + Number.parseFloat(width)
      }
      expect(end).toBeCloseTo(100, 1)
    }),
  )
})

it('a bar says its parts to those who do not see it, and no account where there is none', () => {
  const parts = [
    { label: 'Unknown', count: 2, kind: 'unknown' },
    { label: 'Stale', count: 0, kind: 'stale' },
  ]
  expect(shareBar('x', 'Known', parts).text).toContain('>Unknown: 2.</desc')
  expect(shareBar('x', 'Known', []).text).toContain('>No account.</desc')
})
