import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asHeld, compacted, isCrammed, laidOut } from './readable-policy.ts'

/** JSON texts in every layout, with characters that white space rules get wrong. */
const jsonText = fc
  .tuple(
    fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }),
    fc.constantFrom('', ' ', '\t', '    '),
  )
  .map(([value, indent]) => JSON.stringify(value, null, indent))

describe('a policy laid out for reading', () => {
  it('says the same, in the same order, and changes white space alone', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const shown = laidOut(text).text
        expect(JSON.stringify(JSON.parse(shown))).toBe(JSON.stringify(JSON.parse(text)))
        expect(compacted(shown)).toBe(compacted(text))
      }),
    )
  })
  it('escapes, repeated names and numbers stay as they are written', () => {
    const text = String.raw`{"Sid":"\u00df","Sid":"a  b","n":1.0e1,"list":["x" ,"y"]}`
    expect(laidOut(text).text).toBe(
      String.raw`{
  "Sid": "\u00df",
  "Sid": "a  b",
  "n": 1.0e1,
  "list": [
    "x",
    "y"
  ]
}`,
    )
    expect(compacted(laidOut(text).text)).toBe(text.replace(' ,', ','))
  })
  it('finds a value again that stood somewhere in the text', () => {
    fc.assert(
      fc.property(fc.array(jsonText, { minLength: 1, maxLength: 5 }), (values) => {
        let text = '['
        const spans = values.map((value, index) => {
          if (index > 0) text += ','
          const span = { offset: text.length, length: value.length }
          text += value
          return span
        })
        text += ']'
        const shown = laidOut(text)
        spans.forEach((span, index) => {
          const { offset, length } = shown.spanOf(span)
          expect(compacted(shown.text.slice(offset, offset + length))).toBe(
            compacted(values[index] ?? ''),
          )
        })
      }),
    )
  })
  it('what is not JSON is shown byte for byte', () => {
    expect(laidOut('{"Version": ')).toMatchObject({ text: '{"Version": ', isLaidOut: false })
    expect(compacted('{ "a": ')).toBe('{ "a": ')
    expect(asHeld(' x ').spanOf({ offset: 1, length: 1 })).toEqual({ offset: 1, length: 1 })
  })
  it('only JSON on long lines is called crammed', () => {
    const statement = { Sid: 'a'.repeat(200) }
    expect(isCrammed(JSON.stringify(statement))).toBe(true)
    expect(isCrammed(JSON.stringify({ Sid: 'a' }))).toBe(false)
    expect(isCrammed('x'.repeat(500))).toBe(false)
  })
})
