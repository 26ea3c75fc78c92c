import type { BundleManifest } from '../../../shared/domain/bundles.ts'
import { exactBytes } from '../../operators/signature.ts'
import type { Signer } from '../../operators/signed-document.ts'
import { fingerprintOf } from '../../operators/fingerprint.ts'
import { manifestPath, publicKeyPath, signaturePath } from './layout.ts'
import {
  judgeSignature,
  minisign,
  minisignKeyOf,
  publicKeyFile,
  readPublicKey,
  readSignature,
  signatureText,
} from './minisign.ts'

/** Whether a manifest is signed with the key that it names, with one sentence. */
export type BundleSignature = {
  readonly fits: boolean
  readonly sentence: string
  /** What was signed along with it; null where the signature does not fit. */
  readonly trustedComment: string | null
}

/** Signs the text of a manifest: the two files that go with it. */
export function signManifest(
  text: string,
  { createdAt, organizationId }: Pick<BundleManifest, 'createdAt' | 'organizationId'>,
  signer: Signer,
): { readonly signatureFile: string; readonly keyFile: string } {
  const seconds = Math.floor(Date.parse(createdAt) / 1000)
  // As minisign itself writes it, and whose bundle it is.
  const comment = `timestamp:${seconds}\tfile:${manifestPath}\trootkeep-bundle:${organizationId}`
  return {
    signatureFile: minisign(Buffer.from(text), comment, signer),
    keyFile: publicKeyFile(minisignKeyOf(signer.publicKey)),
  }
}

/**
 * Judges the signature of a manifest with the key that stands in the manifest itself.
 *
 * SECURITY: `rootkeep.pub` and the first line of the signature are signed by nothing, and people read what they say. So both files have to be, to the
 * letter, what follows from the key and the signatures.
 */
export function judgeBundleSignature(
  { signer }: BundleManifest,
  manifest: Uint8Array,
  {
    signatureFile,
    keyFile,
  }: { readonly signatureFile: string | null; readonly keyFile: string | null },
): BundleSignature {
  const differs = (sentence: string) => ({ fits: false, sentence, trustedComment: null })
  if (signatureFile === null) return differs(`There is no ${signaturePath}: nobody signed.`)
  if (keyFile === null) return differs(`There is no ${publicKeyPath}, the key of the signer.`)
  if (!exactBytes(signer.publicKey, 32)) return differs('The manifest names no public key.')
  if (fingerprintOf(signer.publicKey) !== signer.fingerprint) {
    return differs('The fingerprint in the manifest is not that of the key in it.')
  }
  const key = minisignKeyOf(signer.publicKey)
  if (keyFile !== publicKeyFile(key)) {
    return differs(
      readPublicKey(keyFile)
        ? `${publicKeyPath} holds another key, or says something else of it, than the manifest.`
        : `${publicKeyPath} is not a public key.`,
    )
  }
  const signature = readSignature(signatureFile)
  if (!signature?.prehashed) return differs(`${signaturePath} is not a signature of this format.`)
  if (signatureFile !== signatureText(signature)) {
    return differs(`${signaturePath} says something that nobody signed.`)
  }
  switch (judgeSignature(manifest, signature, key)) {
    case 'other-key':
      return differs(`${signaturePath} was made with another key than the manifest names.`)
    case 'differs':
      return differs('The signature does not fit: manifest or signature were altered.')
    case 'fits':
      return {
        fits: true,
        sentence: `The manifest is signed with the key ${signer.fingerprint}.`,
        trustedComment: signature.trustedComment,
      }
  }
}
