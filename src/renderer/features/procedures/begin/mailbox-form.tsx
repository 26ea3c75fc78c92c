import { useState } from 'react'
import { z } from 'zod'
import type { AccountId } from '../../../../shared/domain/accounts.ts'
import { TextField } from '../../../ui/text-field.tsx'
import { AccountPicker } from '../../accounts/account-picker.tsx'
import { BeginForm } from './begin-form.tsx'
import { RootMailbox } from './root-mailbox.tsx'
import styles from './begin-form.module.css'

type MailboxFormProps = { readonly accountId: AccountId | null; readonly caseId: string | null }

/** What Organizations takes as the address of an account. */
const Address = z.email().max(64)

/** Begins to give the root user another mailbox. */
export function MailboxForm({ accountId: given, caseId }: MailboxFormProps) {
  const [accountId, setAccountId] = useState(given)
  const [typed, setTyped] = useState('')
  const newEmail = typed.trim()
  const fits = Address.safeParse(newEmail).success
  return (
    <BeginForm
      kind="change-root-mailbox"
      title="Fix the root mailbox"
      lead="For a mailbox that is dead, or that nobody can read any more. AWS mails a code to the new address; with the code it takes the place of the old one. Your own credentials call, there is no root session."
      caseId={caseId}
      missing={() =>
        accountId === null
          ? 'Choose the account.'
          : fits
            ? null
            : 'Give the address of the new mailbox.'
      }
      request={(why) =>
        accountId === null ? null : { kind: 'change-root-mailbox', accountId, newEmail, ...why }
      }
    >
      {() => (
        <fieldset className={styles.group}>
          <legend className={styles.legend}>What</legend>
          <AccountPicker label="Account" value={accountId} onChange={setAccountId} />
          {accountId === null ? null : <RootMailbox accountId={accountId} />}
          <TextField
            label="New root mailbox"
            value={typed}
            onChange={setTyped}
            error={newEmail.includes('@') && !fits ? 'this is not an e-mail address' : null}
            hint="A group mailbox that no single person reads alone. AWS takes each address for one account only."
          />
        </fieldset>
      )}
    </BeginForm>
  )
}
