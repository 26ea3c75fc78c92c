import { expect, it } from 'vitest'
import type { Contact } from '../../../shared/domain/connections.ts'
import { contactsText } from './contacts-text.ts'

const sts: Contact = {
  host: 'sts.eu-west-1.amazonaws.com',
  port: 443,
  protocol: 'https',
  what: 'AWS STS',
  when: 'always',
  via: 'direct',
}
const proxy: Contact = { ...sts, host: 'proxy.corp', port: 8080, protocol: 'http', what: 'Proxy' }

it('every host is in the text, in columns that line up', () => {
  const lines = contactsText('Production', [sts, proxy]).split('\n')
  expect(lines[0]).toContain('2 hosts')
  const table = lines.slice(3, 6)
  expect(new Set(table.map((line) => line.search(/PORT|443|8080/))).size).toBe(1)
  expect(contactsText('', [sts, proxy])).toContain('proxy.corp')
})
it('what the proxy and the browser contact stands apart from what the workstation does', () => {
  const page: Contact = { ...sts, host: 'acme.awsapps.com', via: 'browser' }
  const text = contactsText('Production', [page, { ...sts, via: 'proxy' }, proxy])
  const order = ['proxy.corp', 'CONNECT:', 'sts.eu-west-1', 'who signs in:', 'acme.awsapps.com']
  expect(order.map((part) => text.indexOf(part))).toEqual(
    order.map((part) => text.indexOf(part)).toSorted((a, b) => a - b),
  )
  expect(text).toContain('2 hosts')
})
