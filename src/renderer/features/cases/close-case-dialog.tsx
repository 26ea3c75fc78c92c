import { useState } from 'react'
import { CaseClosing, type BreakGlassCase, type CaseDetail } from '../../../shared/domain/cases.ts'

import { rootkeep } from '../../state/client.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { OrganizationMark } from '../../ui/organization-mark.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './case-form.module.css'

type CloseCaseDialogProps = {
  readonly detail: CaseDetail
  readonly open: boolean
  readonly onClose: () => void
  readonly onClosed: () => void
}

/** Asks how a case ended; says what stands in the way where it cannot be closed yet. */
export function CloseCaseDialog({ detail, open, onClose, onClosed }: CloseCaseDialogProps) {
  const blocked = detail.obstacles.length > 0
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={blocked ? 'The case cannot be closed yet' : 'Close the case'}
      description={
        blocked
          ? 'A door that was opened is closed, and read back as closed, before its case is.'
          : `${detail.case.ticket}. A closed case stays closed; its post-incident report is written from the journal.`
      }
    >
      {blocked ? (
        <>
          <ul className={styles.obstacles}>
            {detail.obstacles.map((obstacle) => (
              <li key={obstacle} className={styles.text}>
                {obstacle}
              </li>
            ))}
          </ul>
          <DialogActions>
            <Button onClick={onClose}>Back to the case</Button>
          </DialogActions>
        </>
      ) : (
        <CloseCaseForm subject={detail.case} onClose={onClose} onClosed={onClosed} />
      )}
    </Dialog>
  )
}

type CloseCaseFormProps = Pick<CloseCaseDialogProps, 'onClose' | 'onClosed'> & {
  readonly subject: BreakGlassCase
}

function CloseCaseForm({ subject, onClose, onClosed }: CloseCaseFormProps) {
  const [outcome, setOutcome] = useState('')
  const [tried, setTried] = useState(false)
  const close = useCommand(rootkeep.cases.close)
  const parsed = CaseClosing.safeParse({ caseId: subject.id, outcome })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (parsed.success) close.send(parsed.data, onClosed)
      }}
    >
      <TextField
        label="Outcome"
        lines={4}
        value={outcome}
        onChange={setOutcome}
        error={tried && !parsed.success ? (parsed.error.issues[0]?.message ?? null) : null}
        hint="What was done, what was found, and what follows from it."
      />
      {close.failure ? <FailurePanel failure={close.failure} /> : null}
      <DialogActions mark={<OrganizationMark of={subject.organizationId} />}>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" pending={close.pending}>
          Close the case
        </Button>
      </DialogActions>
    </form>
  )
}
