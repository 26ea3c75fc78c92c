import type { ProcedureRule } from '../../../../shared/domain/procedures.ts'
import { countOf } from '../../../format/count.ts'

/** What the rules of this workstation ask of a procedure, as one line: `Here it needs a ticket and the approval of a second operator.` */
export function ruleWords({
  needsCase,
  needsTicket,
  needsApproval,
  maxAccounts,
}: ProcedureRule): string {
  const needs = [
    needsCase ? 'a break-glass case' : null,
    needsTicket && !needsCase ? 'a ticket' : null,
    needsApproval ? 'the approval of a second operator' : null,
  ].filter((need) => need !== null)
  const limit = maxAccounts > 1 ? ` It covers at most ${countOf(maxAccounts)} accounts.` : ''
  return needs.length === 0
    ? `Here it needs neither case, ticket nor approval.${limit}`
    : `Here it needs ${needs.join(' and ')}.${limit}`
}
