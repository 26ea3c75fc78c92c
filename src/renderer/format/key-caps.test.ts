import { describe, expect, it } from 'vitest'
import { keyCapsOf } from './key-caps.ts'

describe('keyCapsOf', () => {
  it('draws the modifier of the platform', () => {
    expect(keyCapsOf('$mod+k', false)).toEqual(['Ctrl', 'K'])
    expect(keyCapsOf('$mod+k', true)).toEqual(['⌘', 'K'])
  })
  it('draws a sequence key by key', () => expect(keyCapsOf('g o', false)).toEqual(['G', 'O']))
  it('leaves an optional modifier out', () => expect(keyCapsOf('[Shift]+?', false)).toEqual(['?']))
  it('draws arrows as arrows', () =>
    expect(keyCapsOf('Shift+ArrowDown', false)).toEqual(['Shift', '↓']))
})
