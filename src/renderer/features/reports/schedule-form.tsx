import { FolderOpen } from 'lucide-react'
import { useState } from 'react'
import type { ReportSchedule } from '../../../shared/domain/report-jobs.ts'
import { rootkeep } from '../../state/client.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { OrganizationMark } from '../../ui/organization-mark.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast-manager.ts'
import { FormatFields } from './format-fields.tsx'
import { hasPages } from './report-words.ts'
import {
  draftOf,
  everyLabel,
  minuteFrom,
  obstacleOf,
  sameDraft,
  timeOf,
  weekdays,
} from './schedule-draft.ts'
import { ScopeFields } from './scope-fields.tsx'
import { paperOptions } from './what-fields.tsx'
import styles from './schedule-tab.module.css'

const everyOptions = (['never', 'day', 'week'] as const).map((value) => ({
  value,
  label: everyLabel[value],
}))
const weekdayOptions = weekdays.map((label, day) => ({ value: String(day), label }))

/** When, what and where to; nothing is kept until it is saved, but for the folder, which a dialog of the system keeps. */
export function ScheduleForm({ schedule }: { readonly schedule: ReportSchedule }) {
  const [draft, setDraft] = useState(() => draftOf(schedule))
  const [time, setTime] = useState(() => timeOf(schedule.minute))
  const save = useCommand(rootkeep.reports.setSchedule)
  const choose = useCommand(() => rootkeep.reports.chooseScheduleFolder())
  const minute = minuteFrom(time)
  const wanted = { ...draft, minute: minute ?? draft.minute }
  const obstacle = obstacleOf(wanted, schedule.folder)
  const on = draft.every !== 'never'
  const faulty = minute === null || (on && draft.formats.length === 0)
  const changed = !sameDraft(wanted, draftOf(schedule))

  return (
    <Panel title="Schedule">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (!faulty) save.send(wanted, () => showToast('The schedule is saved.'))
        }}
      >
        <div className={styles.line}>
          <div>
            <Select
              label="How often"
              value={draft.every}
              options={everyOptions}
              onChange={(every) => setDraft({ ...draft, every })}
            />
          </div>
          {draft.every === 'week' ? (
            <div>
              <Select
                label="Weekday"
                value={String(draft.weekday)}
                options={weekdayOptions}
                onChange={(day) => setDraft({ ...draft, weekday: Number(day) })}
              />
            </div>
          ) : null}
          {on ? (
            <TextField
              label="Time of this computer"
              type="time"
              value={time}
              onChange={setTime}
              error={minute === null ? 'give a time' : null}
            />
          ) : null}
        </div>
        {on ? (
          <>
            <FormatFields
              formats={draft.formats}
              onChange={(formats) => setDraft({ ...draft, formats })}
              fault={null}
            />
            {draft.formats.some(hasPages) ? (
              <div>
                <Select
                  label="Paper"
                  value={draft.paper}
                  options={paperOptions}
                  onChange={(paper) => setDraft({ ...draft, paper })}
                />
              </div>
            ) : null}
            <ScopeFields scope={draft.scope} onChange={(scope) => setDraft({ ...draft, scope })} />
          </>
        ) : null}
        {on || schedule.folder !== null ? (
          <div className={styles.folder}>
            <span className={styles.label}>Folder</span>
            {schedule.folder === null ? (
              <span className={styles.quiet}>None chosen yet</span>
            ) : (
              <Copyable value={schedule.folder} what="folder" />
            )}
            <Button
              icon={<FolderOpen aria-hidden />}
              pending={choose.pending}
              onClick={() => choose.send(undefined)}
            >
              {schedule.folder === null ? 'Choose a folder…' : 'Another folder…'}
            </Button>
          </div>
        ) : null}
        {obstacle === null ? null : <p className={styles.warning}>{obstacle}</p>}
        {choose.failure ? <FailurePanel failure={choose.failure} /> : null}
        {save.failure ? (
          <FailurePanel title="The schedule stays as it was." failure={save.failure} />
        ) : null}
        <OrganizationMark />
        <div>
          <Button look="primary" type="submit" disabled={!changed || faulty} pending={save.pending}>
            Save the schedule
          </Button>
        </div>
      </form>
    </Panel>
  )
}
