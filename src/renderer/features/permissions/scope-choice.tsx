import { useQuery } from '@tanstack/react-query'
import { countedOf, countOf } from '../../format/count.ts'
import { reads } from '../../state/reads.ts'
import { CheckboxField } from '../../ui/checkbox-field.tsx'
import { RadioChoice } from '../../ui/radio-choice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { unitRowsOf } from '../accounts/unit-rows.ts'
import { accountIdsIn } from './permission-scope.ts'
import styles from './permissions-tab.module.css'

/** The scope as it stands in the form: what was typed is kept while another kind is looked at. */
export type ChosenScope = {
  readonly kind: 'organization' | 'units' | 'accounts'
  readonly unitIds: readonly string[]
  readonly accountText: string
}

export const wholeOrganization: ChosenScope = {
  kind: 'organization',
  unitIds: [],
  accountText: '',
}

type ScopeChoiceProps = {
  readonly value: ChosenScope
  readonly onChange: (scope: ChosenScope) => void
}

/** All member accounts, those below some units, or those named. */
export function ScopeChoice({ value, onChange }: ScopeChoiceProps) {
  const { kind, unitIds, accountText } = value
  const { data: units = [] } = useQuery(reads.units())
  const { ids, strange } = accountIdsIn(accountText)
  // All of the tree is open: the units below the first level are those that were opened.
  const opened = new Set(units.filter(({ parentId }) => parentId !== null).map(({ id }) => id))
  return (
    <div className={styles.fields}>
      <RadioChoice
        label="Whose root users"
        hideLabel
        value={kind}
        onChange={(next) => onChange({ ...value, kind: next })}
        options={[
          { value: 'organization', label: 'Those of all member accounts' },
          { value: 'units', label: 'Those of some units' },
          { value: 'accounts', label: 'Those of some accounts' },
        ]}
      />
      {kind === 'units' && units.length === 0 ? (
        <p className={styles.note}>No units are known yet. An audit reads them.</p>
      ) : null}
      {kind === 'units' ? (
        <div className={styles.units} role="group" aria-label="Units">
          {unitRowsOf(units, opened).map(({ unit, level }) => (
            <div key={unit.id} style={{ paddingInlineStart: `${(level - 1) * 14}px` }}>
              <CheckboxField
                checked={unitIds.includes(unit.id)}
                onChange={(checked) =>
                  onChange({
                    ...value,
                    unitIds: checked
                      ? [...unitIds, unit.id]
                      : unitIds.filter((each) => each !== unit.id),
                  })
                }
              >
                {unit.name} ({countOf(unit.accounts)})
              </CheckboxField>
            </div>
          ))}
        </div>
      ) : null}
      {kind === 'accounts' ? (
        <TextField
          label="Account IDs"
          hint={
            ids.length === 0
              ? 'Apart by spaces, commas or new lines.'
              : countedOf(ids.length, 'account')
          }
          lines={6}
          mono
          value={accountText}
          onChange={(text) => onChange({ ...value, accountText: text })}
          error={
            strange.length === 0
              ? null
              : `An account ID has 12 digits, which these are not: ${strange.slice(0, 3).join(', ')}`
          }
        />
      ) : null}
    </div>
  )
}
