import type { AccountId, Instant, OrganizationId } from '../../shared/domain/accounts.ts'
import type { Exemption } from '../../shared/domain/exemptions.ts'
import type { FindingKind } from '../../shared/domain/findings.ts'
import type { WritableDatabase } from './database.ts'

export type Exemptions = ReturnType<typeof createExemptions>

/** Keeps exemptions. They are never deleted: one that was withdrawn says so. */
export function createExemptions(db: WritableDatabase) {
  const insert = db.prepare(`
    INSERT INTO exemptions (id, organization_id, account_id, kinds, owner, reason, ticket, created_at, expires_at)
    VALUES ($id, $organizationId, $accountId, $kinds, $owner, $reason, $ticket, $createdAt, $expiresAt)`)
  const revoke = db.prepare(
    'UPDATE exemptions SET revoked_at = ? WHERE organization_id = ? AND id = ? AND revoked_at IS NULL',
  )
  const all = db.prepare<[string], ExemptionRecord>(
    'SELECT * FROM exemptions WHERE organization_id = ? ORDER BY created_at DESC',
  )
  const ofAccount = db.prepare<[string, string], ExemptionRecord>(
    'SELECT * FROM exemptions WHERE organization_id = ? AND account_id = ? ORDER BY created_at DESC',
  )
  const one = db.prepare<[string, string], ExemptionRecord>(
    'SELECT * FROM exemptions WHERE organization_id = ? AND id = ?',
  )

  return {
    add(organizationId: OrganizationId, exemption: Exemption): void {
      insert.run({
        id: exemption.id,
        organizationId,
        accountId: exemption.accountId,
        kinds: JSON.stringify(exemption.kinds),
        owner: exemption.owner,
        reason: exemption.reason,
        ticket: exemption.ticket,
        createdAt: exemption.createdAt,
        expiresAt: exemption.expiresAt,
      })
    },
    revoke(organizationId: OrganizationId, id: string, at: Instant): void {
      revoke.run(at, organizationId, id)
    },
    get(organizationId: OrganizationId, id: string): Exemption | null {
      const record = one.get(organizationId, id)
      return record ? exemptionOf(record) : null
    },
    list(organizationId: OrganizationId): Exemption[] {
      return all.all(organizationId).map(exemptionOf)
    },
    ofAccount(organizationId: OrganizationId, accountId: AccountId): Exemption[] {
      return ofAccount.all(organizationId, accountId).map(exemptionOf)
    },
  }
}

/** An exemption as it lies in the cache. */
export type ExemptionRecord = {
  id: string
  account_id: AccountId
  kinds: string
  owner: string
  reason: string
  ticket: string
  created_at: string
  expires_at: string
  revoked_at: string | null
}

export function exemptionOf(record: ExemptionRecord): Exemption {
  return {
    id: record.id,
    accountId: record.account_id,
    kinds: JSON.parse(record.kinds) as FindingKind[],
    owner: record.owner,
    reason: record.reason,
    ticket: record.ticket,
    createdAt: record.created_at,
    expiresAt: record.expires_at,
    revokedAt: record.revoked_at,
  }
}
