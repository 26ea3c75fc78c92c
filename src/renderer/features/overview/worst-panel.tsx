import type { AccountRow } from '../../../shared/domain/account-query.ts'
import { severityOf } from '../../../shared/domain/findings.ts'
import { countOf } from '../../format/count.ts'
import { findingLabel } from '../../format/labels.ts'
import { showAccount, showAccounts } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { SeverityMark } from '../../ui/severity-mark.tsx'
import styles from './worst-panel.module.css'

type WorstPanelProps = { readonly worst: readonly AccountRow[]; readonly nonCompliant: number }

/** The accounts to look at first. */
export function WorstPanel({ worst, nonCompliant }: WorstPanelProps) {
  return (
    <Panel
      title="Look at these first"
      padded={false}
      actions={
        nonCompliant > 0 ? (
          <Button look="quiet" onClick={() => showAccounts({ postures: ['non-compliant'] })}>
            Show all {countOf(nonCompliant)}
          </Button>
        ) : null
      }
    >
      {worst.length === 0 ? (
        <p className={styles.none}>No observed account is non-compliant.</p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Account</th>
                <th scope="col">Findings</th>
                <th scope="col" className={styles.end}>
                  Oldest
                </th>
                <th scope="col" className={styles.end}>
                  Last used
                </th>
              </tr>
            </thead>
            <tbody>
              {worst.map((row) => (
                <WorstRow key={row.id} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}

function WorstRow({ row }: { readonly row: AccountRow }) {
  const [first] = row.findings
  return (
    <tr className={styles.row} onClick={() => showAccount(row.id)}>
      <td>
        <button type="button" className={styles.name}>
          {row.name}
        </button>
        <span className={styles.id}>{row.id}</span>
      </td>
      <td>
        <span className={styles.findings}>
          {first === undefined ? null : <SeverityMark severity={severityOf[first]} />}
          <span>{row.findings.map((kind) => findingLabel[kind]).join(', ')}</span>
        </span>
      </td>
      <td className={styles.end}>
        {row.oldestAt === null ? '–' : <RelativeTime at={row.oldestAt} form="age" />}
      </td>
      <td className={styles.end}>
        {row.lastUsedAt === null ? '–' : <RelativeTime at={row.lastUsedAt} />}
      </td>
    </tr>
  )
}
