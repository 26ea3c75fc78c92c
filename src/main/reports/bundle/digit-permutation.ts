import { createCipheriv } from 'node:crypto'

const rounds = 10
const block = 16

/**
 * A keyed permutation of the numbers with so many decimal digits: FF1 of NIST SP 800-38G with AES-256, radix 10 and no tweak. Two numbers never
 * become the same, so pseudonyms made with it need no memory of those made before.
 *
 * @param key 32 bytes.
 * @param digits even, 10 or 12: the sizes of FF1's fields below are those of these lengths.
 */
export function createDigitPermutation(
  key: Uint8Array,
  digits: 10 | 12,
): (number: string) => string {
  const half = digits / 2
  const modulus = 10 ** half
  // In ECB mode one cipher enciphers block after block, each by itself.
  const cipher = createCipheriv('aes-256-ecb', key, null)
  const beginning = cipher.update(
    Buffer.from([1, 2, 1, 0, 0, 10, rounds, half, 0, 0, 0, digits, 0, 0, 0, 0]),
  )
  const input = Buffer.alloc(block)

  /** The pseudo-random number of one round: AES-CBC-MAC over the beginning and the round with its half. */
  function mask(round: number, value: number): number {
    beginning.copy(input)
    input.writeUInt8(input.readUInt8(12) ^ round, 12)
    input.writeUIntBE(input.readUIntBE(13, 3) ^ value, 13, 3)
    return Number(cipher.update(input).readBigUInt64BE(0) % BigInt(modulus))
  }

  return (number) => {
    let left = Number(number.slice(0, half))
    let right = Number(number.slice(half))
    for (let round = 0; round < rounds; round += 1) {
      const next = (left + mask(round, right)) % modulus
      left = right
      right = next
    }
    return `${String(left).padStart(half, '0')}${String(right).padStart(half, '0')}`
  }
}
