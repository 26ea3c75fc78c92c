import type { ReadableDatabase } from '../database/database.ts'
import { readIdentities } from '../database/identities.ts'
import { readOperators } from '../database/operators.ts'

/** A public key with whose it is, as far as this workstation knows. */
export type KnownKey = {
  /** Base64 of the 32 bytes. */
  readonly publicKey: string
  /** A phrase that follows "signed by". */
  readonly knownAs: string
}

/** The keys that this workstation vouches for: its own, and those of the operators that are trusted here now. */
export function knownKeys(record: ReadableDatabase): KnownKey[] {
  const own = readIdentities(record)
    .keys()
    .map(({ name, publicKey, retiredAt }) => ({
      publicKey,
      knownAs:
        retiredAt === null
          ? `${name}, the identity of this workstation`
          : `${name}, an identity that this workstation had until ${retiredAt}`,
    }))
  const trusted = readOperators(record)
    .list()
    .filter(({ revokedAt }) => revokedAt === null)
    .map(({ name, publicKey }) => ({ publicKey, knownAs: `${name}, a trusted operator` }))
  return [...own, ...trusted]
}
