import { fingerprintOf } from '../../../operators/fingerprint.ts'
import { newPrivateKey, publicKeyOf, signBytes, signText } from '../../../operators/signature.ts'
import type { Signer } from '../../../operators/signed-document.ts'

/** Somebody with a key of their own. */
export function sampleSigner(name = 'Jane'): Signer {
  const key = newPrivateKey()
  const publicKey = publicKeyOf(key)
  return {
    name,
    fingerprint: fingerprintOf(publicKey),
    publicKey,
    sign: (text) => signText(text, key),
    signBytes: (bytes) => signBytes(bytes, key),
  }
}
