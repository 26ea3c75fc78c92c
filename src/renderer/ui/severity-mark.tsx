import type { Severity } from '../../shared/domain/findings.ts'
import { severityLabel } from '../format/labels.ts'
import styles from './severity-mark.module.css'

const bars = { critical: 3, high: 2, low: 1 } as const satisfies Record<Severity, number>

/** How bad a finding is: one, two or three bars, and the word for those who cannot see them. */
export function SeverityMark({ severity }: { readonly severity: Severity }) {
  return (
    <span
      className={styles.mark}
      data-severity={severity}
      role="img"
      aria-label={severityLabel[severity]}
    >
      {[1, 2, 3].map((bar) => (
        <span key={bar} className={styles.bar} data-on={bar <= bars[severity] || undefined} />
      ))}
    </span>
  )
}
