import { useId } from 'react'
import { countedOf, countOf } from '../../../format/count.ts'
import { goTo } from '../../../state/view-store.ts'
import { Button } from '../../../ui/button.tsx'
import { RadioChoice } from '../../../ui/radio-choice.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { filterSentence } from '../../accounts/filter-words.ts'
import type { DeleteScopeState, ScopeWay } from './use-delete-scope.ts'
import styles from './begin-form.module.css'

type DeleteScopeProps = {
  readonly scope: DeleteScopeState
  /** The most accounts of one deletion, by the rule. */
  readonly maxAccounts: number
}

/** Chooses the accounts of a deletion, and says how many that are. */
export function DeleteScope({ scope, maxAccounts }: DeleteScopeProps) {
  const id = useId()
  return (
    <fieldset className={styles.group} aria-describedby={id}>
      <legend className={styles.legend}>Accounts</legend>
      <RadioChoice
        label="Which"
        value={scope.way}
        options={optionsOf(scope)}
        onChange={scope.setWay}
      />
      {scope.way === 'typed' ? (
        <TextField
          label="Account IDs"
          mono
          lines={3}
          value={scope.typed}
          onChange={scope.setTyped}
          hint="Apart by spaces, commas or lines."
          error={
            scope.strays.length === 0
              ? null
              : `not an account ID: ${scope.strays.slice(0, 5).join(', ')}`
          }
        />
      ) : null}
      <p id={id} className={styles.quiet}>
        {scope.count === null ? 'Counting…' : countedOf(scope.count, 'account')}
        {scope.way === 'filter'
          ? '. What fits is counted anew when the plan is made.'
          : '. Those without any of the chosen credentials drop out of the plan.'}
      </p>
      {scope.count !== null && scope.count > maxAccounts ? (
        <p className={styles.warning}>
          The rule allows {countOf(maxAccounts)} at once. Only what can be a target counts; if that
          is more, nothing is planned.
        </p>
      ) : null}
      {scope.way === 'filter' || scope.way === 'selection' ? (
        <div>
          <Button look="quiet" onClick={() => goTo('accounts')}>
            See them in Accounts
          </Button>
        </div>
      ) : null}
    </fieldset>
  )
}

function optionsOf({
  given,
  selection,
  filter,
  filtered,
}: DeleteScopeState): { value: ScopeWay; label: string }[] {
  const options: { value: ScopeWay; label: string }[] = []
  if (given.length > 0) {
    options.push({
      value: 'given',
      label:
        given.length === 1
          ? `Account ${given[0]}`
          : `The ${countedOf(given.length, 'account')} you came with`,
    })
  }
  if (selection.length > 0 && selection.length !== given.length) {
    options.push({
      value: 'selection',
      label: `The selection in Accounts: ${countedOf(selection.length, 'account')}`,
    })
  }
  options.push(
    {
      value: 'filter',
      label: `Whatever fits the filter of Accounts (${filterSentence(filter)})${
        filtered === null ? '' : `: ${countedOf(filtered, 'account')}`
      }`,
    },
    { value: 'typed', label: 'Account IDs that I type' },
  )
  return options
}
