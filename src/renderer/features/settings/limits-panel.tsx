import { useState } from 'react'
import type { Settings } from '../../../shared/domain/settings.ts'
import { rootkeep } from '../../state/client.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Panel } from '../../ui/panel.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { readLimits, tryTicket, typedLimits, type TypedLimits } from './limits-draft.ts'
import styles from './settings-screen.module.css'

/** What a ticket looks like, and the limits that every procedure keeps. */
export function LimitsPanel({ settings }: { readonly settings: Settings }) {
  const [typed, setTyped] = useState<TypedLimits>(() => typedLimits(settings))
  const update = useCommand(rootkeep.settings.update)
  const { limits, faults } = readLimits(typed)
  const change = (part: Partial<TypedLimits>) => setTyped((held) => ({ ...held, ...part }))
  const changed =
    JSON.stringify(limits) !== JSON.stringify(readLimits(typedLimits(settings)).limits)

  return (
    <Panel title="Tickets and limits" note="A change is asked for once more outside of this window">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (limits && changed) update.send(limits)
        }}
      >
        <div className={styles.fields}>
          <TextField
            label="Pattern of tickets"
            mono
            value={typed.ticketPattern}
            onChange={(ticketPattern) => change({ ticketPattern })}
            error={faults.ticketPattern}
            hint="A regular expression that the whole ticket must fit."
          />
          <TicketTrial pattern={typed.ticketPattern} />
        </div>
        <div className={styles.fields}>
          <TextField
            label="Recent use, days"
            type="number"
            min={1}
            max={3650}
            value={typed.recentUseDays}
            onChange={(recentUseDays) => change({ recentUseDays })}
            error={faults.recentUseDays}
            hint="A credential that was used within them is acknowledged by itself before it is deleted."
          />
          <TextField
            label="Stop above, percent"
            type="number"
            min={0}
            max={100}
            value={typed.stopAbovePercent}
            onChange={(stopAbovePercent) => change({ stopAbovePercent })}
            error={faults.stopAbovePercent}
            hint="A procedure stops when more accounts of a wave than this did not come out as wanted."
          />
          <TextField
            label="A plan holds, minutes"
            type="number"
            min={5}
            max={1440}
            value={typed.planMinutes}
            onChange={(planMinutes) => change({ planMinutes })}
            error={faults.planMinutes}
          />
          <TextField
            label="A plan with approval holds, hours"
            type="number"
            min={1}
            max={168}
            value={typed.approvalHours}
            onChange={(approvalHours) => change({ approvalHours })}
            error={faults.approvalHours}
            hint="And the approval with it."
          />
        </div>
        {update.failure ? (
          <FailurePanel title="The settings stay as they were." failure={update.failure} />
        ) : null}
        <div className={styles.buttons}>
          <Button
            look="primary"
            type="submit"
            disabled={limits === null || !changed}
            pending={update.pending}
          >
            Save the limits
          </Button>
        </div>
      </form>
    </Panel>
  )
}

function TicketTrial({ pattern }: { readonly pattern: string }) {
  const [ticket, setTicket] = useState('')
  const trial = tryTicket(pattern, ticket)
  return (
    <TextField
      label="Try a ticket"
      value={ticket}
      onChange={setTicket}
      error={trial && !trial.fits ? trial.words : null}
      hint={
        <span role="status">
          {trial?.fits ? trial.words : 'Type one to see whether it would be taken.'}
        </span>
      }
    />
  )
}
