import type { Instant } from '../../shared/domain/accounts.ts'
import type { TrustedOperator } from '../../shared/domain/operators.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

export type Operators = ReturnType<typeof createOperators>

/** Keeps the operators whose approvals count here. One that was revoked stays, and says so. */
export function createOperators(db: WritableDatabase) {
  const insert = db.prepare(`
    INSERT INTO operators (fingerprint, name, public_key, trusted_at)
    VALUES ($fingerprint, $name, $publicKey, $trustedAt)`)
  const revoke = db.prepare(
    'UPDATE operators SET revoked_at = ? WHERE fingerprint = ? AND revoked_at IS NULL',
  )
  const one = db.prepare<[string], OperatorRecord>('SELECT * FROM operators WHERE fingerprint = ?')

  return {
    ...readOperators(db),
    add({ fingerprint, name, publicKey, trustedAt }: Omit<TrustedOperator, 'revokedAt'>): void {
      insert.run({ fingerprint, name, publicKey, trustedAt })
    },
    revoke(fingerprint: string, at: Instant): void {
      revoke.run(at, fingerprint)
    },
    get(fingerprint: string): TrustedOperator | null {
      const kept = one.get(fingerprint)
      return kept ? operatorOf(kept) : null
    },
  }
}

/** Reads the operators of a record. */
export function readOperators(db: ReadableDatabase) {
  const all = db.prepare<[], OperatorRecord>(
    'SELECT * FROM operators ORDER BY revoked_at IS NOT NULL, trusted_at DESC',
  )
  return {
    /** Those that count first, then the revoked ones. */
    list: (): TrustedOperator[] => all.all().map(operatorOf),
  }
}

type OperatorRecord = {
  fingerprint: string
  name: string
  public_key: string
  trusted_at: string
  revoked_at: string | null
}

function operatorOf(kept: OperatorRecord): TrustedOperator {
  return {
    fingerprint: kept.fingerprint,
    name: kept.name,
    publicKey: kept.public_key,
    trustedAt: kept.trusted_at,
    revokedAt: kept.revoked_at,
  }
}
