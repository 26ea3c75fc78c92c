import type { OrganizationId } from '../../shared/domain/accounts.ts'
import { WrittenFile } from '../../shared/domain/report-jobs.ts'
import type { WritableDatabase } from './database.ts'

/** Remembers which reports and bundles were written where, with their hashes. The files themselves are the operator's. */
export function createWrittenFiles(db: WritableDatabase) {
  const insert = db.prepare(`
    INSERT INTO written_files (id, organization_id, at, kind, path, bytes, sha256, question, redacted, scheduled)
    VALUES ($id, $organizationId, $at, $kind, $path, $bytes, $sha256, $question, $redacted, $scheduled)`)
  const page = db.prepare<[string, number, number], FileRecord>(`
    SELECT * FROM written_files WHERE organization_id = ? ORDER BY at DESC, id DESC LIMIT ? OFFSET ?`)
  const count = db.prepare<[string], { total: number }>(
    'SELECT count(*) AS total FROM written_files WHERE organization_id = ?',
  )

  return {
    /** Remembers files that were written together. */
    add(files: readonly WrittenFile[]): void {
      db.transaction(() => {
        for (const file of files) {
          insert.run({
            ...file,
            question: JSON.stringify(file.question),
            redacted: Number(file.redacted),
            scheduled: Number(file.scheduled),
          })
        }
      })
    },

    /** Newest first. */
    page(
      organizationId: OrganizationId,
      offset: number,
      limit: number,
    ): { total: number; files: WrittenFile[] } {
      return {
        total: count.get(organizationId)?.total ?? 0,
        files: page.all(organizationId, limit, offset).map(fileOf),
      }
    },
  }
}

type FileRecord = {
  id: string
  organization_id: string
  at: string
  kind: string
  path: string
  bytes: number
  sha256: string
  question: string
  redacted: number
  scheduled: number
}

function fileOf({ organization_id: organizationId, ...record }: FileRecord): WrittenFile {
  return WrittenFile.parse({
    ...record,
    organizationId,
    question: JSON.parse(record.question) as unknown,
    redacted: record.redacted === 1,
    scheduled: record.scheduled === 1,
  })
}
