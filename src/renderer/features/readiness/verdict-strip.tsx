import { FileArchive, Play, Square } from 'lucide-react'
import { useState } from 'react'
import type { Readiness } from '../../../shared/domain/readiness.ts'
import { isChecking, runChecks, stopChecks, useReadiness } from '../../state/readiness-store.ts'
import { useNow } from '../../state/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { showSetting } from '../settings/show-setting.ts'
import { groupsWithoutConnection, type CheckStanding } from './check-words.ts'
import { DiagnosticsDialog } from './diagnostics-dialog.tsx'
import { StandingIcon } from './standing-mark.tsx'
import { liveVerdictOf, verdictOf, type VerdictTone } from './verdict.ts'
import styles from './checks-tab.module.css'

/** What all checks together say, and what can be done with them. */
export function VerdictStrip({ readiness }: { readonly readiness: Readiness }) {
  const checking = useReadiness(isChecking)
  const now = useNow()
  const [saving, setSaving] = useState(false)
  const { tone, headline, detail } = liveVerdictOf(readiness, checking, now)
  const connected = readiness.connectionId !== null
  return (
    <section className={styles.verdict} data-tone={tone} aria-label="Verdict">
      <StandingIcon standing={standingOf[tone]} />
      <div className={styles.words}>
        <h2 className={styles.headline}>{headline}</h2>
        <p className={styles.quiet}>{detail}</p>
      </div>
      {/* Said once at the end of a run, not with each check of it. */}
      <p className="visually-hidden" role="status">
        {checking ? 'Checking' : verdictOf(readiness, now).headline}
      </p>
      <div className={styles.actions}>
        {connected ? null : (
          <Button onClick={() => showSetting('connection')}>Choose a connection</Button>
        )}
        {checking ? (
          <Button icon={<Square aria-hidden />} onClick={stopChecks}>
            Stop
          </Button>
        ) : (
          <Button
            look="primary"
            icon={<Play aria-hidden />}
            onClick={() => runChecks(connected ? null : possibleIn(readiness))}
          >
            {connected ? 'Run all' : 'Check this computer'}
          </Button>
        )}
        <Button look="quiet" icon={<FileArchive aria-hidden />} onClick={() => setSaving(true)}>
          Save diagnostics…
        </Button>
      </div>
      <DiagnosticsDialog open={saving} onClose={() => setSaving(false)} />
    </section>
  )
}

/** The checks that say something while nothing is connected. */
function possibleIn({ checks }: Readiness) {
  return checks.filter(({ group }) => groupsWithoutConnection.has(group)).map(({ id }) => id)
}

const standingOf = {
  ok: 'ok',
  warning: 'warning',
  failed: 'failed',
  unknown: 'unknown',
  open: 'not-run',
  running: 'running',
} as const satisfies Record<VerdictTone, CheckStanding>
