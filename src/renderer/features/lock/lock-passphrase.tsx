import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { PassphraseForm, type PassphraseChange } from './passphrase-form.tsx'
import styles from './lock-passphrase.module.css'

const titles = {
  set: 'Set a passphrase for the lock',
  change: 'Change the passphrase of the lock',
  remove: 'Remove the passphrase of the lock',
} as const satisfies Record<PassphraseChange, string>

/** Setting, changing and removing the passphrase of the lock. */
export function LockPassphrase({ isSet }: { readonly isSet: boolean }) {
  const [asking, setAsking] = useState<PassphraseChange | null>(null)
  const close = () => setAsking(null)
  return (
    <div className={styles.passphrase}>
      <p>
        {isSet
          ? 'A passphrase is set. It also guards the start of the program.'
          : 'No passphrase is set.'}
      </p>
      <div className={styles.buttons}>
        {isSet ? (
          <>
            <Button onClick={() => setAsking('change')}>Change the passphrase…</Button>
            <Button onClick={() => setAsking('remove')}>Remove it…</Button>
          </>
        ) : (
          <Button onClick={() => setAsking('set')}>Set a passphrase…</Button>
        )}
      </div>
      <Dialog
        open={asking !== null}
        onClose={close}
        title={asking === null ? '' : titles[asking]}
        description={
          asking === 'remove'
            ? 'Without it, and where the system cannot ask either, locking forgets what was signed in.'
            : 'It is kept nowhere, so nobody can look it up. With a lost passphrase, sign-ins and cache have to begin anew; the record stays.'
        }
        width={420}
      >
        {asking === null ? null : <PassphraseForm change={asking} onDone={close} />}
      </Dialog>
    </div>
  )
}
