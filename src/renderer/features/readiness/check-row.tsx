import { ChevronRight, Play } from 'lucide-react'
import type { Readiness, ReadinessResult } from '../../../shared/domain/readiness.ts'
import { isWell } from '../../../shared/domain/readiness.ts'
import { exactOf } from '../../format/instant.ts'
import { runChecks } from '../../state/readiness-store.ts'
import { Button } from '../../ui/button.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { TextHandout } from '../../ui/text-handout.tsx'
import { tookOf, type CheckStanding } from './check-words.ts'
import { remedyPlacesOf } from './remedy-places.ts'
import { StandingMark } from './standing-mark.tsx'
import styles from './check-row.module.css'

type Check = Readiness['checks'][number]

type CheckRowProps = {
  readonly check: Check
  /** True while anything is being looked at: one order at a time. */
  readonly checking: boolean
}

/** One check: how it stands and what was seen; unfolded, what follows from that and what to do. */
export function CheckRow({ check, checking }: CheckRowProps) {
  const { id, title, about, result, running } = check
  const standing: CheckStanding = running ? 'running' : (result?.state ?? 'not-run')
  return (
    <li className={styles.row}>
      <details className={styles.details} open={result?.state === 'failed'}>
        <summary className={styles.summary}>
          <ChevronRight className={styles.chevron} aria-hidden />
          <StandingMark standing={standing} />
          <span className={styles.title}>{title}</span>
          <span className={styles.evidence}>{result?.evidence ?? about}</span>
          <span className={styles.when}>{result ? <RelativeTime at={result.at} /> : null}</span>
        </summary>
        <div className={styles.content}>
          {result && !isWell(result.state) ? <WhatFollows result={result} /> : null}
          {result?.handout ? (
            <TextHandout label={result.handout.title} text={result.handout.text} />
          ) : null}
          <p className={styles.about}>{about}</p>
          {result ? (
            <p className={styles.about}>
              Looked at {exactOf(result.at)}, took {tookOf(result.durationMs)}.
            </p>
          ) : null}
        </div>
      </details>
      <Button
        look="quiet"
        className={styles.run}
        icon={<Play aria-hidden />}
        aria-label={`Run: ${title}`}
        pending={checking}
        aria-disabled={checking || undefined}
        onClick={() => runChecks([id])}
      >
        Run
      </Button>
    </li>
  )
}

/** What does not work because of a result, what to do about it, and where. */
function WhatFollows({ result }: { readonly result: ReadinessResult }) {
  const places = remedyPlacesOf(result)
  return (
    <>
      <dl className={styles.facts}>
        {result.consequence === null ? null : (
          <div>
            <dt>What it means</dt>
            <dd>{result.consequence}</dd>
          </div>
        )}
        {result.remedy === null ? null : (
          <div>
            <dt>What to do</dt>
            <dd>{result.remedy}</dd>
          </div>
        )}
      </dl>
      {places.length === 0 ? null : (
        <p className={styles.places}>
          {places.map(({ label, go }) => (
            <Button key={label} onClick={go}>
              {label}
            </Button>
          ))}
        </p>
      )}
    </>
  )
}
