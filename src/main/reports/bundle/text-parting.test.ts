import fc from 'fast-check'
import { expect, test } from 'vitest'
import { whereTheyPart } from './text-parting.ts'

async function* pieces<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all
}

const parted = (said: readonly string[], given: readonly string[]) =>
  whereTheyPart(pieces(said.map((piece) => Buffer.from(piece))), pieces(given))

test('the same text in other pieces does not part', async () => {
  expect(await parted(['ab', 'c\n', ''], ['', 'a', 'bc\n'])).toBeNull()
  expect(await parted([], [''])).toBeNull()
})

test('the line is found, wherever the pieces end', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n') })
  await fc.assert(
    fc.asyncProperty(fc.array(text), fc.array(text), async (one, other) => {
      const [a, b] = [one.join(''), other.join('')]
      let at = 0
      while (at < a.length && a[at] === b[at]) at += 1
      const found = await parted(one, other)
      expect(found?.line ?? null).toBe(a === b ? null : a.slice(0, at).split('\n').length)
    }),
  )
})

test('what both say before is shown, and an end is told from an empty line', async () => {
  const long = 'x'.repeat(50)
  expect(await parted(['one\n', `${long}said\nmore`], [`one\n${long}given`])).toEqual({
    line: 2,
    said: `…${'x'.repeat(20)}said`,
    given: `…${'x'.repeat(20)}given`,
  })
  expect(await parted(['one\n'], ['one\n', '\ntwo'])).toEqual({ line: 2, said: null, given: '' })
})
