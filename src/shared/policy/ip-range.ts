/** Addresses that begin with the same bits. */
export type IpRange = {
  readonly version: 4 | 6
  /** The first address, as a number. */
  readonly first: bigint
  readonly prefixLength: number
}

/** Reads `192.0.2.0/24`, `2001:db8::/32`, or one address without a length; null where it is neither. */
export function ipRangeOf(text: string): IpRange | null {
  const [, address = '', length] = /^([0-9a-fA-F.:]+)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? []
  const number = address.includes(':') ? ipv6NumberOf(address) : ipv4NumberOf(address)
  if (number === null) return null
  const version = address.includes(':') ? 6 : 4
  const prefixLength = length === undefined ? bitsOf(version) : Number(length)
  if (prefixLength > bitsOf(version)) return null
  const hostBits = BigInt(bitsOf(version) - prefixLength)
  return { version, first: (number >> hostBits) << hostBits, prefixLength }
}

/** Whether every address of `inner` lies in `outer`. */
export function liesIn(inner: IpRange, outer: IpRange): boolean {
  if (inner.version !== outer.version || inner.prefixLength < outer.prefixLength) return false
  const hostBits = BigInt(bitsOf(outer.version) - outer.prefixLength)
  return inner.first >> hostBits === outer.first >> hostBits
}

/** Whether AWS can never see a request from there over the internet: private, shared and loopback ranges. */
export function isPrivate(range: IpRange): boolean {
  return privateRanges.some((outer) => liesIn(range, outer))
}

const privateRanges = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
].flatMap((text) => ipRangeOf(text) ?? [])

function bitsOf(version: 4 | 6): number {
  return version === 4 ? 32 : 128
}

function ipv4NumberOf(text: string): bigint | null {
  const parts = text.split('.').map(Number)
  const isAddress = /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && parts.every((part) => part < 256)
  return isAddress ? BigInt(parts.reduce((number, part) => number * 256 + part, 0)) : null
}

function ipv6NumberOf(text: string): bigint | null {
  const [head = '', tail, ...more] = text.split('::')
  if (more.length > 0) return null
  const before = groupsOf(head)
  const after = tail === undefined ? [] : groupsOf(tail)
  const missing = 8 - before.length - after.length
  if (tail === undefined ? missing !== 0 : missing < 1) return null
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after]
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return null
  return groups.reduce((number, group) => number * 65_536n + BigInt(`0x${group}`), 0n)
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':')
}
