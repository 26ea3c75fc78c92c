import type { ProcedureRule } from '../../../../shared/domain/procedures.ts'
import { readTicket } from '../../../../shared/domain/tickets.ts'

/** Why a procedure is begun, as it is typed. */
export type Why = {
  readonly reason: string
  readonly ticket: string
  readonly caseId: string | null
}

/** What is wrong with it, field by field. `case` is told where the case would be chosen. */
export function whyFaults(
  { reason, ticket, caseId }: Why,
  rule: Pick<ProcedureRule, 'needsCase' | 'needsTicket'>,
  ticketPattern: string,
): { reason: string | null; ticket: string | null; case: string | null } {
  return {
    reason: reason.trim() === '' ? 'say why' : null,
    // Inside a case the ticket is that of the case.
    ticket:
      caseId === null && !rule.needsCase
        ? ticketFault(ticket, rule.needsTicket, ticketPattern)
        : null,
    case: rule.needsCase && caseId === null ? 'It runs only inside a break-glass case.' : null,
  }
}

/** The part of a request that says why. */
export function whyOf({ reason, ticket, caseId }: Why): {
  caseId: string | null
  ticket: string | null
  reason: string
} {
  const given = ticket.trim()
  return {
    caseId,
    ticket: caseId !== null || given === '' ? null : given,
    reason: reason.trim(),
  }
}

function ticketFault(ticket: string, needed: boolean, pattern: string): string | null {
  if (ticket.trim() === '') return needed ? 'name the ticket' : null
  const read = readTicket(ticket, pattern)
  return read.ok ? null : read.reason
}
