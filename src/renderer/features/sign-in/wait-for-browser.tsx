import { ExternalLink } from 'lucide-react'
import { rootkeep } from '../../state/client.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { DialogActions } from '../../ui/dialog.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { StorageNote } from '../lock/storage-note.tsx'
import type { StageProps } from './stage.ts'
import { TimeLeft } from './time-left.tsx'
import styles from './sign-in.module.css'

/** While the person is in the browser of this computer. */
export function WaitForBrowser({ signIn, onCancel, onBegin, beginning, failure }: StageProps) {
  const openAgain = useCommand(() => rootkeep.signIn.openAgain())
  const fault = openAgain.failure ?? failure
  const waiting = signIn.state === 'waiting'
  return (
    <div className={styles.stage}>
      <p className={styles.lead} role="status">
        {sentenceOf(signIn.state)}
      </p>
      {waiting && signIn.until !== null ? <TimeLeft until={signIn.until} /> : null}
      <StorageNote />
      {fault ? <FailurePanel failure={fault} /> : null}
      <DialogActions>
        <Button look="quiet" onClick={onCancel}>
          Cancel
        </Button>
        <Button pending={beginning} onClick={() => onBegin('device')}>
          Use a device code instead
        </Button>
        <Button
          look="primary"
          icon={<ExternalLink aria-hidden />}
          disabled={!waiting}
          pending={openAgain.pending}
          onClick={() => openAgain.send(undefined)}
        >
          Open again
        </Button>
      </DialogActions>
    </div>
  )
}

function sentenceOf(state: StageProps['signIn']['state']): string {
  if (state === 'starting') return 'Asking IAM Identity Center for a sign-in page.'
  if (state === 'finishing') return 'Signing in.'
  return 'Your browser shows the AWS sign-in. Come back here when it says so.'
}
