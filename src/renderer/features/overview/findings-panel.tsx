import { findingKinds, severityOf, type FindingKind } from '../../../shared/domain/findings.ts'
import { countOf } from '../../format/count.ts'
import { findingLabel } from '../../format/labels.ts'
import { showAccounts } from '../../state/view-store.ts'
import { Panel } from '../../ui/panel.tsx'
import { SeverityMark } from '../../ui/severity-mark.tsx'
import styles from './findings-panel.module.css'

/** How many accounts have each kind of finding, worst first. */
export function FindingsPanel({
  findings,
}: {
  readonly findings: Readonly<Record<FindingKind, number>>
}) {
  const most = Math.max(1, ...findingKinds.map((kind) => findings[kind]))
  return (
    <Panel title="Findings" note="accounts by kind" padded={false}>
      <ul className={styles.list}>
        {findingKinds.map((kind) => (
          <li key={kind}>
            <button
              type="button"
              className={styles.row}
              onClick={() => showAccounts({ findings: [kind] })}
            >
              <SeverityMark severity={severityOf[kind]} />
              <span className={styles.name}>{findingLabel[kind]}</span>
              <span className={styles.track} aria-hidden="true">
                <span
                  className={styles.fill}
                  data-severity={severityOf[kind]}
                  style={{
                    width: `${(findings[kind] / most) * 100}%`,
                    minWidth: findings[kind] > 0 ? 2 : 0,
                  }}
                />
              </span>
              <span className={styles.count}>{countOf(findings[kind])}</span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
