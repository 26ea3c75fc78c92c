import { useState } from 'react'
import { rootkeep } from '../../state/client.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { CheckboxField } from '../../ui/checkbox-field.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { readIdentity } from './identity-draft.ts'
import styles from './settings-screen.module.css'

type IdentityFormProps = {
  /** Whether the system can keep the key; else a passphrase has to. */
  readonly keyStore: boolean
  readonly replaces: boolean
  readonly onDone?: () => void
}

/** Asks for a name, and for a passphrase where it protects the key. */
export function IdentityForm({ keyStore, replaces, onDone }: IdentityFormProps) {
  const [name, setName] = useState('')
  const [wanted, setWanted] = useState(!keyStore)
  const [passphrase, setPassphrase] = useState('')
  const [repeated, setRepeated] = useState('')
  const [tried, setTried] = useState(false)
  const create = useCommand(rootkeep.identity.create)
  const { draft, faults } = readIdentity({
    name,
    passphrase: wanted ? { typed: passphrase, repeated } : null,
  })
  const faultOf = (field: keyof typeof faults) => (tried ? faults[field] : null)

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (draft) {
          create.send(draft, () => {
            setPassphrase('')
            setRepeated('')
            onDone?.()
          })
        }
      }}
    >
      <div className={styles.fields}>
        <TextField
          label="Your name"
          value={name}
          onChange={setName}
          error={faultOf('name')}
          hint="As other operators know you. It stands in approvals and reports."
        />
      </div>
      {keyStore ? (
        <CheckboxField checked={wanted} onChange={setWanted}>
          Protect the key with a passphrase instead of the key store of this system
        </CheckboxField>
      ) : (
        <p className={styles.warning}>
          This system offers no key store, so a passphrase protects the key. It is asked for after
          every start, and nobody can reset it.
        </p>
      )}
      {wanted ? (
        <div className={styles.fields}>
          <TextField
            type="password"
            label="Passphrase"
            value={passphrase}
            onChange={setPassphrase}
            error={faultOf('passphrase')}
          />
          <TextField
            type="password"
            label="Passphrase again"
            value={repeated}
            onChange={setRepeated}
            error={faultOf('repeated')}
          />
        </div>
      ) : null}
      {create.failure ? <FailurePanel failure={create.failure} /> : null}
      <div className={styles.buttons}>
        <Button look={replaces ? 'danger' : 'primary'} type="submit" pending={create.pending}>
          {replaces ? 'Make a new identity' : 'Make the identity'}
        </Button>
      </div>
    </form>
  )
}
