import { expect, test } from 'vitest'
import { typedCode, webPage } from './web-page.ts'

test('a page is opened over HTTPS, or on this computer, and nowhere else', () => {
  for (const address of [
    'https://device.sso.eu-west-1.amazonaws.com/',
    'http://127.0.0.1:4599/device',
  ]) {
    expect(webPage(address, 'page')).toBe(address)
  }
  for (const address of [
    undefined,
    '',
    'http://device.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ms-settings:about',
    'device.example',
    'https://device.sso.eu-west-1.amazonaws.com@elsewhere.example/',
    `https://device.example/?${'a'.repeat(500)}`,
  ]) {
    expect(() => webPage(address, 'page')).toThrow('the answer has no usable page')
  }
  // As a browser spells it: nothing in it turns the direction of writing, or looks like another host.
  expect(webPage('https://\u0430ws.example/\u202emoc\n', 'page')).toBe(
    'https://xn--ws-6kc.example/%E2%80%AEmoc',
  )
})

test('a code that a person types is short and plain', () => {
  expect(typedCode('BCDF-GHJK', 'code')).toBe('BCDF-GHJK')
  for (const code of [undefined, '', 'A\u202eB-CDEF', 'ABCD EFGH', 'A'.repeat(33)]) {
    expect(() => typedCode(code, 'code')).toThrow('the answer has no usable code')
  }
})
