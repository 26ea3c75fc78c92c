import { useQuery } from '@tanstack/react-query'
import { everyAccount, type AccountFilter } from '../../../shared/domain/account-query.ts'
import { findingKinds } from '../../../shared/domain/findings.ts'
import { postures } from '../../../shared/domain/posture.ts'
import { findingLabel, postureLabel } from '../../format/labels.ts'
import { reads } from '../../state/reads.ts'
import { useViews } from '../../state/view-store.ts'
import { CheckboxField } from '../../ui/checkbox-field.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { PostureGlyph } from '../../ui/posture-glyph.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { isFiltered, sameFilter } from '../accounts/filter-words.ts'
import { toggledValue } from '../accounts/toggled-value.ts'
import { scopeSentence, unitOptions } from './scope-choice.ts'
import styles from './scope-fields.module.css'

type ScopeFieldsProps = {
  readonly scope: AccountFilter
  readonly onChange: (scope: AccountFilter) => void
}

/** Which accounts a report is about: all, a filter that exists, or one that is put together here. */
export function ScopeFields({ scope, onChange }: ScopeFieldsProps) {
  const { data: saved = [] } = useQuery(reads.filters())
  const { data: units = [] } = useQuery(reads.units())
  const onAccounts = useViews(
    ({ history }) =>
      history.entries.findLast((view) => view.name === 'accounts')?.filter ?? everyAccount,
  )
  const choices = [
    { value: 'every', label: 'Whole organization', filter: everyAccount },
    ...(isFiltered(onAccounts)
      ? [{ value: 'accounts', label: 'The filter of Accounts', filter: onAccounts }]
      : []),
    ...saved.map(({ id, name, filter }) => ({ value: `saved ${id}`, label: name, filter })),
  ]
  const chosen = choices.find(({ filter }) => sameFilter(filter, scope))
  const change = (part: Partial<AccountFilter>) => onChange({ ...scope, ...part })

  return (
    <div className={styles.scope}>
      <div>
        <Select
          label="Accounts"
          value={chosen?.value ?? 'own'}
          options={
            chosen ? choices : [...choices, { value: 'own', label: 'As put together below' }]
          }
          onChange={(value) => {
            const choice = choices.find((each) => each.value === value)
            if (choice) onChange(choice.filter)
          }}
        />
      </div>
      <p className={styles.sentence}>{scopeSentence(scope, units)}</p>
      <Disclosure title="Narrow it down">
        <div className={styles.fields}>
          <div>
            <Select
              label="Unit"
              value={scope.unitId ?? 'any'}
              options={unitOptions(units, scope.unitId)}
              onChange={(id) => change({ unitId: id === 'any' ? null : id })}
            />
          </div>
          <TextField
            label="Tag"
            value={scope.tag ?? ''}
            onChange={(tag) => change({ tag: tag === '' ? null : tag })}
            placeholder="Key or Key=Value"
          />
          <TextField
            label="Words in name, ID, e-mail, unit or tags"
            value={scope.search}
            onChange={(search) => change({ search: search.slice(0, 200) })}
          />
          <div className={styles.chips} role="group" aria-label="Posture">
            {postures.map((posture) => (
              <Chip
                key={posture}
                icon={<PostureGlyph posture={posture} />}
                pressed={scope.postures.includes(posture)}
                onToggle={() => change({ postures: toggledValue(scope.postures, posture) })}
              >
                {postureLabel[posture]}
              </Chip>
            ))}
          </div>
          <div className={styles.chips} role="group" aria-label="Finding">
            {findingKinds.map((kind) => (
              <Chip
                key={kind}
                pressed={scope.findings.includes(kind)}
                onToggle={() => change({ findings: toggledValue(scope.findings, kind) })}
              >
                {findingLabel[kind]}
              </Chip>
            ))}
          </div>
          <CheckboxField
            checked={scope.includeLeft}
            onChange={(includeLeft) => change({ includeLeft })}
          >
            Also accounts that left
          </CheckboxField>
        </div>
      </Disclosure>
    </div>
  )
}
