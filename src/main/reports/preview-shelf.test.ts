import { describe, expect, it } from 'vitest'
import { createPreviewShelf, documentPath } from './preview-shelf.ts'

const tokenOf = (address: string): string => address.slice(documentPath.length)

describe('the shelf of previews', () => {
  it('gives a document for its token, under an address of the window’s own origin', () => {
    const shelf = createPreviewShelf()
    const address = shelf.put('<p>one</p>')
    expect(address).toMatch(/^\/document\/[\w-]{22}$/)
    expect(shelf.get(tokenOf(address))).toBe('<p>one</p>')
  })

  it('gives nothing for any other token, and every document has its own', () => {
    const shelf = createPreviewShelf()
    expect(shelf.put('same')).not.toBe(shelf.put('same'))
    expect(['', 'constructor', '__proto__'].map((token) => shelf.get(token))).toEqual([
      null,
      null,
      null,
    ])
  })

  it('keeps the two newest, so that looking again and again fills no memory', () => {
    const shelf = createPreviewShelf()
    const tokens = ['a', 'b', 'c', 'd'].map((html) => tokenOf(shelf.put(html)))
    expect(tokens.map((token) => shelf.get(token))).toEqual([null, null, 'c', 'd'])
  })
})
