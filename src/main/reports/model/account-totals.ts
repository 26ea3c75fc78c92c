import { accountStates, type AccountState } from '../../../shared/domain/accounts.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import type { FailureCode } from '../../../shared/domain/failure.ts'
import { findingKinds, type FindingKind } from '../../../shared/domain/findings.ts'
import { completenessOf, postures, type Posture } from '../../../shared/domain/posture.ts'
import type { Report, ReportAccount } from '../../../shared/domain/reports.ts'

export type AccountTotals = Pick<
  Report,
  'completeness' | 'postures' | 'findings' | 'holding' | 'notApplicable' | 'unknownReasons'
>

/** Counts the accounts of a report. Only members count: those that have left are listed and no more. */
export function accountTotals(accounts: readonly ReportAccount[]): AccountTotals {
  const byPosture = zeros<Posture>(postures)
  const byFinding = zeros<FindingKind>(findingKinds)
  const byState = zeros<AccountState>(accountStates)
  const reasons = new Map<FailureCode, number>()
  let management = 0
  for (const account of accounts) {
    if (account.leftAt !== null) continue
    const { posture } = account
    byPosture[posture] += 1
    if (account.unknown) {
      const { code } = account.unknown.failure
      reasons.set(code, (reasons.get(code) ?? 0) + 1)
    }
    if (posture === 'non-compliant' || posture === 'exempt') {
      for (const { kind } of account.findings) byFinding[kind] += 1
    }
    if (account.isManagement) management += 1
    else if (posture === 'not-applicable') byState[account.state] += 1
  }
  return {
    completeness: completenessOf(byPosture),
    postures: byPosture,
    findings: byFinding,
    holding: byPosture['non-compliant'] + byPosture.exempt,
    notApplicable: { management, states: byState },
    unknownReasons: [...reasons]
      .map(([code, count]) => {
        const { message, remedy } = failureOf(code)
        return { code, message, remedy, accounts: count }
      })
      .toSorted((a, b) => b.accounts - a.accounts || (a.code < b.code ? -1 : 1)),
  }
}

function zeros<K extends string>(keys: readonly K[]): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>
}
