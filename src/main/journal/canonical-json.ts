import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'

/**
 * The RFC 8785 canonical JSON of a value: equal values give equal text, whatever the order of their members. Hashes, digests and signatures
 * are taken of it. Throws where JSON cannot hold the value: a number that is not finite, a lone surrogate, `undefined` itself.
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('JSON cannot hold this value')
  return text
}

/** SHA-256 of a text in UTF-8, as 64 lower-case hexadecimal digits. */
export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex')
}
