import { useState } from 'react'
import type { Exemption } from '../../../shared/domain/exemptions.ts'
import { useViewing } from '../../state/bundle-store.ts'
import { rootkeep } from '../../state/client.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { OrganizationMark } from '../../ui/organization-mark.tsx'
import { stateOfExemption } from './exemption-state.ts'

/** Withdraws a valid exemption after a question: its account may become non-compliant. Absent in an evidence bundle. */
export function RevokeButton({
  exemption,
  now,
}: {
  readonly exemption: Exemption
  readonly now: string
}) {
  const [asking, setAsking] = useState(false)
  const revoke = useCommand(rootkeep.exemptions.revoke)
  const close = () => setAsking(false)
  const viewing = useViewing()
  if (viewing || stateOfExemption(exemption, now) !== 'valid') return null
  return (
    <>
      <Button
        look="quiet"
        onClick={() => setAsking(true)}
        aria-label={`Revoke the exemption ${exemption.ticket}`}
      >
        Revoke
      </Button>
      <Dialog
        open={asking}
        onClose={close}
        title="Revoke this exemption"
        description={`${exemption.ticket}, owned by ${exemption.owner}. Findings that it covers count again at once.`}
      >
        {revoke.failure ? <FailurePanel failure={revoke.failure} /> : null}
        <DialogActions mark={<OrganizationMark />}>
          <Button onClick={close}>Keep it</Button>
          <Button
            look="danger"
            pending={revoke.pending}
            onClick={() => revoke.send({ id: exemption.id }, close)}
          >
            Revoke
          </Button>
        </DialogActions>
      </Dialog>
    </>
  )
}
