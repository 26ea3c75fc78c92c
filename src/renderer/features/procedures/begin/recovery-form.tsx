import { useState } from 'react'
import type { AccountId } from '../../../../shared/domain/accounts.ts'
import { beginProcedure } from '../../../state/view-store.ts'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { AccountPicker } from '../../accounts/account-picker.tsx'
import { BeginForm } from './begin-form.tsx'
import { RootMailbox } from './root-mailbox.tsx'
import styles from './begin-form.module.css'

type RecoveryFormProps = { readonly accountId: AccountId | null; readonly caseId: string | null }

/** Begins to allow root password recovery: which account, and who reads its mailbox. */
export function RecoveryForm({ accountId: given, caseId }: RecoveryFormProps) {
  const [accountId, setAccountId] = useState(given)
  const [mailboxOwner, setMailboxOwner] = useState('')
  const owner = mailboxOwner.trim()
  return (
    <BeginForm
      kind="allow-password-recovery"
      title="Allow root password recovery"
      lead="For what only a real root sign-in can do. The owner of the root mailbox sets a new password, registers MFA and does the job; then the account is closed again, and the case cannot end before."
      caseId={caseId}
      missing={() =>
        accountId === null
          ? 'Choose the account.'
          : owner === ''
            ? 'Name who reads the root mailbox.'
            : null
      }
      request={(why) =>
        accountId === null
          ? null
          : { kind: 'allow-password-recovery', accountId, mailboxOwner: owner, ...why }
      }
    >
      {() => (
        <fieldset className={styles.group}>
          <legend className={styles.legend}>What</legend>
          <AccountPicker label="Account" value={accountId} onChange={setAccountId} />
          {accountId === null ? null : <RootMailbox accountId={accountId} />}
          <TextField
            label="Who reads the root mailbox today?"
            value={mailboxOwner}
            onChange={setMailboxOwner}
            hint="A name that can be called now. Whoever reads it becomes root."
          />
          <p className={styles.quiet}>
            Nobody can read it?{' '}
            <Button
              onClick={() => beginProcedure({ kind: 'change-root-mailbox', accountId, caseId })}
            >
              Fix the root mailbox first
            </Button>
          </p>
        </fieldset>
      )}
    </BeginForm>
  )
}
