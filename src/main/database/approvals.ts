import type { Instant } from '../../shared/domain/accounts.ts'
import type { Approval } from '../../shared/domain/approvals.ts'
import type { WritableDatabase } from './database.ts'

export type KeptApproval = { readonly approval: Approval; readonly usedAt: Instant | null }

export type Approvals = ReturnType<typeof createApprovals>

/** Keeps the approvals that were brought back, and which of them have been used. */
export function createApprovals(db: WritableDatabase) {
  const insert = db.prepare(`
    INSERT INTO approvals (id, procedure_id, digest, approver_fingerprint, approval, accepted_at, expires_at)
    VALUES ($id, $procedureId, $digest, $approverFingerprint, $approval, $acceptedAt, $expiresAt)`)
  const use = db.prepare('UPDATE approvals SET used_at = ? WHERE id = ? AND used_at IS NULL')
  const one = db.prepare<[string], ApprovalRecord>('SELECT * FROM approvals WHERE id = ?')
  const ofProcedure = db.prepare<[string], ApprovalRecord>(
    'SELECT * FROM approvals WHERE procedure_id = ? ORDER BY accepted_at DESC, id',
  )

  return {
    add(approval: Approval, acceptedAt: Instant): void {
      insert.run({
        id: approval.id,
        procedureId: approval.procedureId,
        digest: approval.digest,
        approverFingerprint: approval.approver.fingerprint,
        approval: JSON.stringify(approval),
        acceptedAt,
        expiresAt: approval.expiresAt,
      })
    },

    /**
     * Marks an approval as used. Throws where it was used before, so that the transaction around it comes to nothing.
     *
     * SECURITY: one statement finds and marks it: of two processes only one succeeds.
     */
    use(id: string, at: Instant): void {
      if (use.run(at, id).changes !== 1) throw new Error('this approval was used before')
    },

    get(id: string): KeptApproval | null {
      const kept = one.get(id)
      return kept ? approvalOf(kept) : null
    },

    /** Newest first. */
    ofProcedure: (procedureId: string): KeptApproval[] =>
      ofProcedure.all(procedureId).map(approvalOf),
  }
}

type ApprovalRecord = { approval: string; used_at: string | null }

function approvalOf(kept: ApprovalRecord): KeptApproval {
  return { approval: JSON.parse(kept.approval) as Approval, usedAt: kept.used_at }
}
