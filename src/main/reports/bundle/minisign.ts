import { hash } from 'node:crypto'
import { fingerprintOf } from '../../operators/fingerprint.ts'
import { exactBytes, isSignatureOfBytes } from '../../operators/signature.ts'
import type { Signer } from '../../operators/signed-document.ts'

/**
 * Public keys and signatures in the format of minisign (https://jedisct1.github.io/minisign/), so that whoever holds a file of ours needs no tool of
 * ours to verify it.
 *
 * SECURITY: one key signs here and our own documents (`signed-document.ts`), and neither signature can be taken for the other. Here two messages are
 * signed: the 64 bytes of a BLAKE2b-512, and the 64 bytes of that signature with the trusted comment behind them. What a document signs is canonical
 * JSON that names its format. It is longer than 64 bytes, so it is never the first message. And it holds no control characters, whereas the 64th byte
 * of an Ed25519 signature is at most 0x10 (its number is below 2^252 + 2^125, RFC 8032 section 5.1), so it is never the second one.
 */

const keyIdBytes = 8
const publicKeyBytes = 32
const signatureBytes = 64
const untrusted = 'untrusted comment: '
const trusted = 'trusted comment: '

/** A public key as minisign knows it. The key ID only says which key to try: whoever vouches for a key vouches for all of it. */
export type MinisignKey = { readonly keyId: Uint8Array; readonly publicKey: Uint8Array }

/** What a signature file says. */
export type MinisignSignature = {
  readonly keyId: Uint8Array
  /** Whether the BLAKE2b-512 of the file is signed (`ED`, as all newer versions do), or the file itself (`Ed`). */
  readonly prehashed: boolean
  readonly signature: Uint8Array
  readonly trustedComment: string
  readonly globalSignature: Uint8Array
}

/**
 * The key of a signer. minisign draws key IDs by chance; this one is the first 8 bytes of the SHA-256 of the public key, so that it is the same
 * wherever it is made.
 *
 * @param publicKey base64 of the 32 bytes. Throws where it is none: a signer's own key always is.
 */
export function minisignKeyOf(publicKey: string): MinisignKey {
  const key = exactBytes(publicKey, publicKeyBytes)
  if (!key) throw new TypeError('a public key has 32 bytes')
  return { keyId: hash('sha256', key, 'buffer').subarray(0, keyIdBytes), publicKey: key }
}

/** The key as one word, as `minisign -P` takes it. */
export function keyWord({ keyId, publicKey }: MinisignKey): string {
  return Buffer.concat([Buffer.from('Ed'), keyId, publicKey]).toString('base64')
}

/** The text of a public key file, `rootkeep.pub`. */
export function publicKeyFile(key: MinisignKey): string {
  const fingerprint = fingerprintOf(Buffer.from(key.publicKey).toString('base64'))
  return `${untrusted}minisign public key ${keyName(key)}, fingerprint ${fingerprint}\n${keyWord(key)}\n`
}

/** The key ID as minisign shows it: a number of 64 bits, the least significant byte first, in hexadecimal. */
export function keyName({ keyId }: Pick<MinisignKey, 'keyId'>): string {
  return Buffer.from(keyId).readBigUInt64LE().toString(16).toUpperCase()
}

/** Reads a public key file, or the one word of `minisign -P`; null where it is neither. */
export function readPublicKey(text: string): MinisignKey | null {
  const lines = linesOf(text)
  const word =
    lines?.length === 1 ? lines[0] : lines?.[0]?.startsWith(untrusted) ? lines[1] : undefined
  if (word === undefined || (lines?.length ?? 0) > 2) return null
  const bytes = exactBytes(word, 2 + keyIdBytes + publicKeyBytes)
  if (!bytes || bytes.toString('latin1', 0, 2) !== 'Ed') return null
  return {
    keyId: bytes.subarray(2, 2 + keyIdBytes),
    publicKey: bytes.subarray(2 + keyIdBytes),
  }
}

/** Signs the content of a file: the text of its `.minisig`. Neither comment may have more than one line. */
export function minisign(
  content: Uint8Array,
  trustedComment: string,
  signer: Pick<Signer, 'publicKey' | 'signBytes'>,
): string {
  if (/[\r\n]/.test(trustedComment)) throw new TypeError('a trusted comment is one line')
  const { keyId } = minisignKeyOf(signer.publicKey)
  const signature = signer.signBytes(prehash(content))
  const globalSignature = signer.signBytes(globallySigned({ signature, trustedComment }))
  return signatureText({ keyId, signature, trustedComment, globalSignature })
}

/** The text of a signature file as `minisign` writes it. */
export function signatureText({
  keyId,
  signature,
  trustedComment,
  globalSignature,
}: Omit<MinisignSignature, 'prehashed'>): string {
  const word = Buffer.concat([Buffer.from('ED'), keyId, signature]).toString('base64')
  return [
    `${untrusted}signature from a Rootkeep signing identity`,
    word,
    `${trusted}${trustedComment}`,
    Buffer.from(globalSignature).toString('base64'),
    '',
  ].join('\n')
}

/** Reads a signature file; null where it is none. */
export function readSignature(text: string): MinisignSignature | null {
  const lines = linesOf(text)
  if (lines?.length !== 4) return null
  const [comment = '', word = '', trustedLine = '', globalWord = ''] = lines
  const bytes = exactBytes(word, 2 + keyIdBytes + signatureBytes)
  const globalSignature = exactBytes(globalWord, signatureBytes)
  const algorithm = bytes?.toString('latin1', 0, 2)
  if (!bytes || !globalSignature || (algorithm !== 'ED' && algorithm !== 'Ed')) return null
  if (!comment.startsWith(untrusted) || !trustedLine.startsWith(trusted)) return null
  return {
    keyId: bytes.subarray(2, 2 + keyIdBytes),
    prehashed: algorithm === 'ED',
    signature: bytes.subarray(2 + keyIdBytes),
    trustedComment: trustedLine.slice(trusted.length),
    globalSignature,
  }
}

/**
 * How a signature stands to a file and a key: `fits`; `other-key`, where its key ID names another; `differs`, where file, signature or trusted comment
 * are not as the owner of the key signed them. Never throws.
 */
export function judgeSignature(
  content: Uint8Array,
  signature: MinisignSignature,
  { keyId, publicKey }: MinisignKey,
): 'fits' | 'other-key' | 'differs' {
  if (!Buffer.from(keyId).equals(signature.keyId)) return 'other-key'
  const signed = signature.prehashed ? prehash(content) : content
  return isSignatureOfBytes(signed, signature.signature, publicKey) &&
    isSignatureOfBytes(globallySigned(signature), signature.globalSignature, publicKey)
    ? 'fits'
    : 'differs'
}

function prehash(content: Uint8Array): Buffer {
  return hash('blake2b512', content, 'buffer')
}

function globallySigned({
  signature,
  trustedComment,
}: Pick<MinisignSignature, 'signature' | 'trustedComment'>): Buffer {
  return Buffer.concat([signature, Buffer.from(trustedComment)])
}

/** The lines of a small text, the end of the last one left out; null where a line is odd. Files that went through Windows end lines in CR LF. */
function linesOf(text: string): string[] | null {
  if (text.length > 10_000) return null
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/)
  return lines.some((line) => line.includes('\r')) ? null : lines
}
