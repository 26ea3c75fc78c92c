import type { AccountId, Instant } from '../../shared/domain/accounts.ts'
import type { Approval } from '../../shared/domain/approvals.ts'
import type { BreakGlassCase } from '../../shared/domain/cases.ts'
import type { Outcome } from '../../shared/ipc/result.ts'

/** What procedures need of break-glass cases. */
export type CasesForProcedures = {
  /** The case, if procedures may begin in it: open, and inside its time box. */
  requireOpen(caseId: string): Outcome<BreakGlassCase>
  get(caseId: string): BreakGlassCase | null
  /** The accounts that the case has opened and not yet closed again. */
  stillOpen(caseId: string): readonly AccountId[]
  /** These write into the record, inside a transaction of the journal. */
  accountReopened(reopened: {
    caseId: string
    procedureId: string
    accountId: AccountId
    accountName: string
    at: Instant
  }): void
  accountClosed(closed: {
    caseId: string
    procedureId: string
    accountId: AccountId
    at: Instant
  }): void
  /** The procedure opened nothing after all: AWS refused. */
  accountNotReopened(refused: { caseId: string; procedureId: string; accountId: AccountId }): void
}

/** What procedures need of approvals. */
export type ApprovalsForProcedures = {
  /** A valid approval of this plan that was not used yet; null where there is none. */
  approvalFor(procedureId: string, digest: string, now: Instant): Approval | null
  /** Uses it up; inside a transaction of the journal. */
  use(approvalId: string, at: Instant): void
}
