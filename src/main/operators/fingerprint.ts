import { hash } from 'node:crypto'

/** Crockford's base 32: no I, L, O and U, which the eye takes for others. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const bytesShown = 20
const groupLength = 4

/**
 * The fingerprint of a public key: the first 160 bits of its SHA-256 as eight groups of four, `7K3F-9QXM-…`. Eight groups are short enough to be
 * compared to the end, by eye or on the telephone, and 160 bits are far more than anybody can search for a second key.
 *
 * @param publicKey base64 of the 32 bytes.
 */
export function fingerprintOf(publicKey: string): string {
  const digest = hash('sha256', Buffer.from(publicKey, 'base64'), 'buffer')
  const bits = BigInt(`0x${digest.subarray(0, bytesShown).toString('hex')}`)
  const length = (bytesShown * 8) / 5
  const letters = Array.from(
    bits.toString(32).padStart(length, '0'),
    (digit) => alphabet[Number.parseInt(digit, 32)],
  )
  return Array.from({ length: length / groupLength }, (_, group) =>
    letters.slice(group * groupLength, (group + 1) * groupLength).join(''),
  ).join('-')
}

/** True where two people compared the same fingerprint, however they wrote its groups. */
export function isSameFingerprint(one: string, other: string): boolean {
  return lettersOf(one) === lettersOf(other)
}

function lettersOf(fingerprint: string): string {
  return fingerprint.toUpperCase().replaceAll(/[\s-]/g, '')
}
