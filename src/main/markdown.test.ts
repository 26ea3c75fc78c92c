import { expect, test } from 'vitest'
import { code, document, fenced, plain, table } from './markdown.ts'

test('nothing in a text becomes a link, an image, HTML, a heading or a cell', () => {
  expect(plain('![x](y) <b> # a | b')).toBe(String.raw`\!\[x\](y) \<b\> \# a \| b`)
  expect(plain('- a')).toBe(String.raw`\- a`)
  expect(plain('1. a')).toBe(String.raw`1\. a`)
  expect(plain('a\n\n# b')).toBe(String.raw`a \# b`)
})

test('what cannot stand in fixed width stands as text', () => {
  expect(code('AKIA1')).toBe('`AKIA1`')
  expect(code('a`b')).toBe('a\\`b')
  expect(code('a|b')).toBe(String.raw`a\|b`)
  expect(code('')).toBe('')
})

test('fences are longer than any in the text', () => {
  expect(fenced('a\n```\nb')).toBe('````\na\n```\nb\n````')
})

test('empty parts and tables without rows leave nothing behind', () => {
  expect(document('# A', table(['x'], []), '', 'b')).toBe('# A\n\nb\n')
})
