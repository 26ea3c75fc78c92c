import type { OrganizationId } from '../../../shared/domain/accounts.ts'
import type { OrganizationEvidence, PastOrganization } from '../../../shared/domain/evidence.ts'
import { readAttestations } from '../../database/attestations.ts'
import type { ReadableDatabase } from '../../database/database.ts'
import { readInventory } from '../../database/inventory.ts'
import { readFacts, readSettings } from '../../database/settings.ts'

/** What the cache keeps of the organization as a whole; null where it does not know it. */
export function readOrganization(
  db: ReadableDatabase,
  organizationId: OrganizationId,
  keepsPast: boolean,
): OrganizationEvidence | null {
  const inventory = readInventory(db)
  const organization = inventory.organization(organizationId)
  if (!organization) return null
  return {
    organization,
    past: keepsPast ? readPast(db, organizationId) : [],
    listedAt: inventory.listedAt(organizationId),
    units: inventory.units(organizationId),
    attestations: readAttestations(db).list(organizationId),
    freshnessDays: readSettings(db).freshnessDays,
  }
}

/** The organization that was connected last; null where none ever was. */
export function organizationConnectedLast(db: ReadableDatabase): OrganizationId | null {
  const { remembered } = readFacts(db)
  const connectionId = remembered('connection')
  return connectionId === null
    ? null
    : (remembered(`connection.organization.${connectionId}`) as OrganizationId | null)
}

function readPast(db: ReadableDatabase, organizationId: OrganizationId): PastOrganization[] {
  return db
    .prepare<[string], PastRow>(
      'SELECT * FROM organization_past WHERE organization_id = ? ORDER BY id',
    )
    .all(organizationId)
    .map((row) => ({
      featureSet: row.feature_set,
      features: row.features === null ? null : (JSON.parse(row.features) as string[]),
      trustedAccess: row.trusted_access === null ? null : row.trusted_access === 1,
      describedAt: row.described_at,
      until: row.until,
    }))
}

type PastRow = {
  until: string
  feature_set: string
  features: string | null
  trusted_access: number | null
  described_at: string
}
