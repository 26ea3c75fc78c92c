import { describe, expect, it } from 'vitest'
import { distrust } from './sender-check.ts'

const window = { id: 1 }
const main = { url: 'app://rootkeep/', parent: null }

describe('whose calls are answered', () => {
  it('the main frame of our window, on any page of our own', () => {
    expect(distrust(window, window, main)).toBeNull()
    expect(
      distrust(window, window, { ...main, url: 'app://rootkeep/index.html#/accounts' }),
    ).toBeNull()
  })

  it.each([
    ['another window', { id: 1 }, main],
    ['no window', null, main],
    ['a frame inside the window', window, { url: 'app://rootkeep/', parent: main }],
    ['a frame that has gone', window, null],
    ['a page of the network', window, { url: 'https://example.com/', parent: null }],
    ['a look-alike host', window, { url: 'app://rootkeep.example.com/', parent: null }],
    ['a look-alike in the user name', window, { url: 'app://rootkeep@example.com/', parent: null }],
    ['a blob of our origin', window, { url: 'blob:app://rootkeep/1234', parent: null }],
    ['an empty document', window, { url: 'about:blank', parent: null }],
    ['a file', window, { url: 'file:///app://rootkeep/', parent: null }],
  ])('not those of %s', (_name, sender, frame) => {
    expect(distrust(sender, window, frame)).not.toBeNull()
  })
})
