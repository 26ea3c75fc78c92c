import { useQuery } from '@tanstack/react-query'
import { BadgeCheck } from 'lucide-react'
import { useState } from 'react'
import type { Procedure } from '../../../../shared/domain/procedures.ts'
import { rootkeep } from '../../../state/client.ts'
import { reads } from '../../../state/reads.ts'
import { useCommand } from '../../../state/use-command.ts'
import { Button } from '../../../ui/button.tsx'
import { Copyable } from '../../../ui/copyable.tsx'
import { FailurePanel } from '../../../ui/failure-panel.tsx'
import { TextHandout } from '../../../ui/text-handout.tsx'
import { TextIntake } from '../../../ui/text-intake.tsx'
import { showToast } from '../../../ui/toast-manager.ts'
import { IdentityGate } from '../identity-gate.tsx'
import { Expiry } from '../plan/expiry.tsx'
import { StepPanel } from './step-panel.tsx'
import styles from './approval-step.module.css'

/** The approval of a second operator, with no network between the two: the request goes out as a text, the approval comes back as one. */
export function ApprovalStep({ procedure }: { readonly procedure: Procedure }) {
  const { rule, approvedBy, step, state, expiresAt } = procedure
  if (approvedBy !== null) {
    return (
      <StepPanel title="Approval">
        <ApprovedBy fingerprint={approvedBy} />
      </StepPanel>
    )
  }
  if (!rule.needsApproval) {
    return (
      <StepPanel title="Approval">
        <p className={styles.none}>
          The rule for this procedure asks for no approval. It can be set under Settings.
        </p>
      </StepPanel>
    )
  }
  if (step !== 'approval' || state !== 'waiting') {
    return (
      <StepPanel title="Approval">
        <p className={styles.none}>Nobody has approved this plan.</p>
      </StepPanel>
    )
  }
  return (
    <StepPanel
      title="Approval"
      note={
        <>
          A second operator approves this plan and no other
          {expiresAt ? (
            <>
              {', within '}
              <Expiry at={expiresAt} />
            </>
          ) : null}
        </>
      }
    >
      <ol className={styles.halves}>
        <li className={styles.half}>
          <h3 className={styles.title}>1. Hand over the request</h3>
          <p className={styles.none}>
            It holds the whole plan, signed by you. Bring it to the second operator as a file or as
            text; their Rootkeep opens it under Procedures, “Approve somebody’s plan”.
          </p>
          <IdentityGate purpose="sign the request">
            {() => <RequestText procedureId={procedure.id} />}
          </IdentityGate>
        </li>
        <li className={styles.half}>
          <h3 className={styles.title}>2. Bring the approval back</h3>
          <AcceptApproval procedureId={procedure.id} />
        </li>
      </ol>
    </StepPanel>
  )
}

function ApprovedBy({ fingerprint }: { readonly fingerprint: string }) {
  const { data: operators } = useQuery(reads.operators())
  const name = operators?.find((operator) => operator.fingerprint === fingerprint)?.name
  return (
    <div className={styles.approved}>
      <BadgeCheck aria-hidden />
      <div>
        <p>Approved by {name ?? 'a trusted operator'}. The approval is used up by this plan.</p>
        <Copyable value={fingerprint} what="fingerprint of the approver" />
      </div>
    </div>
  )
}

function RequestText({ procedureId }: { readonly procedureId: string }) {
  const request = useCommand(rootkeep.approvals.request)
  const [file, setFile] = useState<{ name: string; text: string } | null>(null)
  return (
    <>
      {file === null ? (
        <Button
          look="primary"
          pending={request.pending}
          onClick={() => request.send({ procedureId }, setFile)}
        >
          Make the request
        </Button>
      ) : (
        <TextHandout label="Approval request" name={file.name} text={file.text} lines={8} />
      )}
      {request.failure ? <FailurePanel failure={request.failure} /> : null}
    </>
  )
}

function AcceptApproval({ procedureId }: { readonly procedureId: string }) {
  const [text, setText] = useState('')
  const accept = useCommand(rootkeep.approvals.accept)
  return (
    <form
      className={styles.accept}
      onSubmit={(event) => {
        event.preventDefault()
        accept.send({ procedureId, text }, ({ approver }) =>
          showToast('The plan is approved', `By ${approver.name}.`),
        )
      }}
    >
      <TextIntake
        label="Approval"
        value={text}
        onChange={(next) => {
          setText(next)
          accept.reset()
        }}
        lines={8}
        hint="Paste it whole, open the file, or drop it here."
      />
      <Button
        look="primary"
        type="submit"
        disabled={text.trim() === ''}
        pending={accept.pending}
        className={styles.take}
      >
        Take the approval
      </Button>
      {accept.failure ? <FailurePanel failure={accept.failure} /> : null}
    </form>
  )
}
