import type { Instant } from '../../shared/domain/accounts.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

/** A signing identity as it is kept: the private key sealed, never plain. */
export type KeptIdentity = {
  readonly fingerprint: string
  readonly name: string
  /** Base64 of the 32 bytes. */
  readonly publicKey: string
  readonly protection: 'os' | 'passphrase'
  readonly sealedKey: string
  readonly createdAt: Instant
}

export type Identities = ReturnType<typeof createIdentities>

/** Keeps the signing identity of this workstation, and remembers which ones it had before. */
export function createIdentities(db: WritableDatabase) {
  const insert = db.prepare(`
    INSERT INTO identities (fingerprint, name, public_key, protection, sealed_key, created_at)
    VALUES ($fingerprint, $name, $publicKey, $protection, $sealedKey, $createdAt)`)
  const retire = db.prepare(
    'UPDATE identities SET retired_at = ?, sealed_key = NULL WHERE retired_at IS NULL',
  )
  const ever = db.prepare<[string], { fingerprint: string }>(
    'SELECT fingerprint FROM identities WHERE fingerprint = ?',
  )

  return {
    ...readIdentities(db),

    /** Puts an identity in the place of the one in use, whose private key is dropped. Call it in a transaction. */
    replace(identity: KeptIdentity): void {
      retire.run(identity.createdAt)
      insert.run(identity)
    },

    /** True for the identity in use and for all that were before it. */
    wasEver: (fingerprint: string): boolean => ever.get(fingerprint) !== undefined,
  }
}

/** Reads the signing identities of a record. */
export function readIdentities(db: ReadableDatabase) {
  const current = db.prepare<[], IdentityRecord>(
    'SELECT * FROM identities WHERE retired_at IS NULL',
  )
  const all = db.prepare<[], OwnKey>(`
    SELECT name, public_key AS publicKey, retired_at AS retiredAt FROM identities
    ORDER BY retired_at IS NOT NULL, created_at DESC`)

  return {
    /** The identity in use; null where there is none yet. */
    current(): KeptIdentity | null {
      const kept = current.get()
      if (!kept) return null
      return {
        fingerprint: kept.fingerprint,
        name: kept.name,
        publicKey: kept.public_key,
        protection: kept.protection,
        sealedKey: kept.sealed_key,
        createdAt: kept.created_at,
      }
    },

    /** The keys of the identity in use and of all that were before it, the newest first. */
    keys: (): OwnKey[] => all.all(),
  }
}

/** A public key that this workstation signs or has signed with. */
type OwnKey = {
  readonly name: string
  /** Base64 of the 32 bytes. */
  readonly publicKey: string
  /** When another took its place; null for the one in use. */
  readonly retiredAt: Instant | null
}

type IdentityRecord = {
  fingerprint: string
  name: string
  public_key: string
  protection: 'os' | 'passphrase'
  sealed_key: string
  created_at: string
}
