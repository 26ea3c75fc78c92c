import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitOf, isMeant, ranked } from './rank.ts'

const items = [
  { title: 'Go to Settings', words: 'preferences region' },
  { title: 'Audit the organization', words: 'start new run' },
  { title: 'Command palette' },
]
const titles = (query: string) => ranked(items, query).map((item) => item.title)

describe('ranked', () => {
  it('shows everything while nothing is typed', () => expect(titles('')).toHaveLength(3))
  it('finds by the start, by a word, by other words and by letters in order', () => {
    expect(titles('aud')[0]).toBe('Audit the organization')
    expect(titles('settings')[0]).toBe('Go to Settings')
    expect(titles('region')[0]).toBe('Go to Settings')
    expect(titles('cmdpl')[0]).toBe('Command palette')
  })
  it('finds by words in any order', () =>
    expect(titles('organization audit')[0]).toBe('Audit the organization'))
  it('leaves out what does not fit', () => expect(titles('zzz')).toEqual([]))
  it('an item is always found by its own title', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((title) => title.trim() !== ''),
        (title) => {
          expect(fitOf(title, { title: title.trim() })).toBeGreaterThan(0)
        },
      ),
    )
  })
})

it('a command is meant by the start of its words, not by letters somewhere', () => {
  expect(isMeant(items, 'audit')).toBe(true)
  expect(isMeant(items, 'cmdpl')).toBe(false)
})
