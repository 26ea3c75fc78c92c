import type { Instant, OrganizationId } from '../../shared/domain/accounts.ts'
import { ConnectionSettings } from '../../shared/domain/connections.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

/** A connection as it is kept: no secret is in it. */
export type KeptConnection = {
  readonly id: string
  readonly settings: ConnectionSettings
  /** The organization that it led to first, and has to lead to; null before. */
  readonly organizationId: OrganizationId | null
  readonly lastUsedAt: Instant | null
}

export type Connections = ReturnType<typeof createConnections>

/** Keeps the connections of the operator. */
export function createConnections(db: WritableDatabase) {
  const insert = db.prepare<[string, string, string, string]>(
    'INSERT INTO connections (id, settings, created_at, updated_at) VALUES (?, ?, ?, ?)',
  )
  const change = db.prepare<[string, string, string]>(
    'UPDATE connections SET settings = ?, updated_at = ? WHERE id = ?',
  )
  const lead = db.prepare<[string | null, string]>(
    'UPDATE connections SET organization_id = ? WHERE id = ?',
  )
  const use = db.prepare<[string, string]>('UPDATE connections SET last_used_at = ? WHERE id = ?')
  const remove = db.prepare<[string]>('DELETE FROM connections WHERE id = ?')

  return {
    ...readConnections(db),
    add(id: string, settings: ConnectionSettings, at: Instant): void {
      insert.run(id, JSON.stringify(settings), at, at)
    },
    change(id: string, settings: ConnectionSettings, at: Instant): void {
      change.run(JSON.stringify(settings), at, id)
    },
    /** Sets the organization that it has to lead to; null for whichever comes first. */
    lead(id: string, organizationId: OrganizationId | null): void {
      lead.run(organizationId, id)
    },
    used(id: string, at: Instant): void {
      use.run(at, id)
    },
    remove(id: string): void {
      remove.run(id)
    },
  }
}

/** Reads the connections of a record. */
export function readConnections(db: ReadableDatabase) {
  const all = db.prepare<[], ConnectionRecord>('SELECT * FROM connections ORDER BY created_at, id')
  const one = db.prepare<[string], ConnectionRecord>('SELECT * FROM connections WHERE id = ?')
  return {
    /** In the order that they were made in. `unreadable` counts those that this version cannot read. */
    list(): { readonly connections: KeptConnection[]; readonly unreadable: number } {
      const records = all.all()
      const connections = records.flatMap((record) => keptOf(record) ?? [])
      return { connections, unreadable: records.length - connections.length }
    },
    /** Null where there is none, or this version cannot read it. */
    get(id: string): KeptConnection | null {
      const record = one.get(id)
      return record ? keptOf(record) : null
    },
  }
}

type ConnectionRecord = {
  id: string
  settings: string
  organization_id: string | null
  last_used_at: string | null
}

function keptOf(record: ConnectionRecord): KeptConnection | null {
  const settings = ConnectionSettings.safeParse(valueOf(record.settings))
  if (!settings.success) return null
  return {
    id: record.id,
    settings: settings.data,
    organizationId: record.organization_id as OrganizationId | null,
    lastUsedAt: record.last_used_at,
  }
}

function valueOf(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
