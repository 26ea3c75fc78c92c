import type { z } from 'zod'
import { canonicalJson } from '../journal/canonical-json.ts'
import { isSignatureOf } from './signature.ts'

/** What signs on behalf of the operator. It is at hand only while their identity is unlocked. */
export type Signer = {
  readonly name: string
  readonly fingerprint: string
  /** Base64 of the 32 bytes. */
  readonly publicKey: string
  /** Ed25519 over the UTF-8 of a text, base64. */
  sign(text: string): string
  /** Ed25519 over bytes, for formats of others alone: no document of ours is signed with it. */
  signBytes(bytes: Uint8Array): Uint8Array
}

/** A JSON document that says what it is, and is signed over the canonical JSON of all its other members. */
export type SignedDocument = { readonly format: string; readonly signature: string }

/** Signs a document. Its `format` is signed with it: a signature for one kind of document is none for another. */
export function signDocument<T extends { readonly format: string }>(
  document: T,
  signer: Pick<Signer, 'sign'>,
): T & { readonly signature: string } {
  return { ...document, signature: signer.sign(canonicalJson(document)) }
}

/** True where the document is, member for member, what the owner of the key signed. */
export function isSignedWith(
  { signature, ...document }: SignedDocument,
  publicKey: string,
): boolean {
  return isSignatureOf(canonicalJson(document), signature, publicKey)
}

/** The text of a document, as it is handed over: JSON that a person can read. */
export function textOf(document: SignedDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`
}

/**
 * Reads a document that was handed over as a file or pasted, also with words around it and with lines that a mail program broke. Null where it
 * is none of this kind. Whether its signature fits is asked separately.
 *
 * SECURITY: what the schema gives back is exactly what the text says: no member is dropped, added or rewritten on the way.
 */
export function readDocument<S extends z.ZodType<SignedDocument>>(
  schema: S,
  text: string,
): z.output<S> | null {
  const start = text.indexOf('{')
  const end = text.lastIndexOf('}')
  if (start === -1 || end < start) return null
  const given = text.slice(start, end + 1)
  const value = parsed(given) ?? parsed(mended(given))
  const read = schema.safeParse(value)
  return read.success && sameJson(read.data, value) ? read.data : null
}

/** Mail programs break long lines at a space, and indent with spaces that are none. */
function mended(text: string): string {
  return text.replaceAll(/ ?\r?\n/g, ' ').replaceAll('\u00a0', ' ')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function sameJson(one: unknown, other: unknown): boolean {
  try {
    return canonicalJson(one) === canonicalJson(other)
  } catch {
    // A lone surrogate: nothing that was ever signed.
    return false
  }
}
