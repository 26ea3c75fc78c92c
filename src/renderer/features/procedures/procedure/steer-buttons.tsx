import { Pause, Play, RefreshCw, X } from 'lucide-react'
import { useState } from 'react'
import type { Procedure } from '../../../../shared/domain/procedures.ts'
import { rootkeep } from '../../../state/client.ts'
import { useSession } from '../../../state/session-store.ts'
import { useCommand } from '../../../state/use-command.ts'
import { showProcedure } from '../../../state/view-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { FailurePanel } from '../../../ui/failure-panel.tsx'
import { OrganizationMark } from '../../../ui/organization-mark.tsx'
import { steeringOf } from './steps.ts'
import styles from './steer-buttons.module.css'

/** Pauses, resumes, plans anew or ends a procedure: whichever of these fits its state. */
export function SteerButtons({ procedure }: { readonly procedure: Procedure }) {
  const { id: procedureId } = procedure
  const steering = steeringOf(procedure)
  const connected = useSession(({ session }) => session?.connectionState === 'connected')
  const pause = useCommand(rootkeep.procedures.pause)
  const resume = useCommand(rootkeep.procedures.resume)
  const replan = useCommand(rootkeep.procedures.replan)
  const failure = pause.failure ?? resume.failure ?? replan.failure
  const offline = connected ? undefined : 'Not connected'

  return (
    <>
      {steering.has('pause') ? (
        <Button
          icon={<Pause aria-hidden />}
          pending={pause.pending}
          onClick={() => pause.send({ procedureId })}
        >
          Pause
        </Button>
      ) : null}
      {steering.has('resume') ? (
        <Button
          look="primary"
          icon={<Play aria-hidden />}
          disabled={!connected}
          title={offline}
          pending={resume.pending}
          onClick={() => resume.send({ procedureId })}
        >
          Resume
        </Button>
      ) : null}
      {steering.has('replan') ? (
        <Button
          icon={<RefreshCw aria-hidden />}
          disabled={!connected}
          title={offline}
          pending={replan.pending}
          onClick={() => replan.send({ procedureId }, ({ id }) => showProcedure(id))}
        >
          Plan anew
        </Button>
      ) : null}
      {steering.has('cancel') ? <CancelButton procedure={procedure} /> : null}
      {failure ? (
        <div className={styles.failure}>
          <FailurePanel failure={failure} />
        </div>
      ) : null}
    </>
  )
}

/** Asks first: a procedure that was ended does not go on, and its plan is lost. */
function CancelButton({ procedure }: { readonly procedure: Procedure }) {
  const [open, setOpen] = useState(false)
  const cancel = useCommand(rootkeep.procedures.cancel)
  return (
    <>
      <Button icon={<X aria-hidden />} onClick={() => setOpen(true)}>
        End it…
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="End this procedure?"
        description={
          procedure.confirmedAt === null
            ? 'Nothing has been changed in AWS. The plan is kept in the record, but can no longer be run.'
            : 'Accounts under way are finished; no further one begins. What was done stays done. It cannot be resumed.'
        }
        width={420}
      >
        {cancel.failure ? <FailurePanel failure={cancel.failure} /> : null}
        <DialogActions mark={<OrganizationMark of={procedure.organizationId} />}>
          <Button onClick={() => setOpen(false)}>Keep it</Button>
          <Button
            look="danger"
            pending={cancel.pending}
            onClick={() => cancel.send({ procedureId: procedure.id }, () => setOpen(false))}
          >
            End it
          </Button>
        </DialogActions>
      </Dialog>
    </>
  )
}
