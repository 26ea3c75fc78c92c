import type { Run } from '../../../shared/domain/runs.ts'
import { minuteOf } from '../../format/instant.ts'
import { runStateLabel } from '../../format/labels.ts'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { scopeWords } from '../runs/run-words.ts'
import { changeForm } from './form-store.ts'
import {
  endedRuns,
  instants,
  periods,
  withInstant,
  withPeriod,
  type Asked,
  type ReportForm,
} from './report-form.ts'
import { instantLabel, periodLabel } from './report-words.ts'
import styles from './write-tab.module.css'

type WhenFieldsProps = {
  readonly form: ReportForm
  readonly runs: readonly Run[]
  readonly faults: Asked['faults']
  /** Milliseconds. */
  readonly now: number
}

/** The instant at which things are judged, and the period whose changes are told. */
export function WhenFields({ form, runs, faults, now }: WhenFieldsProps) {
  const ended = endedRuns(runs)
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>When</legend>
      <div className={styles.choice} data-long={form.instant === 'run' || undefined}>
        <div>
          <Select
            label="Judged at"
            value={form.instant}
            options={instants.map((value) => ({ value, label: instantLabel[value] }))}
            onChange={(instant) => changeForm(withInstant(form, instant, runs, now))}
          />
        </div>
        {form.instant === 'run' && ended.length > 0 ? (
          <div>
            <Select
              label="Run, by its end in UTC"
              value={form.runId ?? 'none'}
              options={[
                ...(form.runId === null ? [{ value: 'none', label: 'Choose a run' }] : []),
                ...ended.map((run) => ({ value: run.id, label: runWords(run) })),
              ]}
              onChange={(id) => changeForm({ runId: id === 'none' ? null : id })}
            />
          </div>
        ) : null}
        {form.instant === 'time' ? (
          <TextField
            label="Date and time, UTC"
            type="datetime-local"
            value={form.time}
            onChange={(time) => changeForm({ time })}
          />
        ) : null}
      </div>
      {form.instant === 'run' && ended.length === 0 ? (
        <p className={styles.hint}>No run has ended yet.</p>
      ) : faults.instant === null ? null : (
        <p className={styles.fault}>{faults.instant}</p>
      )}
      <div className={styles.choice}>
        <div>
          <Select
            label="Changes and actions"
            value={form.period}
            options={periods.map((value) => ({ value, label: periodLabel[value] }))}
            onChange={(period) => changeForm(withPeriod(form, period, now))}
          />
        </div>
        {form.period === 'day' ? (
          <TextField
            label="Since, from 00:00 UTC"
            type="date"
            value={form.day}
            onChange={(day) => changeForm({ day })}
          />
        ) : null}
      </div>
      {faults.period === null ? null : <p className={styles.fault}>{faults.period}</p>}
    </fieldset>
  )
}

function runWords({ endedAt, state, scope }: Run & { readonly endedAt: string }): string {
  const rest = state === 'completed' ? '' : `, ${runStateLabel[state].toLowerCase()}`
  return `${minuteOf(endedAt)}, ${scopeWords(scope).toLowerCase()}${rest}`
}
