import type { OrganizationId } from '../../shared/domain/accounts.ts'
import {
  CloudTrailFinding,
  CloudTrailImport,
  type CloudTrailMatch,
} from '../../shared/domain/journal.ts'
import type { WritableDatabase } from './database.ts'

export type CloudTrailImports = ReturnType<typeof createCloudTrailImports>

/** Keeps what was imported of CloudTrail, and what the comparison with it found. */
export function createCloudTrailImports(db: WritableDatabase) {
  const insert = db.prepare(
    'INSERT INTO cloudtrail_imports (id, organization_id, at, summary) VALUES (?, ?, ?, ?)',
  )
  const insertFinding = db.prepare(
    'INSERT INTO cloudtrail_findings (import_id, position, match, finding) VALUES (?, ?, ?, ?)',
  )
  const dropUnfinished = db.prepare(
    'DELETE FROM cloudtrail_findings WHERE import_id NOT IN (SELECT id FROM cloudtrail_imports)',
  )
  const list = db.prepare<[string], { summary: string }>(
    'SELECT summary FROM cloudtrail_imports WHERE organization_id = ? ORDER BY at DESC, id',
  )
  const known = db.prepare<[string], { id: string }>(
    'SELECT id FROM cloudtrail_imports WHERE id = ?',
  )
  const page = db.prepare<[string, number, number], { finding: string }>(`
    SELECT finding FROM cloudtrail_findings WHERE import_id = ? ORDER BY position LIMIT ? OFFSET ?`)
  const pageOfMatch = db.prepare<[string, string, number, number], { finding: string }>(`
    SELECT finding FROM cloudtrail_findings WHERE import_id = ? AND match = ? ORDER BY position LIMIT ? OFFSET ?`)
  const count = db.prepare<[string], { total: number }>(
    'SELECT count(*) AS total FROM cloudtrail_findings WHERE import_id = ?',
  )
  const countOfMatch = db.prepare<[string, string], { total: number }>(
    'SELECT count(*) AS total FROM cloudtrail_findings WHERE import_id = ? AND match = ?',
  )

  return {
    /** Forgets findings of an import that did not come to its end. Not while one is under way. */
    dropUnfinished(): void {
      dropUnfinished.run()
    },

    /** Keeps findings of an import that is not kept yet; `position` is the place of the first. */
    addFindings(importId: string, findings: readonly CloudTrailFinding[], position: number): void {
      db.transaction(() => {
        findings.forEach((finding, index) =>
          insertFinding.run(importId, position + index, finding.match, JSON.stringify(finding)),
        )
      })
    },

    /** Keeps the import: from now on its findings count. */
    add(organizationId: OrganizationId, imported: CloudTrailImport): void {
      insert.run(imported.id, organizationId, imported.at, JSON.stringify(imported))
    },

    /** The imports of an organization, newest first. */
    list: (organizationId: OrganizationId): CloudTrailImport[] =>
      list.all(organizationId).map(({ summary }) => CloudTrailImport.parse(JSON.parse(summary))),

    /** The findings of an import, oldest first; null where there is no such import. */
    findings(
      importId: string,
      match: CloudTrailMatch | null,
      offset: number,
      limit: number,
    ): { total: number; findings: CloudTrailFinding[] } | null {
      if (!known.get(importId)) return null
      const rows =
        match === null
          ? page.all(importId, limit, offset)
          : pageOfMatch.all(importId, match, limit, offset)
      const total = match === null ? count.get(importId) : countOfMatch.get(importId, match)
      return {
        total: total?.total ?? 0,
        findings: rows.map(({ finding }) => CloudTrailFinding.parse(JSON.parse(finding))),
      }
    },
  }
}
