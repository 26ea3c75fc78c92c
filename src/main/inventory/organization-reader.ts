import type { AccountId, OrganizationId } from '../../shared/domain/accounts.ts'
import type { Caller, Organization } from '../../shared/domain/connections.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { AwsAccess } from '../aws/aws-access.ts'
import type { Inventory, ListedUnit } from '../database/inventory.ts'
import type { Clock } from '../clock.ts'

/** The organization and who is calling in it, as far as AWS says. */
export type Introduction = {
  readonly caller: Caller
  readonly organization: Organization
  readonly delegatedAdministrators: readonly AccountId[]
}

/**
 * Learns whose credentials these are and which organization they belong to, and keeps the organization.
 *
 * What may be refused to a caller who can audit nonetheless (the features, trusted access, the
 * delegates) is null or empty then, never guessed.
 *
 * @param expected the organization that it has to be; null for whichever it is. Of another one nothing more is read and nothing is kept:
 * `organization-differs`.
 */
export async function introduce(
  access: AwsAccess,
  inventory: Inventory,
  clock: Clock,
  expected: OrganizationId | null = null,
): Promise<Outcome<Introduction>> {
  const identity = await access.caller()
  if (!identity.ok) return identity
  const described = await access.organization.describe()
  if (!described.ok) return described
  if (expected !== null && described.value.id !== expected) {
    return fail(
      failureOf('organization-differs', {
        message: `This connection led to the organization ${expected}, and these credentials (${identity.value.arn}) belong to ${described.value.id}. Nothing of it was kept.`,
      }),
    )
  }
  const [features, trusted, delegates] = await Promise.all([
    access.organization.features(),
    access.organization.trustedAccess(),
    access.organization.delegatedAdministrators(),
  ])
  const organization: Organization = {
    ...described.value,
    features: features.ok ? [...features.value].toSorted() : null,
    trustedAccess: trusted.ok ? trusted.value : null,
    describedAt: clock.instant(),
  }
  inventory.saveOrganization(organization)
  const delegatedAdministrators = delegates.ok ? delegates.value : []
  const { arn, accountId, expiresAt } = identity.value
  const kind =
    accountId === organization.managementAccountId
      ? 'management'
      : delegatedAdministrators.includes(accountId)
        ? 'delegated-administrator'
        : delegates.ok
          ? 'member'
          : 'unknown'
  return succeed({
    caller: { arn, accountId, expiresAt, kind },
    organization,
    delegatedAdministrators,
  })
}

/**
 * Reads the tree of organizational units, level by level, and keeps it. A tree that could not be read
 * to its end is not kept: half a tree would rename accounts.
 */
export async function readUnits(
  access: AwsAccess,
  inventory: Inventory,
  organizationId: OrganizationId,
): Promise<Outcome<readonly ListedUnit[]>> {
  // The first failure ends the other reads of its level: half a tree is of no use.
  const broken = new AbortController()
  const { organization } = access.scoped({ signal: broken.signal })
  const roots = await organization.roots()
  if (!roots.ok) return roots
  const units: ListedUnit[] = roots.value.map((root) => ({ ...root, parentId: null }))
  let level = units.map((unit) => unit.id)
  while (level.length > 0) {
    let failure: Failure | null = null
    const below = await Promise.all(
      level.map(async (parentId): Promise<ListedUnit[]> => {
        const found = await organization.unitsOf(parentId)
        if (found.ok) return found.value.map((unit) => ({ ...unit, parentId }))
        failure ??= found.error
        broken.abort()
        return []
      }),
    )
    if (failure) return fail(failure)
    const next = below.flat()
    units.push(...next)
    level = next.map((unit) => unit.id)
  }
  inventory.saveUnits(organizationId, units)
  return succeed(units)
}
