import { useState } from 'react'
import type { ReceivedRequest } from '../../../../shared/domain/approvals.ts'
import { rootkeep } from '../../../state/client.ts'
import { useCommand } from '../../../state/use-command.ts'
import { Button } from '../../../ui/button.tsx'
import { FailurePanel } from '../../../ui/failure-panel.tsx'
import { TextIntake } from '../../../ui/text-intake.tsx'
import { BackToProcedures } from '../back-to-procedures.tsx'
import { ReceivedPlan } from './received-plan.tsx'
import screenStyles from '../procedures-screen.module.css'
import formStyles from '../begin/begin-form.module.css'

/** The second operator’s side: reads a request that somebody brought, shows the whole plan, and signs it. Needs no network. */
export function ApproveScreen() {
  const [text, setText] = useState('')
  const [received, setReceived] = useState<ReceivedRequest | null>(null)
  const read = useCommand(rootkeep.approvals.read)
  return (
    <div className={screenStyles.scroll}>
      <BackToProcedures />
      <header className={formStyles.header}>
        <h1 className={formStyles.title}>Approve somebody’s plan</h1>
        <p className={formStyles.lead}>
          The request holds the whole plan. Read it, compare who asks, and sign it; nothing is sent
          anywhere. Your approval counts once, for this plan and no other.
        </p>
      </header>
      {received === null ? (
        <form
          className={formStyles.form}
          onSubmit={(event) => {
            event.preventDefault()
            read.send({ text }, setReceived)
          }}
        >
          <TextIntake
            label="Approval request"
            value={text}
            onChange={(next) => {
              setText(next)
              read.reset()
            }}
            lines={10}
            hint="Paste it whole, open the file, or drop it here."
          />
          <div>
            <Button
              look="primary"
              type="submit"
              disabled={text.trim() === ''}
              pending={read.pending}
            >
              Read the request
            </Button>
          </div>
          {read.failure ? <FailurePanel failure={read.failure} /> : null}
        </form>
      ) : (
        <ReceivedPlan
          received={received}
          onLeave={() => {
            setReceived(null)
            setText('')
          }}
        />
      )}
    </div>
  )
}
