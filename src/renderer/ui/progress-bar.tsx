import { Progress } from '@base-ui/react/progress'
import styles from './progress-bar.module.css'

type ProgressBarProps = {
  readonly label: string
  readonly value: number
  readonly max: number
  /** True while the end is not known, or nothing moves. */
  readonly held?: boolean
}

/** How far long work has come. */
export function ProgressBar({ label, value, max, held = false }: ProgressBarProps) {
  return (
    <Progress.Root value={value} max={Math.max(1, max)} aria-label={label} className={styles.root}>
      <Progress.Track className={styles.track}>
        <Progress.Indicator className={styles.indicator} data-held={held || undefined} />
      </Progress.Track>
    </Progress.Root>
  )
}
