import type { AccountDetail, Attestation } from '../../shared/domain/account-detail.ts'
import type { AccountId, OrganizationId } from '../../shared/domain/accounts.ts'
import { judgeControls } from '../../shared/domain/controls.ts'
import { hasAny, type RootCredentials } from '../../shared/domain/credentials.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { findingsOf } from '../../shared/domain/findings.ts'
import { isJudged } from '../../shared/domain/posture.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import { tagsOf } from '../database/inventory.ts'
import type { Store } from '../database/store.ts'

const historyShown = 100

/** Everything the cache knows of one account. Postures must have been brought up to now before. */
export function accountDetail(
  store: Store,
  organizationId: OrganizationId,
  accountId: AccountId,
  revision: number,
): Outcome<AccountDetail> {
  const known = store.accountTable.get(organizationId, accountId)
  if (!known) {
    return fail(
      failureOf('not-found', { message: `The cache does not know the account ${accountId}.` }),
    )
  }
  const { account, row } = known
  const history = store.observations.history(organizationId, accountId, historyShown)
  const observation = history[0] ?? null
  const failedAttempt = store.observations.failedAttempt(organizationId, accountId)
  const attestation = account.isManagement ? store.attestations.newest(organizationId) : null
  const judged = observation?.credentials ?? (attestation ? attested(attestation) : null)
  return succeed({
    revision,
    account,
    unitPath: row.unitPath,
    posture: row.posture,
    verdict: verdictOf({ ...known, observation, failedAttempt, attestation }),
    findings: isJudged(row.posture) && observation ? findingsOf(observation.credentials) : [],
    observation,
    failedAttempt,
    history,
    exemptions: store.exemptions.ofAccount(organizationId, accountId),
    controls: judgeControls({
      account,
      posture: row.posture,
      credentials: judged,
      features: store.inventory.organization(organizationId)?.features ?? null,
    }),
    tags: known.tags === null ? null : tagsOf(known.tags),
    tagsReadAt: known.tagsReadAt,
    attestation,
  })
}

/** One sentence that says why the account has the posture it has. */
function verdictOf({
  account,
  row,
  observation,
  failedAttempt,
  attestation,
}: Pick<AccountDetail, 'account' | 'observation' | 'failedAttempt' | 'attestation'> & {
  row: Pick<AccountDetail, 'posture'>
}): string {
  if (account.leftAt !== null) {
    return 'The account has left the organization. What was seen before is kept.'
  }
  if (account.isManagement) return managementVerdict(observation, attestation)
  switch (row.posture) {
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
  attestation: Attestation | null,
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

function attested(attestation: Attestation): RootCredentials {
  return {
    present: {
      password: attestation.passwordPresent,
      accessKeys: attestation.accessKeysPresent,
      mfaDevices: attestation.mfaEnabled,
      signingCertificates: false,
    },
    details: null,
    detailsMissing: true,
  }
}
