import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CaseDraft, caseScenarios, type CaseScenario } from '../../../shared/domain/cases.ts'
import { rootkeep } from '../../state/client.ts'
import { closeDialog, useDialogs } from '../../state/dialog-store.ts'
import { reads } from '../../state/reads.ts'
import { useCommand } from '../../state/use-command.ts'
import { showCase } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { OrganizationMark } from '../../ui/organization-mark.tsx'
import { RadioChoice } from '../../ui/radio-choice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { scenarioLabel } from '../../../shared/domain/case-words.ts'
import { scenarioMeaning } from './case-words.ts'
import { TimeBoxSelect } from './time-box-select.tsx'
import styles from './case-form.module.css'

/** Asks for everything a case needs before any door is opened, then goes to the case. */
export function OpenCaseDialog() {
  const open = useDialogs((store) => store.open?.kind === 'open-case')
  return (
    <Dialog
      open={open}
      onClose={closeDialog}
      title="Open a break-glass case"
      description="Everything that is done in it, and by whom, is kept in the journal and in its report."
      width={720}
    >
      <OpenCaseForm />
    </Dialog>
  )
}

/** No scenario is chosen before the operator does. */
type TypedCase = Omit<CaseDraft, 'scenario'> & { readonly scenario: CaseScenario | '' }

function OpenCaseForm() {
  const [typed, setTyped] = useState<TypedCase>({
    scenario: '',
    reason: '',
    ticket: '',
    minutes: 60,
  })
  const [tried, setTried] = useState(false)
  const { data: settings } = useQuery(reads.settings())
  const openCase = useCommand(rootkeep.cases.open)
  const parsed = CaseDraft.safeParse(typed)
  const change = (part: Partial<TypedCase>) => setTyped((held) => ({ ...held, ...part }))
  const faultOf = (field: keyof CaseDraft) =>
    tried && !parsed.success
      ? (parsed.error.issues.find((issue) => issue.path[0] === field)?.message ?? null)
      : null
  const refused = openCase.failure?.code === 'ticket-refused' ? openCase.failure : null

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (parsed.success) {
          openCase.send(parsed.data, ({ id }) => {
            closeDialog()
            showCase(id)
          })
        }
      }}
    >
      <p className={styles.convenience}>
        <strong>Not authorized for: convenience.</strong> What a role can do, even slowly, is done
        with the role.
      </p>
      <div>
        <RadioChoice
          label="Scenario"
          value={typed.scenario}
          onChange={(scenario) => change({ scenario })}
          options={caseScenarios.map((scenario) => ({
            value: scenario,
            label: (
              <span className={styles.scenario}>
                <span className={styles.scenarioName}>{scenarioLabel[scenario]}</span>
                <span className={styles.quiet}>{scenarioMeaning[scenario]}</span>
              </span>
            ),
          }))}
        />
        {tried && typed.scenario === '' ? (
          <p className={styles.fault} role="alert">
            Choose what it is
          </p>
        ) : null}
      </div>
      <TextField
        label="Reason"
        lines={2}
        value={typed.reason}
        onChange={(reason) => change({ reason })}
        error={faultOf('reason')}
        hint="What has to be done, and why nothing but root can do it."
      />
      <div className={styles.pair}>
        <TextField
          label="Ticket"
          value={typed.ticket}
          onChange={(ticket) => {
            change({ ticket })
            openCase.reset()
          }}
          error={refused ? `${refused.message} ${refused.remedy}` : faultOf('ticket')}
          hint={
            settings ? (
              <>
                The whole ticket must fit <code>{settings.ticketPattern}</code>, the pattern of
                Settings. A link to a chat is no ticket.
              </>
            ) : null
          }
        />
        <TimeBoxSelect
          label="Time box"
          minutes={typed.minutes}
          onChange={(minutes) => change({ minutes })}
        />
      </div>
      {openCase.failure && !refused ? <FailurePanel failure={openCase.failure} /> : null}
      <DialogActions mark={<OrganizationMark />}>
        <Button onClick={closeDialog}>Cancel</Button>
        <Button look="primary" type="submit" pending={openCase.pending}>
          Open the case
        </Button>
      </DialogActions>
    </form>
  )
}
