import { useQuery } from '@tanstack/react-query'
import type { Exemption } from '../../../shared/domain/exemptions.ts'
import { failureFrom } from '../../state/client.ts'
import { countedOf } from '../../format/count.ts'
import { findingLabel } from '../../format/labels.ts'
import { reads } from '../../state/reads.ts'
import { useNow } from '../../state/use-now.ts'
import { showAccount } from '../../state/view-store.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Panel } from '../../ui/panel.tsx'
import { lastDayOf } from '../accounts/exemption-draft.ts'
import { ExemptionMark } from '../accounts/exemption-mark.tsx'
import { RevokeButton } from '../accounts/revoke-button.tsx'
import styles from './exemptions-panel.module.css'

/** Every exemption there is or was, over all accounts. They are added on the account. */
export function ExemptionsPanel() {
  const { data, error, refetch } = useQuery(reads.exemptions())
  return (
    <Panel
      title="Exemptions"
      note={data ? countedOf(data.length, 'exemption') : null}
      padded={false}
    >
      {error ? (
        <div className={styles.text}>
          <FailurePanel failure={failureFrom(error)} onRetry={() => void refetch()} />
        </div>
      ) : null}
      {data?.length === 0 ? (
        <p className={styles.text}>
          No finding is exempted. An exemption is added on the account that has the finding.
        </p>
      ) : null}
      {data && data.length > 0 ? (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">State</th>
              <th scope="col">Account</th>
              <th scope="col">Findings and reason</th>
              <th scope="col">Owner, ticket</th>
              <th scope="col">Last day</th>
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map((exemption) => (
              <ExemptionRow key={exemption.id} exemption={exemption} />
            ))}
          </tbody>
        </table>
      ) : null}
    </Panel>
  )
}

function ExemptionRow({ exemption }: { readonly exemption: Exemption }) {
  const now = new Date(useNow()).toISOString()
  return (
    <tr>
      <td>
        <ExemptionMark exemption={exemption} now={now} />
      </td>
      <td>
        <button
          type="button"
          className={styles.account}
          onClick={() => showAccount(exemption.accountId)}
        >
          {exemption.accountId}
        </button>
      </td>
      <td>
        {exemption.kinds.map((kind) => findingLabel[kind]).join(', ')}
        <span className={styles.second}>{exemption.reason}</span>
      </td>
      <td>
        {exemption.owner}
        <span className={styles.second}>{exemption.ticket}</span>
      </td>
      <td className={styles.day}>{lastDayOf(exemption)}</td>
      <td>
        <RevokeButton exemption={exemption} now={now} />
      </td>
    </tr>
  )
}
