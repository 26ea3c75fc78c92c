import { useState } from 'react'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import { findingKinds, type FindingKind } from '../../../shared/domain/findings.ts'
import { rootkeep } from '../../state/client.ts'
import { findingLabel } from '../../format/labels.ts'
import { useCommand } from '../../state/use-command.ts'
import { useNow } from '../../state/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { CheckboxField } from '../../ui/checkbox-field.tsx'
import { DialogActions } from '../../ui/dialog.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { OrganizationMark } from '../../ui/organization-mark.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { draftFrom, type TypedExemption } from './exemption-draft.ts'
import { toggledValue } from './toggled-value.ts'
import styles from './inspector-tab.module.css'

type ExemptionFormProps = {
  readonly accountId: AccountId
  /** What the account has now: ticked to begin with. */
  readonly findings: readonly FindingKind[]
  readonly onDone: () => void
}

/** Asks for everything an exemption needs; says what is missing once it was sent. */
export function ExemptionForm({ accountId, findings, onDone }: ExemptionFormProps) {
  const [typed, setTyped] = useState<TypedExemption>({
    kinds: findings,
    owner: '',
    reason: '',
    ticket: '',
    lastDay: '',
  })
  const [tried, setTried] = useState(false)
  const add = useCommand(rootkeep.exemptions.add)
  const { draft, faults } = draftFrom(accountId, typed, useNow())
  const change = (part: Partial<TypedExemption>) => setTyped((held) => ({ ...held, ...part }))
  const faultOf = (field: keyof typeof faults) => (tried ? (faults[field] ?? null) : null)

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (draft) add.send(draft, onDone)
      }}
    >
      <fieldset className={styles.kinds}>
        <legend className={styles.legend}>Findings it covers</legend>
        {findingKinds.map((kind) => (
          <CheckboxField
            key={kind}
            checked={typed.kinds.includes(kind)}
            onChange={() => change({ kinds: toggledValue(typed.kinds, kind) })}
          >
            {findingLabel[kind]}
            {findings.includes(kind) ? <span className={styles.quiet}>present now</span> : null}
          </CheckboxField>
        ))}
        {faultOf('kinds') ? <p className={styles.fault}>{faultOf('kinds')}</p> : null}
      </fieldset>
      <TextField
        label="Reason"
        lines={3}
        value={typed.reason}
        onChange={(reason) => change({ reason })}
        error={faultOf('reason')}
      />
      <div className={styles.pair}>
        <TextField
          label="Owner"
          value={typed.owner}
          onChange={(owner) => change({ owner })}
          error={faultOf('owner')}
        />
        <TextField
          label="Ticket"
          value={typed.ticket}
          onChange={(ticket) => change({ ticket })}
          error={faultOf('ticket')}
        />
      </div>
      <TextField
        label="Last day"
        type="date"
        value={typed.lastDay}
        onChange={(lastDay) => change({ lastDay })}
        error={faultOf('expiresAt')}
        hint="It ends at midnight UTC after this day."
      />
      {add.failure ? <FailurePanel failure={add.failure} /> : null}
      <DialogActions mark={<OrganizationMark />}>
        <Button onClick={onDone}>Cancel</Button>
        <Button look="primary" type="submit" pending={add.pending}>
          Add the exemption
        </Button>
      </DialogActions>
    </form>
  )
}
