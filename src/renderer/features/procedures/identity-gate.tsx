import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { Identity } from '../../../shared/domain/operators.ts'
import { failureFrom, rootkeep } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { useCommand } from '../../state/use-command.ts'
import { goTo } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './identity-gate.module.css'

type IdentityGateProps = {
  /** What the identity is needed for, after "to": `sign the request`. */
  readonly purpose: string
  readonly children: (identity: Identity) => ReactNode
}

/** Shows what needs a signature once the operator identity can sign; until then, the way there. */
export function IdentityGate({ purpose, children }: IdentityGateProps) {
  const { data: identity, error, refetch } = useQuery(reads.identity())
  if (error) return <FailurePanel failure={failureFrom(error)} onRetry={() => void refetch()} />
  if (!identity) return null
  if (identity.state === 'unlocked') return children(identity)
  if (identity.state === 'none') {
    return (
      <div className={styles.gate}>
        <p>
          This workstation has no operator identity yet. It needs one to {purpose}: a key that is
          made here and never leaves.
        </p>
        <Button onClick={() => goTo('settings')}>Make one under Settings</Button>
      </div>
    )
  }
  return <Unlock purpose={purpose} />
}

function Unlock({ purpose }: { readonly purpose: string }) {
  const [passphrase, setPassphrase] = useState('')
  const unlock = useCommand(rootkeep.identity.unlock)
  return (
    <form
      className={styles.gate}
      onSubmit={(event) => {
        event.preventDefault()
        unlock.send({ passphrase }, () => setPassphrase(''))
      }}
    >
      <p>Your operator identity is locked. Unlock it to {purpose}.</p>
      <div className={styles.line}>
        <TextField label="Passphrase" type="password" value={passphrase} onChange={setPassphrase} />
        <Button type="submit" disabled={passphrase === ''} pending={unlock.pending}>
          Unlock
        </Button>
      </div>
      {unlock.failure ? <FailurePanel failure={unlock.failure} /> : null}
    </form>
  )
}
