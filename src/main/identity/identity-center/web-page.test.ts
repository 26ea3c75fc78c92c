import { expect, test } from 'vitest'
import { webPage } from './web-page.ts'

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
  ]) {
    expect(() => webPage(address, 'page')).toThrow('the answer has no usable page')
  }
})
