import { rootkeep } from '../../state/client.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { showToast } from '../../ui/toast-manager.ts'
import styles from './diagnostics-dialog.module.css'

type DiagnosticsDialogProps = { readonly open: boolean; readonly onClose: () => void }

/** Saves a file for a colleague who helps: first said is what they will see and what they will not. */
export function DiagnosticsDialog({ open, onClose }: DiagnosticsDialogProps) {
  const save = useCommand(() => rootkeep.readiness.saveDiagnostics())
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Save diagnostics"
      description="A JSON file for a colleague who helps. It is written to a place of your choice and sent nowhere."
      width={600}
    >
      <div className={styles.columns}>
        <section>
          <h3 className={styles.title}>In it</h3>
          <ul className={styles.list}>
            <li>The versions of Rootkeep and of what it runs on</li>
            <li>The result of each check, with its date</li>
            <li>What kind of connection it is: sign-in, Region, whether by a proxy</li>
            <li>How the calls went: counts by operation and error code</li>
            <li>What was refused, and the newest lines of the log</li>
          </ul>
        </section>
        <section>
          <h3 className={styles.title}>Not in it</h3>
          <ul className={styles.list}>
            <li>
              Account IDs, organizations, people, e-mail addresses, roles and hosts: aliases stand
              for them
            </li>
            <li>Keys, tokens, passwords and certificates</li>
            <li>The journal, observations and reports</li>
          </ul>
        </section>
      </div>
      {save.failure ? <FailurePanel failure={save.failure} /> : null}
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          look="primary"
          pending={save.pending}
          onClick={() =>
            save.send(undefined, (path) => {
              if (path === null) return
              showToast('Saved: diagnostics', path)
              onClose()
            })
          }
        >
          Save…
        </Button>
      </DialogActions>
    </Dialog>
  )
}
