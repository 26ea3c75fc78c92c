import { Combobox } from '@base-ui/react/combobox'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useId, useMemo, useState } from 'react'
import { everyAccount, type AccountRow } from '../../../shared/domain/account-query.ts'
import { AccountId } from '../../../shared/domain/accounts.ts'
import { reads } from '../../state/reads.ts'
import { worstFirst } from '../../state/view-store.ts'
import { PostureGlyph } from '../../ui/posture-glyph.tsx'
import styles from './account-picker.module.css'

type AccountPickerProps = {
  readonly label: string
  /** Null while none is chosen. */
  readonly value: AccountId | null
  readonly onChange: (accountId: AccountId | null) => void
  readonly hint?: string
  /** Whether the ID of an account that the cache does not know can be typed: before the first audit it knows none. */
  readonly anyId?: boolean
}

type Choice = Pick<AccountRow, 'id' | 'name' | 'posture' | 'unitPath'>

/** One account, found by its name, ID, e-mail or unit. */
export function AccountPicker({ label, value, onChange, hint, anyId }: AccountPickerProps) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const asked = useDeferredValue(typed.trim())
  const found = useQuery(reads.accountSearch(asked, everyAccount, worstFirst))
  const { data: detail } = useQuery({
    ...reads.account(value ?? ('' as AccountId)),
    enabled: value !== null,
  })
  // The same object until it is another account: a new one puts its name over what is being typed.
  const chosen = useMemo<Choice | null>(() => {
    if (value === null) return null
    return detail?.account.id === value
      ? { ...detail.account, posture: detail.posture, unitPath: detail.unitPath }
      : strange(value)
  }, [value, detail])
  // An account without a root session in it cannot be meant.
  const rows: readonly Choice[] = found.data?.rows.filter((row) => !row.isManagement) ?? []
  const typedId = anyId && found.data?.total === 0 ? AccountId.safeParse(asked).data : undefined

  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <Combobox.Root<Choice>
        items={typedId === undefined ? rows : [strange(typedId)]}
        filter={null}
        value={chosen}
        onValueChange={(choice) => onChange(choice?.id ?? null)}
        onInputValueChange={(text, { reason }) => setTyped(reason === 'input-change' ? text : '')}
        itemToStringLabel={labelOf}
        isItemEqualToValue={(a, b) => a.id === b.id}
        autoHighlight
      >
        <Combobox.Input
          id={id}
          className={styles.input}
          placeholder="Name, ID, e-mail or unit"
          aria-describedby={hint ? `${id}-hint` : undefined}
        />
        <Combobox.Portal>
          <Combobox.Positioner sideOffset={4} className={styles.positioner}>
            <Combobox.Popup className={styles.popup}>
              <Combobox.Empty className={styles.empty}>
                {found.isFetching ? '' : 'No member account fits.'}
              </Combobox.Empty>
              <Combobox.List>
                {(row: Choice) => (
                  <Combobox.Item key={row.id} value={row} className={styles.item}>
                    <PostureGlyph posture={row.posture} />
                    <span className={styles.name}>{row.name}</span>
                    <span className={styles.id}>{row.id}</span>
                    <span className={styles.unit}>{row.unitPath}</span>
                  </Combobox.Item>
                )}
              </Combobox.List>
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
      {hint ? (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      ) : null}
    </div>
  )
}

/** An account of which nothing but its ID is known. */
function strange(id: AccountId): Choice {
  return { id, name: '', posture: 'unknown', unitPath: null }
}

function labelOf({ name, id }: Choice): string {
  return name === '' ? id : `${name} · ${id}`
}
