import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escaped, html, joined, verbatim } from './markup.ts'

const anything = fc.string({ unit: 'binary' })

describe('escaped', () => {
  it('a text keeps nothing that could begin or end a tag, an attribute or a reference', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(escaped(text).replaceAll(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[<>"'&]/)
      }),
    )
  })

  it('a text is shown as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const shown = escaped(text)
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&#39;', "'")
          .replaceAll('&amp;', '&')
        expect(shown).toBe(text)
      }),
    )
  })

  it('what HTML cannot hold is shown as a replacement, not dropped', () => {
    expect(escaped('a\u0000b\u001bc\ud800')).toBe('a\ufffdb\ufffdc\ufffd')
  })
})

describe('html', () => {
  it('puts text in as text, numbers with their thousands apart, pieces as they are', () => {
    const piece = html`<b>${'<i>'}</b>`
    expect(html`<p title="${'"'}">${piece}${1234}${null}</p>`.text).toBe(
      '<p title="&quot;"><b>&lt;i&gt;</b>1,234</p>',
    )
  })

  it('the line breaks of a template are no more than spaces, and those of a text are left alone', () => {
    // Under another name, so that the formatter lets the template stand as it is written.
    const laidOut = html
    const text = laidOut`<p>
      ${'two\n  lines'}
    </p>`.text
    expect(text).toBe('<p> two\n  lines </p>')
  })

  it('joins pieces with a text between them', () => {
    expect(joined([verbatim('<i>a</i>'), html`${'b'}`], ' & ').text).toBe('<i>a</i> &amp; b')
  })
})
