import { attestedCredentials, type Attestation } from '../../../shared/domain/account-detail.ts'
import { judgeChecks, type Check, type ControlInput } from '../../../shared/domain/controls.ts'
import {
  lastUsedAt,
  mfaKind,
  oldestCredentialAt,
  type RootCredentials,
} from '../../../shared/domain/credentials.ts'
import { isValidAt } from '../../../shared/domain/exemptions.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import type { Observation } from '../../../shared/domain/posture.ts'
import { isJudged } from '../../../shared/domain/posture.ts'
import type { CheckResult, ReportAccount } from '../../../shared/domain/reports.ts'
import { verdictSentence } from '../../views/verdict-sentence.ts'
import type { JudgedAccount } from './judged-account.ts'
import { exposureAt } from './report-exposure.ts'

export type AccountWriting = {
  readonly at: string
  /** The features of centralized root access that were on; null where they could not be read. */
  readonly features: readonly string[] | null
  /** The newest of the management account; null where there was none. */
  readonly attestation: Attestation | null
}

/** Writes judged accounts as a report tells them. Accounts that come out the same share the results of their checks. */
export function accountWriter({ at, features, attestation }: AccountWriting) {
  const known = new Map<string, Record<Check, CheckResult>>()

  function checksOf(input: Omit<ControlInput, 'features'>): Record<Check, CheckResult> {
    const key = checkKey(input)
    const kept = known.get(key)
    if (kept) return kept
    const judged = judgeChecks({ ...input, features })
    known.set(key, judged)
    return judged
  }

  /** @param observations all spans of the account, oldest first. */
  return (judged: JudgedAccount, observations: readonly Observation[]): ReportAccount => {
    const { account, posture, findings, observation, failedAttempt, unitPath } = judged
    const attesting = account.isManagement && !observation ? attestation : null
    const seen = attesting ? attestedCredentials(attesting) : (observation?.credentials ?? null)
    const credentials = posture === 'unknown' ? null : seen
    return {
      id: account.id,
      name: account.name,
      email: account.email,
      state: account.state,
      isManagement: account.isManagement,
      isDelegatedAdministrator: account.isDelegatedAdministrator,
      joinedAt: account.joinedAt,
      leftAt: account.leftAt,
      unitPath: unitPath || (account.parentId.startsWith('r-') ? 'Root' : null),
      posture,
      verdict: verdictSentence({
        account,
        posture,
        observation,
        failedAttempt,
        attestation: attesting,
      }),
      observedAt: attesting?.attestedAt ?? observation?.lastSeenAt ?? null,
      credentials,
      attested: attesting !== null,
      unknown:
        posture === 'unknown'
          ? {
              at: failedAttempt?.at ?? null,
              failure: failedAttempt?.failure ?? failureOf('not-yet-observed'),
            }
          : null,
      findings: [...findings],
      oldestAt: credentials && oldestCredentialAt(credentials),
      lastUsedAt: credentials && lastUsedAt(credentials),
      exposure: isJudged(posture) ? exposureAt(observations, at) : null,
      exemptionIds: judged.exemptions
        .filter((exemption) => isValidAt(exemption, at))
        .map(({ id }) => id),
      checks: checksOf({ account, posture, credentials }),
    }
  }
}

/** Everything that `judgeChecks` looks at, but the features, which are the same for all. */
function checkKey({ account, posture, credentials }: Omit<ControlInput, 'features'>): string {
  const { state, isManagement, leftAt } = account
  return `${state} ${isManagement} ${leftAt === null} ${posture} ${credentials ? credentialKey(credentials) : '-'}`
}

function credentialKey({ present, details, detailsMissing }: RootCredentials): string {
  const { password, accessKeys, mfaDevices, signingCertificates } = present
  const kinds = details
    ? details.mfaDevices.map(({ serialNumber }) => mfaKind(serialNumber)).join()
    : '-'
  return `${password} ${accessKeys} ${mfaDevices} ${signingCertificates} ${kinds} ${detailsMissing}`
}
