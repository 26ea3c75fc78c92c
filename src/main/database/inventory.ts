import type {
  Account,
  AccountId,
  AccountState,
  Instant,
  OrganizationId,
} from '../../shared/domain/accounts.ts'
import type { Organization } from '../../shared/domain/connections.ts'
import type { Tag } from '../../shared/domain/account-detail.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

/** An account as one page of the listing carries it. */
export type ListedAccount = Omit<Account, 'firstSeenAt' | 'lastSeenAt' | 'leftAt'>
export type ListedUnit = { id: string; name: string; parentId: string | null }

export type Inventory = ReturnType<typeof createInventory>

/** Keeps what Organizations said: the organization, its units, its accounts. */
export function createInventory(db: WritableDatabase) {
  const saveOrganization = db.prepare(`
    INSERT INTO organizations (id, management_account_id, feature_set, features, trusted_access, described_at)
    VALUES ($id, $managementAccountId, $featureSet, $features, $trustedAccess, $describedAt)
    ON CONFLICT (id) DO UPDATE SET management_account_id = excluded.management_account_id,
      feature_set = excluded.feature_set, features = excluded.features,
      trusted_access = excluded.trusted_access, described_at = excluded.described_at`)
  const markListed = db.prepare('UPDATE organizations SET listed_at = ? WHERE id = ?')
  const saveAccount = db.prepare(`
    INSERT INTO accounts (organization_id, id, name, email, state, path, parent_id, unit_path, is_management,
      is_delegated, joined_method, joined_at, first_seen_at, last_seen_at, search_text)
    VALUES ($organizationId, $id, $name, $email, $state, $path, $parentId, $unitPath, $isManagement,
      $isDelegated, $joinedMethod, $joinedAt, $at, $at, $searchText)
    ON CONFLICT (organization_id, id) DO UPDATE SET name = excluded.name, email = excluded.email,
      state = excluded.state, path = excluded.path, parent_id = excluded.parent_id,
      unit_path = excluded.unit_path, is_management = excluded.is_management,
      is_delegated = excluded.is_delegated, joined_method = excluded.joined_method,
      joined_at = excluded.joined_at, last_seen_at = excluded.last_seen_at, left_at = NULL, present = 1,
      search_text = excluded.search_text
    WHERE (name, email, state, path, parent_id, unit_path, is_management, is_delegated, joined_method,
        joined_at, present, search_text) IS NOT (excluded.name, excluded.email, excluded.state,
        excluded.path, excluded.parent_id, excluded.unit_path, excluded.is_management,
        excluded.is_delegated, excluded.joined_method, excluded.joined_at, 1, excluded.search_text)`)
  const touchAccount = db.prepare(
    'UPDATE accounts SET last_seen_at = ? WHERE organization_id = ? AND id = ?',
  )
  const present = db.prepare<[string, string], { present: number; tags: string | null }>(
    'SELECT present, tags FROM accounts WHERE organization_id = ? AND id = ?',
  )
  // Last seen after this listing: a clock was set back since, and it was not in this one either.
  const missing = db.prepare<[string, string, string], { id: AccountId }>(
    'SELECT id FROM accounts WHERE organization_id = ? AND present = 1 AND last_seen_at NOT BETWEEN ? AND ?',
  )
  const markLeft = db.prepare(
    'UPDATE accounts SET left_at = ?, present = 0 WHERE organization_id = ? AND id = ?',
  )
  const dropUnits = db.prepare('DELETE FROM units WHERE organization_id = ?')
  const saveUnit = db.prepare(
    'INSERT INTO units (organization_id, id, name, parent_id) VALUES (?, ?, ?, ?)',
  )
  const saveTags = db.prepare(
    'UPDATE accounts SET tags = ?, tags_read_at = ?, search_text = ? WHERE organization_id = ? AND id = ?',
  )
  const following = db.prepare<[string, string, number], PlacedRecord>(`
    SELECT id, name, email, path, parent_id, unit_path, tags FROM accounts
    WHERE organization_id = ? AND id > ? ORDER BY id LIMIT ?`)
  const place = db.prepare(
    'UPDATE accounts SET unit_path = ?, search_text = ? WHERE organization_id = ? AND id = ?',
  )
  const stateOf = db.prepare<[string, string], { state: AccountState; is_management: number }>(
    'SELECT state, is_management FROM accounts WHERE organization_id = ? AND id = ?',
  )
  const searchable = db.prepare<
    [string, string],
    { name: string; email: string; unit_path: string; tags: string | null }
  >('SELECT name, email, unit_path, tags FROM accounts WHERE organization_id = ? AND id = ?')
  const saveEmail = db.prepare(
    'UPDATE accounts SET email = ?, search_text = ?, last_seen_at = ? WHERE organization_id = ? AND id = ?',
  )

  return {
    ...readInventory(db),

    saveOrganization(organization: Organization): void {
      saveOrganization.run({
        ...organization,
        features: organization.features === null ? null : JSON.stringify(organization.features),
        trustedAccess:
          organization.trustedAccess === null ? null : Number(organization.trustedAccess),
      })
    },

    /** Keeps one page of the listing; returns the accounts that were not members before. */
    saveAccounts(
      organizationId: OrganizationId,
      accounts: readonly ListedAccount[],
      unitNames: UnitNames,
      at: Instant,
    ): AccountId[] {
      return db.transaction(() => {
        const joined: AccountId[] = []
        for (const account of accounts) {
          const before = present.get(organizationId, account.id)
          if (before?.present !== 1) joined.push(account.id)
          const unitPath = unitNames.pathOf(account)
          saveAccount.run({
            organizationId,
            id: account.id,
            name: account.name,
            email: account.email,
            state: account.state,
            path: account.path,
            parentId: account.parentId,
            unitPath,
            isManagement: Number(account.isManagement),
            isDelegated: Number(account.isDelegatedAdministrator),
            joinedMethod: account.joinedMethod,
            joinedAt: account.joinedAt,
            at,
            searchText: searchText({ ...account, unitPath }, tagsOf(before?.tags ?? null)),
          })
          touchAccount.run(at, organizationId, account.id)
        }
        return joined
      })
    },

    /**
     * Ends a listing that was complete: who was not in it has left. Only call this when the last page
     * was read: a broken listing proves nothing about who is missing.
     */
    endListing(organizationId: OrganizationId, begunAt: Instant, at: Instant): AccountId[] {
      return db.transaction(() => {
        const left = missing.all(organizationId, begunAt, at).map((row) => row.id)
        for (const id of left) markLeft.run(at, organizationId, id)
        markListed.run(at, organizationId)
        return left
      })
    },

    saveUnits(organizationId: OrganizationId, units: readonly ListedUnit[]): void {
      db.transaction(() => {
        dropUnits.run(organizationId)
        for (const unit of units) saveUnit.run(organizationId, unit.id, unit.name, unit.parentId)
      })
    },

    /**
     * Writes the names of the units above each account, after the tree was read anew. Gives way between
     * slices: 50,000 accounts must not freeze the window.
     */
    async placeAccounts(organizationId: OrganizationId, names: UnitNames): Promise<void> {
      let after = ''
      for (;;) {
        const records = following.all(organizationId, after, slice)
        db.transaction(() => {
          for (const record of records) {
            const unitPath = names.pathOf({ path: record.path, parentId: record.parent_id })
            if (unitPath === record.unit_path) continue
            const text = searchText({ ...record, unitPath }, tagsOf(record.tags))
            place.run(unitPath, text, organizationId, record.id)
          }
        })
        if (records.length < slice) return
        after = records.at(-1)?.id ?? after
        await new Promise((resolve) => setImmediate(resolve))
      }
    },

    /** The state of a known account; null where it is not known. */
    stateOf(
      organizationId: OrganizationId,
      accountId: AccountId,
    ): { state: AccountState; isManagement: boolean } | null {
      const record = stateOf.get(organizationId, accountId)
      return record ? { state: record.state, isManagement: record.is_management === 1 } : null
    },

    /** Keeps the address of a root user that was read at `at`, after the last listing. */
    saveEmail(
      organizationId: OrganizationId,
      accountId: AccountId,
      email: string,
      at: Instant,
    ): void {
      const row = searchable.get(organizationId, accountId)
      if (!row) return
      const account = { id: accountId, name: row.name, email, unitPath: row.unit_path }
      saveEmail.run(email, searchText(account, tagsOf(row.tags)), at, organizationId, accountId)
    },

    saveTags(
      organizationId: OrganizationId,
      accountId: AccountId,
      tags: readonly Tag[],
      at: Instant,
    ): void {
      const row = searchable.get(organizationId, accountId)
      if (!row) return
      const text = searchText({ id: accountId, ...row, unitPath: row.unit_path }, tags)
      saveTags.run(JSON.stringify(tags), at, text, organizationId, accountId)
    },
  }
}

