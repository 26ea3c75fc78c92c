import { AccountFilter, type SavedFilter } from '../../shared/domain/account-query.ts'
import type { OrganizationId } from '../../shared/domain/accounts.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

/** Keeps the filters that the operator named. A name that exists is overwritten. */
export function createSavedFilters(db: WritableDatabase) {
  const save = db.prepare<[string, string, string, string], { id: string }>(`
    INSERT INTO saved_filters (id, organization_id, name, filter) VALUES (?, ?, ?, ?)
    ON CONFLICT (organization_id, name) DO UPDATE SET filter = excluded.filter RETURNING id`)
  const remove = db.prepare('DELETE FROM saved_filters WHERE organization_id = ? AND id = ?')

  return {
    ...readSavedFilters(db),
    save(organizationId: OrganizationId, filter: SavedFilter): SavedFilter {
      const row = save.get(filter.id, organizationId, filter.name, JSON.stringify(filter.filter))
      return { ...filter, id: row?.id ?? filter.id }
    },
    remove(organizationId: OrganizationId, id: string): void {
      remove.run(organizationId, id)
    },
  }
}

/** Reads the filters alone. */
export function readSavedFilters(db: ReadableDatabase) {
  const list = db.prepare<[string], { id: string; name: string; filter: string }>(
    'SELECT id, name, filter FROM saved_filters WHERE organization_id = ? ORDER BY name COLLATE NOCASE',
  )
  return {
    list(organizationId: OrganizationId): SavedFilter[] {
      return list.all(organizationId).flatMap(({ id, name, filter }) => {
        const parsed = AccountFilter.safeParse(JSON.parse(filter))
        return parsed.success ? [{ id, name, filter: parsed.data }] : []
      })
    },
  }
}
