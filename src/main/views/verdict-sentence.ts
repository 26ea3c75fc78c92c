import type { AccountDetail } from '../../shared/domain/account-detail.ts'
import { hasAny } from '../../shared/domain/credentials.ts'

export type VerdictInput = Pick<
  AccountDetail,
  'posture' | 'observation' | 'failedAttempt' | 'attestation'
> & { readonly account: Pick<AccountDetail['account'], 'leftAt' | 'isManagement' | 'state'> }

/** One sentence that says why the account has the posture it has. */
export function verdictSentence({
  account,
  posture,
  observation,
  failedAttempt,
  attestation,
}: VerdictInput): string {
  if (account.leftAt !== null) {
    return 'The account has left the organization. What was seen before is kept.'
  }
  if (account.isManagement) return managementVerdict(observation, attestation)
  switch (posture) {
    case 'not-applicable':
      return `The account is ${account.state}: only active accounts are looked at.`
    case 'unknown':
      return failedAttempt
        ? `The last look failed, so nothing is known now: ${failedAttempt.failure.message}`
        : 'No audit has looked at this account yet.'
    case 'stale':
      return 'The last look is older than the freshness window, so it no longer counts.'
    case 'compliant':
      return 'None of the four kinds of root credential is present.'
    case 'exempt':
      return 'Root credentials are present, and valid exemptions cover every finding.'
    case 'non-compliant':
      return 'Root credentials are present.'
  }
}

function managementVerdict(
  observation: AccountDetail['observation'],
  attestation: AccountDetail['attestation'],
): string {
  if (observation) {
    return hasAny(observation.credentials.present)
      ? 'The management account cannot be the target of a root session. Its own summary was read with your credentials: its root user has credentials, as it must to remain reachable.'
      : 'The management account cannot be the target of a root session. Its own summary was read with your credentials: its root user has no credentials.'
  }
  return attestation
    ? `The management account cannot be the target of a root session. Its root user is judged by what ${attestation.by} attested.`
    : 'The management account cannot be the target of a root session. Connect with credentials of that account, or attest the state of its root user.'
}