/** Reads the organization and its units. */
export function readInventory(db: ReadableDatabase) {
  const organization = db.prepare<[string], OrganizationRecord>(
    'SELECT * FROM organizations WHERE id = ?',
  )
  const listedAt = db.prepare<[string], { listed_at: string | null }>(
    'SELECT listed_at FROM organizations WHERE id = ?',
  )
  const units = db.prepare<[string], { id: string; name: string; parent_id: string | null }>(
    'SELECT id, name, parent_id FROM units WHERE organization_id = ? ORDER BY name COLLATE NOCASE, id',
  )

  return {
    organization(id: OrganizationId): Organization | null {
      const record = organization.get(id)
      return record ? organizationOf(record) : null
    },

    /** When a listing last came to its end; null where none did. */
    listedAt(id: OrganizationId): Instant | null {
      return listedAt.get(id)?.listed_at ?? null
    },

    units(organizationId: OrganizationId): ListedUnit[] {
      return units
        .all(organizationId)
        .map((row) => ({ id: row.id, name: row.name, parentId: row.parent_id }))
    },
  }
}

const slice = 1000

export type UnitNames = {
  /** The names of the units above an account, from the top, `Workloads / Prod`; `''` directly below the root. */
  pathOf(account: { path: string; parentId: string }): string
}

