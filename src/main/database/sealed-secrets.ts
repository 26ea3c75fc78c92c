import type { Instant } from '../../shared/domain/accounts.ts'
import type { SecretKind } from '../identity/identity-ports.ts'
import type { WritableDatabase } from './database.ts'

/** A secret as the key store of the system sealed it. */
export type SealedSecret = {
  readonly sealed: string
  /** Which key store it was. */
  readonly backend: string
}

export type SealedSecrets = ReturnType<typeof createSealedSecrets>

/** Keeps what a key store sealed. SECURITY: this table never gets a secret that is not. */
export function createSealedSecrets(db: WritableDatabase) {
  const read = db.prepare<[string, string], SealedSecret>(
    'SELECT sealed, backend FROM sealed_secrets WHERE connection_id = ? AND kind = ?',
  )
  const write = db.prepare(`
    INSERT INTO sealed_secrets (connection_id, kind, sealed, backend, sealed_at)
    VALUES ($connectionId, $kind, $sealed, $backend, $at)
    ON CONFLICT (connection_id, kind) DO UPDATE
      SET sealed = excluded.sealed, backend = excluded.backend, sealed_at = excluded.sealed_at`)
  const removeOne = db.prepare('DELETE FROM sealed_secrets WHERE connection_id = ? AND kind = ?')
  const removeAll = db.prepare('DELETE FROM sealed_secrets WHERE connection_id = ?')
  const removeKind = db.prepare('DELETE FROM sealed_secrets WHERE kind = ?')

  return {
    get: (connectionId: string, kind: SecretKind): SealedSecret | null =>
      read.get(connectionId, kind) ?? null,
    keep(connectionId: string, kind: SecretKind, secret: SealedSecret, at: Instant): void {
      write.run({ connectionId, kind, ...secret, at })
    },
    remove(connectionId: string, kind: SecretKind): void {
      removeOne.run(connectionId, kind)
    },
    removeAllOf(connectionId: string): void {
      removeAll.run(connectionId)
    },
    removeAllOfKind(kind: SecretKind): void {
      removeKind.run(kind)
    },
  }
}
