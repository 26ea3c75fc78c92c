import { isChecking, useReadiness } from '../../state/readiness-store.ts'
import { useNow } from '../../state/use-now.ts'
import { showReadiness } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { StandingIcon } from '../readiness/standing-mark.tsx'
import { problemsOf } from '../readiness/verdict.ts'
import styles from './readiness-line.module.css'

/** What stands in the way, or is not known of it, by its name; absent where all is well and was looked at lately. */
export function ReadinessLine() {
  const readiness = useReadiness((store) => store.readiness)
  const checking = useReadiness(isChecking)
  const now = useNow()
  const problems = readiness && problemsOf(readiness, now)
  if (!problems) return null
  const { tone, headline, detail } = problems
  return (
    <section className={styles.line} aria-label="Readiness">
      <StandingIcon standing={checking ? 'running' : tone} />
      <h2 className={styles.headline}>Readiness: {headline}</h2>
      <p className={styles.detail}>{detail}</p>
      <Button className={styles.show} onClick={() => showReadiness('checks')}>
        Show the checks
      </Button>
    </section>
  )
}
