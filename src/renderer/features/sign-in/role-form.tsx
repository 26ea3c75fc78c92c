import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { PortalAccount, SignInProgress } from '../../../shared/domain/sign-in.ts'
import { failureFrom, rootkeep } from '../../state/client.ts'
import { acceptSession } from '../../state/session-store.ts'
import { signInReads } from '../../state/sign-in-reads.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { CheckboxField } from '../../ui/checkbox-field.tsx'
import { DialogActions } from '../../ui/dialog.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { RadioChoice } from '../../ui/radio-choice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import styles from './sign-in.module.css'

type RoleFormProps = {
  readonly account: PortalAccount
  readonly signIn: SignInProgress
  /** Back to the accounts; null where there is no other. */
  readonly onBack: (() => void) | null
  readonly onCancel: () => void
}

/** The role in the chosen account, and whether the connection remembers both. */
export function RoleForm({ account, signIn, onBack, onCancel }: RoleFormProps) {
  const { accountId, name, email } = account
  const { data: roles, error, refetch } = useQuery(signInReads.roles(signIn.startedAt, accountId))
  const [picked, setPicked] = useState('')
  const [remember, setRemember] = useState(false)
  const choose = useCommand(rootkeep.signIn.choose)
  // After a choice that failed the sign-in tells why, as long as it is chosen anew.
  const failure = choose.failure ?? signIn.failure
  const form = useRef<HTMLFormElement>(null)
  const roleName = picked === '' && roles?.length === 1 ? (roles[0] ?? '') : picked
  const arrived = roles !== undefined
  useEffect(() => {
    // What had the focus went with the list of accounts.
    if (arrived) form.current?.querySelector<HTMLElement>('[role="radio"]')?.focus()
  }, [arrived])

  return (
    <form
      ref={form}
      className={styles.stage}
      onSubmit={(event) => {
        event.preventDefault()
        if (roleName !== '') choose.send({ accountId, roleName, remember }, acceptSession)
      }}
    >
      <p className={styles.account}>
        <span className={styles.accountName}>{name}</span>
        <span className={styles.accountId}>{accountId}</span>
        <span className={styles.email}>{email}</span>
      </p>
      {error ? (
        <FailurePanel
          title="The roles could not be read."
          failure={failureFrom(error)}
          onRetry={() => void refetch()}
        />
      ) : roles === undefined ? (
        <div aria-busy="true">
          <Skeleton width="50%" />
        </div>
      ) : roles.length === 0 ? (
        <p role="status">No role is assigned to you in this account.</p>
      ) : (
        <div className={styles.roles}>
          <RadioChoice
            label="Role"
            value={roleName}
            onChange={setPicked}
            options={roles.map((role) => ({ value: role, label: role }))}
          />
        </div>
      )}
      <CheckboxField checked={remember} onChange={setRemember}>
        Remember this choice for the connection
      </CheckboxField>
      {failure ? <FailurePanel title="Not connected." failure={failure} /> : null}
      <DialogActions>
        {onBack ? (
          <Button look="quiet" icon={<ArrowLeft aria-hidden />} onClick={onBack}>
            Another account
          </Button>
        ) : null}
        <Button onClick={onCancel}>Cancel</Button>
        <Button look="primary" type="submit" disabled={roleName === ''} pending={choose.pending}>
          Connect
        </Button>
      </DialogActions>
    </form>
  )
}
