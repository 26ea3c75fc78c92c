import { expect, test } from 'vitest'
import { ipRangeOf, isPrivate, liesIn } from './ip-range.ts'

const inside = (inner: string, outer: string) => {
  const [a, b] = [ipRangeOf(inner), ipRangeOf(outer)]
  return a !== null && b !== null && liesIn(a, b)
}

test.each([
  ['192.0.2.17', '192.0.2.0/24', true],
  ['192.0.3.17', '192.0.2.0/24', false],
  ['192.0.2.0/25', '192.0.2.0/24', true],
  ['192.0.2.0/23', '192.0.2.0/24', false],
  ['192.0.2.17', '192.0.2.17', true],
  ['203.0.113.9', '0.0.0.0/0', true],
  ['2001:db8:1::5', '2001:db8::/32', true],
  ['2001:db9::5', '2001:db8::/32', false],
  ['::1', '0.0.0.0/0', false],
  ['192.0.2.99', '192.0.2.77/24', true],
])('%s lies in %s: %s', (inner, outer, expected) => {
  expect(inside(inner, outer)).toBe(expected)
})

test.each([
  '',
  '300.1.1.1',
  '1.2.3',
  '1.2.3.4/33',
  '::/129',
  'a::b::c',
  '1:2:3:4:5:6:7',
  'vpce-1',
  '12345::',
])('%s is no range of addresses', (text) => {
  expect(ipRangeOf(text)).toBeNull()
})

test.each([
  ['10.1.2.3', true],
  ['172.31.0.0/16', true],
  ['172.32.0.0/16', false],
  ['192.168.0.0/16', true],
  ['10.0.0.0/7', false],
  ['fd00::/8', true],
  ['2001:db8::/32', false],
])('%s is private: %s', (text, expected) => {
  const range = ipRangeOf(text)
  expect(range && isPrivate(range)).toBe(expected)
})
