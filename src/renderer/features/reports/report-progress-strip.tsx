import { useEffectEvent, useLayoutEffect, useRef } from 'react'
import type { ReportProgress } from '../../../shared/domain/report-jobs.ts'
import { countOf } from '../../format/count.ts'
import { rootkeep } from '../../state/client.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import styles from './save-bar.module.css'

type ReportProgressStripProps = {
  readonly progress: ReportProgress
  /** Called where the focus would be lost with the button that had it. */
  readonly onStopGone: () => void
}

/** What is being written and how far it has come, with the way to stop it. */
export function ReportProgressStrip({ progress, onStopGone }: ReportProgressStripProps) {
  const button = useRef<HTMLButtonElement>(null)
  const goneWithFocus = useEffectEvent(onStopGone)
  useLayoutEffect(() => {
    const shown = button.current
    return () => {
      // What takes the focus may still be disabled now; it is not any more once this is drawn.
      if (shown !== null && document.activeElement === shown) queueMicrotask(goneWithFocus)
    }
  }, [])
  const stop = useCommand(() => rootkeep.reports.cancel())
  const { stage, done, total } = progress
  return (
    <div className={styles.progress}>
      <div className={styles.stage}>
        <p role="status">{stage}</p>
        <span className={styles.count}>
          {total === null
            ? done > 0
              ? countOf(done)
              : ''
            : `${countOf(done)} of ${countOf(total)}`}
        </span>
        <Button ref={button} pending={stop.pending} onClick={() => stop.send(undefined)}>
          Stop
        </Button>
      </div>
      <ProgressBar
        label={stage}
        value={total === null ? 0 : done}
        max={total ?? 1}
        held={total === null}
      />
      {stop.failure ? <FailurePanel failure={stop.failure} /> : null}
    </div>
  )
}