/** Names the way from the root down to an account. */
export function unitNames(units: readonly ListedUnit[]): UnitNames {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const paths = new Map<string, string>()
  return {
    pathOf({ path, parentId }) {
      const parent = path.split('/').findLast((part) => part.startsWith('ou-')) ?? parentId
      const known = paths.get(parent)
      if (known !== undefined) return known
      const names: string[] = []
      const seen = new Set<string>()
      let unit = byId.get(parent)
      while (unit && unit.id.startsWith('ou-') && !seen.has(unit.id)) {
        seen.add(unit.id)
        names.unshift(unit.name)
        unit = unit.parentId === null ? undefined : byId.get(unit.parentId)
      }
      const named = names.join(' / ')
      paths.set(parent, named)
      return named
    },
  }
}

/** What the search box looks through, in lower case. */
export function searchText(
  account: { id: string; name: string; email: string; unitPath: string },
  tags: readonly Tag[],
): string {
  const tagText = tags.map((tag) => `${tag.key}=${tag.value}`).join('\n')
  return [account.name, account.id, account.email, account.unitPath, tagText]
    .join('\n')
    .toLowerCase()
}

/** Reads the tags as they are kept; an account whose tags were never read has none to search. */
export function tagsOf(text: string | null): Tag[] {
  return text === null ? [] : (JSON.parse(text) as Tag[])
}

type PlacedRecord = {
  id: AccountId
  name: string
  email: string
  path: string
  parent_id: string
  unit_path: string
  tags: string | null
}

type OrganizationRecord = {
  id: OrganizationId
  management_account_id: AccountId
  feature_set: string
  features: string | null
  trusted_access: number | null
  described_at: string
}

function organizationOf(record: OrganizationRecord): Organization {
  return {
    id: record.id,
    managementAccountId: record.management_account_id,
    featureSet: record.feature_set,
    features: record.features === null ? null : (JSON.parse(record.features) as string[]),
    trustedAccess: record.trusted_access === null ? null : record.trusted_access === 1,
    describedAt: record.described_at,
  }
}
