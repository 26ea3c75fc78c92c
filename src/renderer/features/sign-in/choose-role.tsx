import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PortalAccount } from '../../../shared/domain/sign-in.ts'
import { countedOf } from '../../format/count.ts'
import { failureFrom } from '../../state/client.ts'
import { signInReads } from '../../state/sign-in-reads.ts'
import { Button } from '../../ui/button.tsx'
import { DialogActions } from '../../ui/dialog.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { AccountChoice } from './account-choice.tsx'
import { RoleForm } from './role-form.tsx'
import type { StageProps } from './stage.ts'
import styles from './sign-in.module.css'

/** Account, then role, from what the person may sign in to. Where there is one account, only the role is asked for. */
export function ChooseRole({ signIn, onCancel }: StageProps) {
  const { data: accounts, error, refetch } = useQuery(signInReads.accounts(signIn.startedAt))
  const [chosen, setChosen] = useState<PortalAccount | null>(null)
  const only = accounts?.length === 1 ? accounts[0] : undefined
  const account = chosen ?? only ?? null
  if (account !== null) {
    return (
      <RoleForm
        key={account.accountId}
        account={account}
        signIn={signIn}
        onBack={only === undefined ? () => setChosen(null) : null}
        onCancel={onCancel}
      />
    )
  }
  return (
    <div className={styles.stage}>
      <p className={styles.lead}>
        You are signed in. Choose an account and a role in it. Root sessions begin only from the
        management account and from the delegated administrator for IAM.
      </p>
      {signIn.failure ? <FailurePanel title="Not connected." failure={signIn.failure} /> : null}
      {error ? (
        <FailurePanel
          title="What you may sign in to could not be read."
          failure={failureFrom(error)}
          onRetry={() => void refetch()}
        />
      ) : accounts?.length === 0 ? (
        <p role="status">
          No account is assigned to you in this IAM Identity Center. Ask for a permission set in the
          management account or in the delegated administrator for IAM.
        </p>
      ) : (
        <AccountChoice accounts={accounts ?? null} onChoose={setChosen} />
      )}
      <DialogActions>
        {accounts && accounts.length > 1 ? (
          <span className={styles.count}>
            {countedOf(accounts.length, 'account')} assigned to you
          </span>
        ) : null}
        <Button onClick={onCancel}>Cancel</Button>
      </DialogActions>
    </div>
  )
}
