import type { ControlResult, ControlStatus } from '../../../shared/domain/controls.ts'
import { controlStatusLabel } from '../../format/labels.ts'
import { PostureGlyph } from '../../ui/posture-glyph.tsx'
import tab from './inspector-tab.module.css'
import styles from './controls-tab.module.css'

const glyphOf = {
  PASS: 'compliant',
  FAIL: 'non-compliant',
  UNKNOWN: 'unknown',
  NOT_APPLICABLE: 'not-applicable',
} as const satisfies Record<ControlStatus, string>

/** What the posture means for each control of each framework, and why. */
export function ControlsTab({ controls }: { readonly controls: readonly ControlResult[] }) {
  const frameworks = Map.groupBy(controls, (control) => control.framework)
  return (
    <div className={tab.tab}>
      {[...frameworks].map(([framework, results]) => (
        <section key={framework}>
          <h3 className={tab.title}>{framework}</h3>
          <ul>
            {results.map((result) => (
              <li key={result.control} className={styles.control}>
                <span className={styles.status}>
                  <PostureGlyph posture={glyphOf[result.status]} />
                  {controlStatusLabel[result.status]}
                </span>
                <span className={styles.number}>{result.control}</span>
                <div className={styles.text}>
                  <p>{result.title}</p>
                  <p className={tab.quiet}>{result.justification}</p>
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {controls.length === 0 ? (
        <p className={tab.quiet}>No control is mapped to this account.</p>
      ) : null}
    </div>
  )
}
