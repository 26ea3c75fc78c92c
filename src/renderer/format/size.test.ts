import { expect, it } from 'vitest'
import { sizeOf } from './size.ts'

it('a size is told in its largest fitting unit', () => {
  expect(sizeOf(0)).toBe('0 B')
  expect(sizeOf(1023)).toBe('1023 B')
  expect(sizeOf(1536)).toBe('1.5 KB')
  expect(sizeOf(20 * 1024)).toBe('20 KB')
  expect(sizeOf(256 * 1024 * 1024)).toBe('256 MB')
})
