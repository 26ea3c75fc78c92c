import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto'

const publicKeyBytes = 32
const signatureBytes = 64

/** A new Ed25519 key. `KeyObject` shows nothing of itself in JSON or inspection. */
export function newPrivateKey(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey
}

/** The public key of a private one: base64 of its 32 bytes. */
export function publicKeyOf(privateKey: KeyObject): string {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  return Buffer.from(x ?? '', 'base64url').toString('base64')
}

/** The bytes of a private key (PKCS #8), to be sealed and then wiped by the caller. */
export function privateKeyBytes(privateKey: KeyObject): Buffer {
  return privateKey.export({ format: 'der', type: 'pkcs8' })
}

/** The private key in such bytes; null where they are none, or belong to another public key. */
export function privateKeyFrom(bytes: Buffer, publicKey: string): KeyObject | null {
  try {
    const key = createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' })
    return key.asymmetricKeyType === 'ed25519' && publicKeyOf(key) === publicKey ? key : null
  } catch {
    return null
  }
}

/** Signs a text: Ed25519 (RFC 8032) over its UTF-8, as base64. */
export function signText(text: string, privateKey: KeyObject): string {
  return sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64')
}

/** Signs bytes that are no text of ours (`src/main/reports/bundle/minisign.ts` says which): the 64 bytes of the signature. */
export function signBytes(bytes: Uint8Array, privateKey: KeyObject): Uint8Array {
  return sign(null, bytes, privateKey)
}

/** True where the signature over exactly this text was made with the private key of `publicKey`. Never throws. */
export function isSignatureOf(text: string, signature: string, publicKey: string): boolean {
  const key = exactBytes(publicKey, publicKeyBytes)
  const signed = exactBytes(signature, signatureBytes)
  return key !== null && signed !== null && isSignatureOfBytes(Buffer.from(text), signed, key)
}

/** The same over bytes, with signature and public key as bytes. Never throws. */
export function isSignatureOfBytes(
  bytes: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') }
  try {
    return verify(null, bytes, createPublicKey({ key: jwk, format: 'jwk' }), signature)
  } catch {
    return false
  }
}

/**
 * The bytes behind base64; null where they are not so many.
 *
 * SECURITY: each value has one spelling. Base64 is read leniently by Node, so that a changed letter could mean the same bytes.
 */
export function exactBytes(base64: string, length: number): Buffer | null {
  const bytes = Buffer.from(base64, 'base64')
  return bytes.length === length && bytes.toString('base64') === base64 ? bytes : null
}
