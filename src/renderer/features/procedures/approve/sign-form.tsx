import { useState } from 'react'
import type { ApprovalRequest, TextFile } from '../../../../shared/domain/approvals.ts'
import { rootkeep } from '../../../state/client.ts'
import { useCommand } from '../../../state/use-command.ts'
import { Button } from '../../../ui/button.tsx'
import { CheckboxField } from '../../../ui/checkbox-field.tsx'
import { FailurePanel } from '../../../ui/failure-panel.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { TextHandout } from '../../../ui/text-handout.tsx'
import { Expiry } from '../plan/expiry.tsx'
import styles from './received-plan.module.css'

type SignFormProps = {
  readonly request: ApprovalRequest
  readonly approver: string
  /** Whether the requester is among the trusted operators; else the fingerprint has to be compared now. */
  readonly requesterKnown: boolean
}

/** Signs a plan that was read: the phrase is typed, then the approval is handed back. */
export function SignForm({ request, approver, requesterKnown }: SignFormProps) {
  const { plan, digest } = request
  const [typed, setTyped] = useState('')
  const [note, setNote] = useState('')
  const [compared, setCompared] = useState(requesterKnown)
  const [approval, setApproval] = useState<TextFile | null>(null)
  const approve = useCommand(rootkeep.approvals.approve)
  const ready = compared && typed.trim() === plan.phrase

  if (approval) {
    return (
      <section className={styles.form} aria-label="Approval">
        <p className={styles.quiet}>
          Signed. Bring this back to the requester; it counts once, for this plan.
        </p>
        <TextHandout label="Approval" name={approval.name} text={approval.text} lines={8} />
      </section>
    )
  }
  return (
    <form
      className={styles.form}
      aria-label="Approve"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) approve.send({ request, digest, typed, note }, setApproval)
      }}
    >
      {requesterKnown ? null : (
        <CheckboxField checked={compared} onChange={setCompared}>
          I have compared the fingerprint with {request.requester.name} by another way, to the end.
        </CheckboxField>
      )}
      <div className={styles.fields}>
        {plan.phrase === '' ? null : (
          <TextField
            label={`To approve, type: ${plan.phrase}`}
            mono
            value={typed}
            onChange={(next) => {
              setTyped(next)
              approve.reset()
            }}
          />
        )}
        <TextField
          label="Note to the requester"
          value={note}
          onChange={setNote}
          hint="Signed with the approval."
        />
      </div>
      <div className={styles.actions}>
        <Button look="primary" type="submit" disabled={!ready} pending={approve.pending}>
          Approve as {approver}
        </Button>
        <span className={styles.quiet}>
          The plan holds for <Expiry at={plan.expiresAt} />.
        </span>
      </div>
      {approve.failure ? (
        <FailurePanel title="It was not signed." failure={approve.failure} />
      ) : null}
    </form>
  )
}
