import { useState } from 'react'
import type { Identity } from '../../../shared/domain/operators.ts'
import { rootkeep } from '../../state/client.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './settings-screen.module.css'

/** Opens the key of the identity: with its passphrase, or by the key store, which needs none. */
export function UnlockForm({ protection }: { readonly protection: Identity['protection'] }) {
  const [passphrase, setPassphrase] = useState('')
  const unlock = useCommand(rootkeep.identity.unlock)
  const asks = protection !== 'os'
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!asks || passphrase !== '') unlock.send({ passphrase }, () => setPassphrase(''))
      }}
    >
      {asks ? (
        <div className={styles.fields}>
          <TextField
            label="Passphrase"
            type="password"
            value={passphrase}
            onChange={setPassphrase}
          />
        </div>
      ) : null}
      {unlock.failure ? <FailurePanel failure={unlock.failure} /> : null}
      <div className={styles.buttons}>
        <Button
          look="primary"
          type="submit"
          disabled={asks && passphrase === ''}
          pending={unlock.pending}
        >
          Unlock
        </Button>
      </div>
    </form>
  )
}
