import type { TrendPoint } from '../../../shared/domain/overview.ts'
import { countedOf } from '../../format/count.ts'
import { Panel } from '../../ui/panel.tsx'
import { TrendChart } from './trend-chart.tsx'
import styles from './trend-panel.module.css'

/** How the number moved from run to run. */
export function TrendPanel({ trend }: { readonly trend: readonly TrendPoint[] }) {
  return (
    <Panel
      title="Trend"
      note={trend.length === 0 ? null : countedOf(trend.length, 'run')}
      actions={
        trend.length === 0 ? null : (
          <ul className={styles.legend}>
            <li>
              <span className={styles.line} aria-hidden="true" />
              With root credentials
            </li>
            <li>
              <span className={styles.hatch} aria-hidden="true" />
              Unknown on top
            </li>
          </ul>
        )
      }
    >
      {trend.length === 0 ? (
        <p className={styles.none}>
          The trend begins when the first run over the organization completes.
        </p>
      ) : (
        <TrendChart trend={trend} />
      )}
    </Panel>
  )
}
