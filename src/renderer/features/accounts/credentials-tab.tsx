import type { AccountDetail } from '../../../shared/domain/account-detail.ts'
import { findingLabel, severityLabel } from '../../format/labels.ts'
import { useAgo } from '../../state/use-ago.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { SeverityMark } from '../../ui/severity-mark.tsx'
import { AttestationSection } from './attestation-section.tsx'
import { CredentialSections } from './credential-sections.tsx'
import styles from './inspector-tab.module.css'

/** Why this posture: the failure, the findings, and every credential that was seen. */
export function CredentialsTab({ detail }: { readonly detail: AccountDetail }) {
  const ago = useAgo()
  const { account, failedAttempt, findings, observation } = detail
  return (
    <div className={styles.tab}>
      {failedAttempt ? (
        <FailurePanel
          title={`The look ${ago(failedAttempt.at)} failed`}
          failure={failedAttempt.failure}
        />
      ) : null}
      {findings.length > 0 ? (
        <section>
          <h3 className={styles.title}>
            {failedAttempt ? 'Findings of the look before it' : 'Findings'}
          </h3>
          <ul className={styles.findings}>
            {findings.map((finding) => (
              <li key={finding.kind} className={styles.finding}>
                <SeverityMark severity={finding.severity} />
                <div>
                  <p className={styles.strong}>
                    {findingLabel[finding.kind]}{' '}
                    <span className={styles.quiet}>{severityLabel[finding.severity]}</span>
                  </p>
                  <p className={styles.quiet}>{finding.summary}</p>
                </div>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {observation && failedAttempt ? (
        <p className={styles.quiet}>
          What follows was seen {ago(observation.lastSeenAt)}. Whether it still holds is not known.
        </p>
      ) : null}
      {observation ? (
        <CredentialSections credentials={observation.credentials} />
      ) : failedAttempt === null && !account.isManagement ? (
        <p className={styles.quiet}>
          This account has never been observed, so nothing is known of its root user.
        </p>
      ) : null}
      {account.isManagement ? <AttestationSection attestation={detail.attestation} /> : null}
    </div>
  )
}
