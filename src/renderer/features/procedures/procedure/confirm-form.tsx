import { useCallback, useState } from 'react'
import type { PlanHead } from '../../../../shared/domain/plans.ts'
import type { Procedure } from '../../../../shared/domain/procedures.ts'
import { procedureLabel } from '../../../format/labels.ts'
import { rootkeep } from '../../../state/client.ts'
import { useSession } from '../../../state/session-store.ts'
import { useSecond } from '../../../state/use-now.ts'
import { useCommand } from '../../../state/use-command.ts'
import { Button } from '../../../ui/button.tsx'
import { FailurePanel } from '../../../ui/failure-panel.tsx'
import { OrganizationMark } from '../../../ui/organization-mark.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { isDestructive } from '../consequence.ts'
import { Acknowledgements } from './acknowledgements.tsx'
import { missingFor } from './confirmation.ts'
import { SessionEndNote } from './session-end-note.tsx'
import styles from './confirm-form.module.css'

type ConfirmFormProps = {
  readonly procedure: Procedure
  readonly plan: PlanHead
  readonly digest: string
}

/** What it takes: each item that needs it acknowledged by itself, and the phrase. Main asks for all of it again. */
export function ConfirmForm({ procedure, plan, digest }: ConfirmFormProps) {
  const { id: procedureId } = procedure
  const [typed, setTyped] = useState('')
  const [acknowledged, setAcknowledged] = useState<ReadonlySet<string>>(new Set())
  const acknowledge = useCallback((itemId: string, on: boolean) => {
    setAcknowledged((held) => {
      const next = new Set(held)
      if (on) next.add(itemId)
      else next.delete(itemId)
      return next
    })
  }, [])
  const confirm = useCommand(rootkeep.procedures.confirm)
  const rehearse = useCommand(rootkeep.procedures.rehearse)
  const connected = useSession(({ session }) => session?.connectionState === 'connected')
  const now = useSecond()
  const working = procedure.state === 'working'
  const missing = missingFor({
    connected,
    working,
    expired: Date.parse(plan.expiresAt) <= now,
    acknowledged: acknowledged.size,
    toAcknowledge: plan.acknowledgements.length,
    typed,
    phrase: plan.phrase,
  })

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (missing === null) {
          confirm.send({ procedureId, digest, typed, acknowledged: [...acknowledged] })
        }
      }}
    >
      <Acknowledgements
        acknowledgements={plan.acknowledgements}
        acknowledged={acknowledged}
        onChange={acknowledge}
      />
      {plan.phrase === '' ? null : (
        <div className={styles.phrase}>
          <TextField
            label={`To let it run, type: ${plan.phrase}`}
            mono
            value={typed}
            onChange={(next) => {
              setTyped(next)
              confirm.reset()
            }}
          />
        </div>
      )}
      {connected ? <SessionEndNote /> : null}
      <OrganizationMark of={procedure.organizationId} />
      <div className={styles.actions}>
        <Button
          look={isDestructive(procedure.request) ? 'danger' : 'primary'}
          type="submit"
          disabled={missing !== null}
          pending={confirm.pending}
        >
          {procedureLabel[procedure.request.kind]}: run the plan
        </Button>
        <Button
          disabled={!connected || working}
          title="Does everything up to the first call that would change something, and stops there"
          pending={rehearse.pending || working}
          onClick={() => rehearse.send({ procedureId, digest })}
        >
          Rehearse
        </Button>
        <p className={styles.missing} role="status">
          {missing ??
            (plan.phrase === ''
              ? 'It only reads.'
              : 'A window outside of this page asks once more before anything runs.')}
        </p>
      </div>
      {confirm.failure ? <FailurePanel title="It does not run." failure={confirm.failure} /> : null}
      {rehearse.failure ? (
        <FailurePanel title="It was not rehearsed." failure={rehearse.failure} />
      ) : null}
    </form>
  )
}
