import { RefreshCw } from 'lucide-react'
import type { Procedure } from '../../../../shared/domain/procedures.ts'
import { rootkeep } from '../../../state/client.ts'
import { useSession } from '../../../state/session-store.ts'
import { useCommand } from '../../../state/use-command.ts'
import { Button } from '../../../ui/button.tsx'
import { FailurePanel } from '../../../ui/failure-panel.tsx'
import { verifiedWords } from '../procedure-words.ts'
import { OutcomeList } from './execute-step.tsx'
import { StepPanel } from './step-panel.tsx'
import { steeringOf } from './steps.ts'
import styles from './verify-step.module.css'

/** What AWS shows afterwards: only what was read back as wanted is called so. */
export function VerifyStep({ procedure }: { readonly procedure: Procedure }) {
  const { accounts, id: procedureId } = procedure
  const connected = useSession(({ session }) => session?.connectionState === 'connected')
  const verify = useCommand(rootkeep.procedures.verify)
  return (
    <StepPanel
      title="Verify"
      actions={
        steeringOf(procedure).has('verify') ? (
          <Button
            icon={<RefreshCw aria-hidden />}
            disabled={!connected}
            title={connected ? undefined : 'Not connected'}
            pending={verify.pending}
            onClick={() => verify.send({ procedureId })}
          >
            Read back again
          </Button>
        ) : null
      }
    >
      <p className={styles.sentence} role="status">
        {verifiedWords(accounts)}
      </p>
      {verify.failure ? <FailurePanel failure={verify.failure} /> : null}
      <OutcomeList procedureId={procedureId} counts={accounts} />
    </StepPanel>
  )
}
