import type { Attestation } from '../../shared/domain/account-detail.ts'
import type { OrganizationId } from '../../shared/domain/accounts.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

/** Keeps what people attested about the root user of the management account; nothing is overwritten. */
export function createAttestations(db: WritableDatabase) {
  const insert = db.prepare(`
    INSERT INTO attestations (id, organization_id, attested_by, statement, password_present, mfa_enabled,
      access_keys_present, attested_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)

  return {
    ...readAttestations(db),
    add(organizationId: OrganizationId, attestation: Attestation): void {
      insert.run(
        attestation.id,
        organizationId,
        attestation.by,
        attestation.statement,
        Number(attestation.passwordPresent),
        Number(attestation.mfaEnabled),
        Number(attestation.accessKeysPresent),
        attestation.attestedAt,
      )
    },
  }
}

/** Reads them. */
export function readAttestations(db: ReadableDatabase) {
  const newest = db.prepare<[string], AttestationRecord>(
    'SELECT * FROM attestations WHERE organization_id = ? ORDER BY attested_at DESC LIMIT 1',
  )
  const all = db.prepare<[string], AttestationRecord>(
    'SELECT * FROM attestations WHERE organization_id = ? ORDER BY attested_at',
  )

  return {
    newest(organizationId: OrganizationId): Attestation | null {
      const record = newest.get(organizationId)
      return record ? attestationOf(record) : null
    },
    /** Oldest first. */
    list: (organizationId: OrganizationId): Attestation[] =>
      all.all(organizationId).map(attestationOf),
  }
}

function attestationOf(record: AttestationRecord): Attestation {
  return {
    id: record.id,
    by: record.attested_by,
    statement: record.statement,
    passwordPresent: record.password_present === 1,
    mfaEnabled: record.mfa_enabled === 1,
    accessKeysPresent: record.access_keys_present === 1,
    attestedAt: record.attested_at,
  }
}

type AttestationRecord = {
  id: string
  attested_by: string
  statement: string
  password_present: number
  mfa_enabled: number
  access_keys_present: number
  attested_at: string
}
