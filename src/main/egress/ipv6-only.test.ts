import type { networkInterfaces } from 'node:os'
import { expect, test } from 'vitest'
import { explained, NoIpv4 } from './ipv6-only.ts'

type Address = NonNullable<ReturnType<typeof networkInterfaces>[string]>[number]

const address = (text: string, internal = false): Address => ({
  address: text,
  netmask: '',
  mac: '',
  cidr: null,
  internal,
  ...(text.includes(':') ? { family: 'IPv6', scopeid: 0 } : { family: 'IPv4' }),
})
const loopback = address('127.0.0.1', true)
const linkLocal = address('fe80::1')
const ipv6Only = () => ({ lo: [loopback], eth0: [linkLocal, address('2001:db8::7')] })
const attempt = (to: string, code = 'ENETUNREACH') =>
  Object.assign(new Error(code), { code, address: to, syscall: 'connect' })

test('no route to IPv4 addresses alone is explained on a computer that has IPv6 alone', () => {
  for (const error of [
    attempt('52.94.5.1'),
    attempt('52.94.5.1', 'EHOSTUNREACH'),
    new AggregateError([attempt('52.94.5.1'), attempt('52.94.5.2')]),
  ]) {
    expect(explained(error, ipv6Only)).toBeInstanceOf(NoIpv4)
  }
})

test('any other error stays as it is', () => {
  const both = () => ({ eth0: [address('192.0.2.7'), address('2001:db8::7')] })
  const offline = () => ({ lo: [loopback], eth0: [linkLocal] })
  const unreachable = attempt('52.94.5.1')
  expect(explained(unreachable, both)).toBe(unreachable)
  expect(explained(unreachable, offline)).toBe(unreachable)
  for (const error of [
    attempt('2001:db8::1'),
    attempt('52.94.5.1', 'ECONNREFUSED'),
    new AggregateError([attempt('52.94.5.1'), attempt('2001:db8::1')]),
    new Error('x'),
    undefined,
  ]) {
    expect(explained(error, ipv6Only)).toBe(error)
  }
})
