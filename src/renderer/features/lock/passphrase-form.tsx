import { useState } from 'react'
import { rootkeep } from '../../state/client.ts'
import { acceptSession } from '../../state/session-store.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { DialogActions } from '../../ui/dialog.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast-manager.ts'
import { faultsOfPassphrase } from './passphrase-draft.ts'
import styles from './lock-passphrase.module.css'

export type PassphraseChange = 'set' | 'change' | 'remove'

type PassphraseFormProps = { readonly change: PassphraseChange; readonly onDone: () => void }

const doneWords = {
  set: 'The passphrase is set.',
  change: 'The passphrase is changed.',
  remove: 'The passphrase is removed.',
} as const satisfies Record<PassphraseChange, string>

/** Asks for the passphrase before, where there is one, and twice for the new one. */
export function PassphraseForm({ change, onDone }: PassphraseFormProps) {
  const [before, setBefore] = useState('')
  const [after, setAfter] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)
  const setPassphrase = useCommand(rootkeep.lock.setPassphrase)
  const asksBefore = change !== 'set'
  const asksAfter = change !== 'remove'
  const faults = asksAfter ? faultsOfPassphrase(after, again) : { typed: null, again: null }
  const faulty = (asksBefore && before === '') || faults.typed !== null || faults.again !== null

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (faulty) return
        setPassphrase.send(
          { before: asksBefore ? before : null, after: asksAfter ? after : null },
          (session) => {
            acceptSession(session)
            showToast(doneWords[change])
            onDone()
          },
        )
      }}
    >
      {asksBefore ? (
        <TextField
          label="Passphrase as it is"
          type="password"
          value={before}
          onChange={setBefore}
          error={tried && before === '' ? 'type the passphrase that is set' : null}
        />
      ) : null}
      {asksAfter ? (
        <>
          <TextField
            label="New passphrase"
            type="password"
            value={after}
            onChange={setAfter}
            error={tried ? faults.typed : null}
          />
          <TextField
            label="New passphrase, once more"
            type="password"
            value={again}
            onChange={setAgain}
            error={tried ? faults.again : null}
          />
        </>
      ) : null}
      {setPassphrase.failure ? <FailurePanel failure={setPassphrase.failure} /> : null}
      <DialogActions>
        <Button onClick={onDone}>Cancel</Button>
        <Button
          look={change === 'remove' ? 'danger' : 'primary'}
          type="submit"
          pending={setPassphrase.pending}
        >
          {change === 'remove' ? 'Remove' : change === 'change' ? 'Change' : 'Set'}
        </Button>
      </DialogActions>
    </form>
  )
}
