import type { AccountId, Instant, OrganizationId } from '../../shared/domain/accounts.ts'
import { stillOpen, type BreakGlassCase } from '../../shared/domain/cases.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { Clock } from '../clock.ts'
import type { Cases } from '../database/cases.ts'

export type CaseGateDeps = {
  readonly cases: Cases
  readonly clock: Clock
  /** The organization on screen; null where there is none. */
  readonly organizationId: () => OrganizationId | null
}

/** What the engine asks of cases, and tells them. What it tells is to be written inside a transaction of the journal. */
export function createCaseGate({ cases, clock, organizationId }: CaseGateDeps) {
  /** The case, if it is of this organization and not closed. */
  function notClosed(caseId: string): Outcome<BreakGlassCase> {
    const found = cases.get(caseId)
    if (!found || found.organizationId !== organizationId()) {
      return fail(
        failureOf('not-found', { message: 'There is no such case in this organization.' }),
      )
    }
    return found.state === 'closed' ? fail(failureOf('case-closed')) : succeed(found)
  }

  return {
    get: (caseId: string): BreakGlassCase | null => cases.get(caseId),

    notClosed,

    /** The case, if procedures may begin in it: open, and inside its time box. Errors: `not-found`, `case-closed`, `case-over`. */
    requireOpen(caseId: string): Outcome<BreakGlassCase> {
      const found = notClosed(caseId)
      if (!found.ok) return found
      return clock.instant() < found.value.until ? found : fail(failureOf('case-over'))
    },

    /** The accounts that the case has opened and not yet closed again. */
    stillOpen(caseId: string): readonly AccountId[] {
      const found = cases.get(caseId)
      return found ? stillOpen(found).map((account) => account.accountId) : []
    },

    /** The procedure opens this account, or may have: to be written with the intent, so that it is never forgotten. */
    accountReopened(reopened: {
      caseId: string
      procedureId: string
      accountId: AccountId
      accountName: string
      at: Instant
    }): void {
      cases.reopen(reopened.caseId, { ...reopened, reopenedAt: reopened.at })
    },

    /** The procedure opened nothing after all: AWS refused. */
    accountNotReopened({ caseId, procedureId }: { caseId: string; procedureId: string }): void {
      cases.forgetReopening(caseId, procedureId)
    },

    /** The account was read back, and no root credential is left in it. */
    accountClosed(closed: {
      caseId: string
      procedureId: string
      accountId: AccountId
      at: Instant
    }): void {
      cases.closeAccount(closed.caseId, closed.accountId, closed.procedureId, closed.at)
    },
  }
}
