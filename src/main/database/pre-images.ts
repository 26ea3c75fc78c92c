import type { AccountId, OrganizationId } from '../../shared/domain/accounts.ts'
import type { PreImage } from '../../shared/domain/resources.ts'
import type { WritableDatabase } from './database.ts'

/** Keeps every policy that was about to be replaced, so that it can be restored. They are never deleted. */
export function createPreImages(db: WritableDatabase) {
  // Written again after an interruption it is the same pre-image.
  const insert = db.prepare(`
    INSERT INTO pre_images (id, organization_id, procedure_id, account_id, service, resource, region, policy,
      policy_sha256, replaced_by_sha256, taken_at)
    VALUES ($id, $organizationId, $procedureId, $accountId, $service, $resource, $region, $policy, $policySha256,
      $replacedBySha256, $takenAt)
    ON CONFLICT (id) DO NOTHING`)
  const one = db.prepare<[string, string], PreImageRecord>(
    'SELECT * FROM pre_images WHERE organization_id = ? AND id = ?',
  )
  const all = db.prepare<[string, string | null, string | null], PreImageRecord>(`
    SELECT * FROM pre_images WHERE organization_id = ? AND (? IS NULL OR account_id = ?)
    ORDER BY taken_at DESC, id LIMIT 500`)

  return {
    keep(organizationId: OrganizationId, image: PreImage): void {
      const { policy, ...rest } = image
      insert.run({
        ...rest,
        organizationId,
        policy: policy?.text ?? null,
        policySha256: policy?.sha256 ?? null,
      })
    },
    get(organizationId: OrganizationId, id: string): PreImage | null {
      const kept = one.get(organizationId, id)
      return kept ? imageOf(kept) : null
    },
    /** Of one account, or of all; newest first. */
    list(organizationId: OrganizationId, accountId: AccountId | null): PreImage[] {
      return all.all(organizationId, accountId, accountId).map(imageOf)
    },
  }
}

type PreImageRecord = {
  id: string
  procedure_id: string
  account_id: AccountId
  service: 's3' | 'sqs'
  resource: string
  region: string
  policy: string | null
  policy_sha256: string | null
  replaced_by_sha256: string | null
  taken_at: string
}

function imageOf(kept: PreImageRecord): PreImage {
  return {
    id: kept.id,
    procedureId: kept.procedure_id,
    accountId: kept.account_id,
    service: kept.service,
    resource: kept.resource,
    region: kept.region,
    policy:
      kept.policy === null || kept.policy_sha256 === null
        ? null
        : { text: kept.policy, sha256: kept.policy_sha256 },
    replacedBySha256: kept.replaced_by_sha256,
    takenAt: kept.taken_at,
  }
}
