import { anything, assert, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode, encode } from './clone.ts'

function roundTrip(value: unknown): unknown {
  return decode(encode(structuredClone(value)))
}

describe('values on their way into the page', () => {
  it('arrive as they left, whatever JSON makes of them', () => {
    const value = {
      nothing: undefined,
      none: null,
      date: new Date(5),
      invalid: new Date(Number.NaN),
      map: new Map<unknown, unknown>([[{ a: 1 }, new Set([1, '1', undefined])]]),
      numbers: [0, -0, Number.NaN, Infinity, -Infinity, 1e21],
      big: 2n ** 80n,
      pattern: /a+/giu,
      bytes: new Uint8Array([0, 127, 255]),
      words: new Uint16Array([1, 65535]),
      buffer: new Uint8Array([1, 2]).buffer,
      text: 'naïve 日本 \u0000 \ud83d\ude00',
    }
    expect(roundTrip(value)).toEqual(value)
    expect(Object.is((roundTrip({ zero: -0 }) as { zero: number }).zero, -0)).toBe(true)
    expect('nothing' in (roundTrip(value) as object)).toBe(true)
  })

  it('keep cycles and shared objects', () => {
    const shared = { n: 1 }
    const value: Record<string, unknown> = { a: shared, b: shared }
    value['self'] = value
    const copy = roundTrip(value) as typeof value
    expect(copy['self']).toBe(copy)
    expect(copy['a']).toBe(copy['b'])
  })

  it('keep the kind, message and cause of an error', () => {
    const copy = roundTrip(new RangeError('too far', { cause: new Map([[1, 2]]) })) as RangeError
    expect(copy).toBeInstanceOf(RangeError)
    expect(copy.message).toBe('too far')
    expect(copy.cause).toEqual(new Map([[1, 2]]))
  })

  it('never set a prototype, whatever a key is called', () => {
    const copy = roundTrip(JSON.parse('{"__proto__":{"admin":true}}')) as { admin?: boolean }
    expect(copy.admin).toBeUndefined()
    expect(Object.keys(copy)).toEqual(['__proto__'])
  })

  it('arrive as they left, for anything that JSON can hold and some that it cannot', () => {
    const values = anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
    })
    assert(
      property(values, (value) => {
        expect(roundTrip(value)).toEqual(structuredClone(value))
      }),
    )
  })
})
