import { useState } from 'react'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import type { RunScope } from '../../../shared/domain/runs.ts'
import { rootkeep } from '../../state/client.ts'
import { countedOf } from '../../format/count.ts'
import { closeDialog, useDialogs } from '../../state/dialog-store.ts'
import { reads } from '../../state/reads.ts'
import { useCommand } from '../../state/use-command.ts'
import { goTo } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { OrganizationMark } from '../../ui/organization-mark.tsx'
import { RadioChoice } from '../../ui/radio-choice.tsx'
import { SwitchField } from '../../ui/switch-field.tsx'
import { CourtesyNotePanel } from '../courtesy-note/courtesy-note.tsx'
import { useSelection } from '../accounts/selection-store.ts'
import styles from './start-run-dialog.module.css'

const organizationOption = { value: 'organization', label: 'Whole organization' } as const

/** Asks what to audit and how deep, then starts the run. */
export function StartRunDialog() {
  const open = useDialogs((store) => store.open)
  return (
    <Dialog
      open={open?.kind === 'start-run'}
      onClose={closeDialog}
      title="New audit run"
      description="Opens a read-only root session in each account. Nothing is changed in AWS."
      width={520}
    >
      {open?.kind === 'start-run' ? <StartRunForm given={open.accountIds} /> : null}
    </Dialog>
  )
}

/** @param given the accounts it was opened for; empty for the organization. */
function StartRunForm({ given }: { readonly given: readonly AccountId[] }) {
  const selected = useSelection(({ ids }) => ids)
  const accountIds = given.length > 0 ? [...given] : [...selected]
  const [scopeKind, setScopeKind] = useState<RunScope['kind']>(
    given.length === 0 ? 'organization' : 'accounts',
  )
  const [deep, setDeep] = useState(false)
  const start = useCommand(rootkeep.runs.start)

  const scope: RunScope =
    scopeKind === 'organization' || accountIds.length === 0
      ? { kind: 'organization' }
      : { kind: 'accounts', accountIds }

  function submit() {
    start.send({ scope, deep }, () => {
      closeDialog()
      if (scope.kind === 'organization') goTo('overview')
    })
  }

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <RadioChoice
        label="Scope"
        value={accountIds.length === 0 ? 'organization' : scopeKind}
        onChange={setScopeKind}
        options={
          accountIds.length === 0
            ? [organizationOption]
            : [
                organizationOption,
                {
                  value: 'accounts',
                  label: `${countedOf(accountIds.length, 'account')}${given.length > 0 ? '' : ' selected'}`,
                },
              ]
        }
      />
      <SwitchField
        label="Deep"
        hint="Reads the details in every account, not only where root credentials are present. About four calls more for each."
        checked={deep}
        onChange={setDeep}
      />
      <CourtesyNotePanel read={reads.auditNote(scope, deep)} />
      {start.failure ? <FailurePanel failure={start.failure} /> : null}
      <DialogActions mark={<OrganizationMark />}>
        <Button onClick={closeDialog}>Cancel</Button>
        <Button look="primary" type="submit" pending={start.pending}>
          Start the audit
        </Button>
      </DialogActions>
    </form>
  )
}
