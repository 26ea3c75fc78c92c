import { attestedCredentials, type AccountDetail } from '../../shared/domain/account-detail.ts'
import type { AccountId, OrganizationId } from '../../shared/domain/accounts.ts'
import { judgeControls } from '../../shared/domain/controls.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { findingsOf } from '../../shared/domain/findings.ts'
import { isJudged } from '../../shared/domain/posture.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import { tagsOf } from '../database/inventory.ts'
import type { Store } from '../database/store.ts'
import { verdictSentence } from './verdict-sentence.ts'

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
  const judged = observation?.credentials ?? (attestation ? attestedCredentials(attestation) : null)
  return succeed({
    revision,
    account,
    unitPath: row.unitPath,
    posture: row.posture,
    verdict: verdictSentence({
      account,
      posture: row.posture,
      observation,
      failedAttempt,
      attestation,
    }),
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
