import { Pause, Play, X } from 'lucide-react'
import type { RunProgress } from '../../../shared/domain/runs.ts'
import { rootkeep } from '../../state/client.ts'
import { countOf } from '../../format/count.ts'
import { durationOf } from '../../format/duration.ts'
import { activeRunOf, useRun } from '../../state/run-store.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { headlineOf } from './run-words.ts'
import styles from './run-strip.module.css'

/** The run under way, paused or interrupted, with its controls; nothing where none is. */
export function RunStrip() {
  const progress = useRun(activeRunOf)
  return progress === null ? null : <Strip progress={progress} />
}

function Strip({ progress }: { readonly progress: RunProgress }) {
  const { state, done, targets, listing, runId } = progress
  const running = state === 'running'
  const pause = useCommand(rootkeep.runs.pause)
  const resume = useCommand(rootkeep.runs.resume)
  const cancel = useCommand(rootkeep.runs.cancel)
  const failure = pause.failure ?? resume.failure ?? cancel.failure ?? progress.failure

  return (
    <section className={styles.strip} aria-label="Audit run">
      <div className={styles.head}>
        <h2 className={styles.title}>{headlineOf(state)}</h2>
        <p className={styles.progress}>
          {countOf(done)} of {countOf(targets)} accounts{listing ? ', still listing' : ''}
        </p>
        <p className={styles.eta}>{etaWords(progress)}</p>
        <div className={styles.actions}>
          {running ? (
            <Button
              icon={<Pause aria-hidden />}
              pending={pause.pending}
              onClick={() => pause.send({ runId })}
            >
              Pause
            </Button>
          ) : (
            <Button
              look="primary"
              icon={<Play aria-hidden />}
              pending={resume.pending}
              onClick={() => resume.send({ runId })}
            >
              Resume
            </Button>
          )}
          <Button
            icon={<X aria-hidden />}
            pending={cancel.pending}
            onClick={() => cancel.send({ runId })}
          >
            Cancel
          </Button>
        </div>
      </div>
      <ProgressBar label="Accounts observed" value={done} max={targets} held={!running} />
      <dl className={styles.figures}>
        <Figure label="Non-compliant" value={countOf(progress.nonCompliant)} />
        <Figure label="Unknown" value={countOf(progress.unknown)} />
        <Figure label="Listed" value={countOf(progress.listed)} />
        <Figure
          label="Accounts a second"
          value={running ? progress.accountsPerSecond.toFixed(1) : '–'}
        />
        <Figure label="Calls a second" value={running ? progress.callsPerSecond.toFixed(1) : '–'} />
        <Figure label="Throttled" value={countOf(progress.throttled)} />
      </dl>
      {failure ? <FailurePanel failure={failure} /> : null}
    </section>
  )
}

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function etaWords({ state, listing, etaSeconds }: RunProgress): string {
  if (state === 'interrupted') return 'What was observed is kept'
  if (state !== 'running') return ''
  if (etaSeconds === null) return listing ? 'Time left not known yet' : 'Estimating the time left'
  return `About ${durationOf(Math.max(1, Math.ceil(etaSeconds)) * 1000)} left`.replace('.0 s', ' s')
}
