import { useState } from 'react'
import type { AccountId } from '../../../../shared/domain/accounts.ts'
import { AccountPicker } from '../../accounts/account-picker.tsx'
import { BeginForm } from './begin-form.tsx'
import styles from './begin-form.module.css'

type AccountFormProps = { readonly accountId: AccountId | null; readonly caseId: string | null }

/** Begins the deep audit of one account. */
export function AuditForm({ accountId: given, caseId }: AccountFormProps) {
  const [accountId, setAccountId] = useState(given)
  return (
    <BeginForm
      kind="audit-root-credentials"
      title="Audit the root credentials of one account"
      lead="Reads every detail in one root session: keys with their last use, devices, certificates, the password. It changes nothing and ends as an observation."
      caseId={caseId}
      missing={() => (accountId === null ? 'Choose the account.' : null)}
      request={(why) =>
        accountId === null ? null : { kind: 'audit-root-credentials', accountId, ...why }
      }
    >
      {() => (
        <fieldset className={styles.group}>
          <legend className={styles.legend}>What</legend>
          <AccountPicker label="Account" value={accountId} onChange={setAccountId} />
        </fieldset>
      )}
    </BeginForm>
  )
}
