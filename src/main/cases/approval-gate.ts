import type { Instant } from '../../shared/domain/accounts.ts'
import type { Approval } from '../../shared/domain/approvals.ts'
import type { Approvals } from '../database/approvals.ts'
import { refusalOfApproval, type KnownKeys } from './approval-judgement.ts'

/**
 * What the engine asks about approvals.
 *
 * SECURITY: an approval is judged anew each time it counts. What was accepted yesterday by a key that is revoked today lets nothing run.
 */
export function createApprovalGate(approvals: Approvals, keys: KnownKeys) {
  return {
    /** A valid approval of this plan that was not used yet; null where there is none. */
    approvalFor(procedureId: string, digest: string, now: Instant): Approval | null {
      const counts = approvals.ofProcedure(procedureId).find(({ approval, usedAt }) => {
        const plan = { procedureId, digest, expiresAt: approval.expiresAt }
        return usedAt === null && refusalOfApproval(approval, plan, keys, now) === null
      })
      return counts?.approval ?? null
    },

    /**
     * Uses an approval up: to be called in the transaction that lets the plan run, and no other. Throws where it was used before, so that the
     * transaction comes to nothing.
     */
    use(approvalId: string, at: Instant): void {
      approvals.use(approvalId, at)
    },
  }
}
