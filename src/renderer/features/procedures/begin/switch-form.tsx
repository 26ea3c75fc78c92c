import { useState } from 'react'
import type { AccountId } from '../../../../shared/domain/accounts.ts'
import type { OrganizationSwitch } from '../../../../shared/domain/procedures.ts'
import type { OrganizationSwitches } from '../../../../shared/domain/resources.ts'
import { switchLabel } from '../../../format/labels.ts'
import { Button } from '../../../ui/button.tsx'
import { AccountPicker } from '../../accounts/account-picker.tsx'
import { BeginForm } from './begin-form.tsx'
import styles from './begin-form.module.css'

/** A switch and the way it is to be turned. */
export type SwitchTurn = {
  readonly switch: OrganizationSwitch
  readonly on: boolean
  /** The delegate that is taken out; null where one is to be chosen, and for the other switches. */
  readonly accountId: AccountId | null
  readonly delegates: OrganizationSwitches['delegates']
}

type SwitchFormProps = { readonly turn: SwitchTurn; readonly onLeave: () => void }

/** Begins to turn one switch. */
export function SwitchForm({ turn, onLeave }: SwitchFormProps) {
  const [accountId, setAccountId] = useState(turn.accountId)
  const delegation = turn.switch === 'delegated-administrator'
  const registers = delegation && turn.on
  const already = turn.delegates.some((delegate) => delegate.accountId === accountId)
  return (
    <BeginForm
      kind="switch-organization"
      title={titleOf(turn)}
      lead="What it does to whom stands in the plan, which you confirm. Afterwards AWS is read back."
      caseId={null}
      missing={() =>
        !registers
          ? null
          : accountId === null
            ? 'Choose the account.'
            : already
              ? 'This account is registered already.'
              : null
      }
      request={(why) => ({
        kind: 'switch-organization',
        switch: turn.switch,
        on: turn.on,
        accountId: delegation ? accountId : null,
        ...why,
      })}
    >
      {() => (
        <fieldset className={styles.group}>
          <legend className={styles.legend}>What</legend>
          {registers ? (
            <AccountPicker
              label="Account"
              value={accountId}
              onChange={setAccountId}
              hint="A dedicated security account. Its principals can then open root sessions in member accounts."
            />
          ) : (
            <p className={styles.quiet}>
              {switchLabel[turn.switch]}
              {turn.accountId ? ` ${turn.accountId}` : ''}: {turn.on ? 'off → on' : 'on → off'}
            </p>
          )}
          <div>
            <Button look="quiet" onClick={onLeave}>
              Another switch
            </Button>
          </div>
        </fieldset>
      )}
    </BeginForm>
  )
}

function titleOf({ switch: what, on }: SwitchTurn): string {
  if (what === 'delegated-administrator') {
    return on ? 'Register a delegated administrator' : 'Deregister a delegated administrator'
  }
  return `Turn ${on ? 'on' : 'off'}: ${switchLabel[what]}`
}
