import type { Connection } from '../../../shared/domain/connections.ts'
import { rootkeep } from '../../state/client.ts'
import { queryClient } from '../../state/query-client.ts'
import { reads } from '../../state/reads.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { showToast } from '../../ui/toast-manager.ts'

type RemoveDialogProps = {
  readonly connection: Connection
  readonly open: boolean
  readonly onClose: () => void
}

/** Forgets a kept connection after a question. */
export function RemoveDialog({ connection, open, onClose }: RemoveDialogProps) {
  const remove = useCommand(rootkeep.connections.remove)
  const { id, name } = connection
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={`Remove ${name}`}
      description="Its settings and its secrets are forgotten. What is stored of its organization stays: accounts, observations and the journal."
    >
      {remove.failure ? <FailurePanel title="Not removed" failure={remove.failure} /> : null}
      <DialogActions>
        <Button onClick={onClose}>Keep it</Button>
        <Button
          look="danger"
          pending={remove.pending}
          onClick={() =>
            remove.send({ connectionId: id }, (list) => {
              onClose()
              queryClient.setQueryData(reads.connections().queryKey, list)
              showToast(`Removed: ${name}`)
            })
          }
        >
          Remove
        </Button>
      </DialogActions>
    </Dialog>
  )
}
