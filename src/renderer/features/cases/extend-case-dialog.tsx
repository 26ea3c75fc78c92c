import { useState } from 'react'
import { CaseExtension, type BreakGlassCase } from '../../../shared/domain/cases.ts'
import { exactOf } from '../../format/instant.ts'

import { rootkeep } from '../../state/client.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { OrganizationMark } from '../../ui/organization-mark.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { TimeBoxSelect } from './time-box-select.tsx'
import styles from './case-form.module.css'

type ExtendCaseDialogProps = {
  readonly subject: BreakGlassCase
  readonly open: boolean
  readonly onClose: () => void
}

/** Gives a case more time, with a reason that its timeline and report keep. */
export function ExtendCaseDialog({ subject, open, onClose }: ExtendCaseDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Extend the case"
      description={`${subject.ticket} ends ${exactOf(subject.until)}.`}
    >
      <ExtendCaseForm subject={subject} onClose={onClose} />
    </Dialog>
  )
}

function ExtendCaseForm({ subject, onClose }: Omit<ExtendCaseDialogProps, 'open'>) {
  const [minutes, setMinutes] = useState(60)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const extend = useCommand(rootkeep.cases.extend)
  const parsed = CaseExtension.safeParse({ caseId: subject.id, minutes, reason })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (parsed.success) extend.send(parsed.data, onClose)
      }}
    >
      <TimeBoxSelect label="Longer by" minutes={minutes} onChange={setMinutes} />
      <TextField
        label="Reason"
        lines={3}
        value={reason}
        onChange={setReason}
        error={tried && !parsed.success ? (parsed.error.issues[0]?.message ?? null) : null}
      />
      {extend.failure ? <FailurePanel failure={extend.failure} /> : null}
      <DialogActions mark={<OrganizationMark of={subject.organizationId} />}>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" pending={extend.pending}>
          Extend
        </Button>
      </DialogActions>
    </form>
  )
}
