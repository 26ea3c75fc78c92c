import type { Report, ReportAccount } from '../../../shared/domain/reports.ts'

/** What is known of service control policies, drawn from the looks that one of them denied. */
export function scpGuard(accounts: readonly ReportAccount[]): Report['scpGuard'] {
  const denied = accounts
    .filter(({ leftAt, unknown }) => leftAt === null && unknown?.failure.code === 'denied-by-scp')
    .map(({ id }) => id)
  return {
    denied,
    sentence: `${sentenceOf(denied.length)} Rootkeep reads no policies: it knows them by what they deny.`,
  }
}

function sentenceOf(denied: number): string {
  if (denied === 0) {
    return 'No look at an account in scope was last denied by a service control policy; whether one keeps root users out otherwise is not known.'
  }
  const accounts =
    denied === 1 ? 'The last look at 1 account was' : `The last looks at ${denied} accounts were`
  return `${accounts} denied by a service control policy. It keeps root sessions out, so what their root users hold is unknown; an exception for aws:AssumedRoot would let them in.`
}
