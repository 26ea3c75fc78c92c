import { useState } from 'react'
import type { OutcomeCounts, Procedure } from '../../../../shared/domain/procedures.ts'
import { countedOf, countOf } from '../../../format/count.ts'
import { durationOf } from '../../../format/duration.ts'
import { Chip } from '../../../ui/chip.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { PlannedAccounts } from '../plan/planned-accounts.tsx'
import { attentionCount, countsWords, outcomeParts } from '../procedure-words.ts'
import { MailboxCode } from './mailbox-code.tsx'
import { StepPanel } from './step-panel.tsx'
import { waveNow } from './steps.ts'
import { usePlan } from './use-plan.ts'
import styles from './execute-step.module.css'

/** The run as it goes: how far, how fast, and how every account and every item came out. */
export function ExecuteStep({ procedure }: { readonly procedure: Procedure }) {
  const { accounts, items, state, step, request } = procedure
  const running = step === 'execute' && state === 'working'
  const waitsForCode =
    step === 'execute' && state === 'waiting' && request.kind === 'change-root-mailbox'
  return (
    <StepPanel title="Execute" note={running ? <Pace procedure={procedure} /> : null}>
      {waitsForCode ? <MailboxCode procedureId={procedure.id} newEmail={request.newEmail} /> : null}
      <div className={styles.progress}>
        <ProgressBar
          label="Accounts settled"
          value={accounts.total - accounts.open}
          max={accounts.total}
          held={!running}
        />
        <Figures counts={accounts} />
        <p className={styles.items}>{countsWords(items, 'call')}</p>
      </div>
      <OutcomeList procedureId={procedure.id} counts={accounts} />
    </StepPanel>
  )
}

function Pace({ procedure }: { readonly procedure: Procedure }) {
  const { accounts, rate } = procedure
  const { plan } = usePlan(procedure)
  const settled = accounts.total - accounts.open
  const wave = plan ? waveNow(plan.waves, settled, accounts.total) : null
  return (
    <span className={styles.pace}>
      {wave && wave.count > 1 ? (
        <span>
          Wave {wave.number} of {wave.count}
        </span>
      ) : null}
      {rate !== null && rate > 0 ? (
        <>
          <span>{rate.toFixed(1)} accounts a second</span>
          {accounts.open > 0 ? (
            <span>about {durationOf((accounts.open / rate) * 1000)} left</span>
          ) : null}
        </>
      ) : null}
    </span>
  )
}

function Figures({ counts }: { readonly counts: OutcomeCounts }) {
  return (
    <dl className={styles.figures}>
      {outcomeParts(counts).map(({ key, word, count }) => (
        <div key={key} data-part={key}>
          <dt>{word}</dt>
          <dd>{countOf(count)}</dd>
        </div>
      ))}
      <div data-part="verified">
        <dt>read back as wanted</dt>
        <dd>{countOf(counts.verified)}</dd>
      </div>
    </dl>
  )
}

type OutcomeListProps = { readonly procedureId: string; readonly counts: OutcomeCounts }

/** Every account with its outcome, or only those that are not as wanted. */
export function OutcomeList({ procedureId, counts }: OutcomeListProps) {
  const [only, setOnly] = useState<'all' | 'attention'>('all')
  return (
    <div className={styles.list}>
      {counts.total > 1 ? (
        <div className={styles.chips} role="group" aria-label="Which accounts">
          <Chip pressed={only === 'all'} onToggle={() => setOnly('all')} count={counts.total}>
            All
          </Chip>
          <Chip
            pressed={only === 'attention'}
            onToggle={() => setOnly('attention')}
            count={attentionCount(counts)}
          >
            Not as wanted
          </Chip>
        </div>
      ) : null}
      <PlannedAccounts procedureId={procedureId} outcomes only={only} />
      {counts.total > 1 ? (
        <p className="visually-hidden" role="status">
          {countedOf(attentionCount(counts), 'account')} not as wanted
        </p>
      ) : null}
    </div>
  )
}
