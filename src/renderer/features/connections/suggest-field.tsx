import { Autocomplete } from '@base-ui/react/autocomplete'
import { Field } from '@base-ui/react/field'
import { useState, type ReactNode } from 'react'
import styles from './suggest-field.module.css'

/** Something to pick, and what it is called. */
export type Suggestion = { readonly value: string; readonly note: string }

type SuggestFieldProps = {
  readonly label: string
  readonly value: string
  readonly suggestions: readonly Suggestion[]
  readonly onChange: (value: string) => void
  readonly onBlur?: () => void
  readonly hint?: ReactNode
  readonly error?: string | null
  readonly placeholder?: string
}

/** A field of text with suggestions below it, found by what they are and by what they are called; anything else can be typed. */
export function SuggestField({
  label,
  value,
  suggestions,
  onChange,
  onBlur,
  hint,
  error = null,
  placeholder,
}: SuggestFieldProps) {
  const [list, setList] = useState({ open: false, asked: false })
  const whole = suggestions.some((suggestion) => suggestion.value === value)
  const open = list.open && (list.asked || !whole)
  return (
    <Field.Root className={styles.field} invalid={error !== null}>
      <Field.Label className={styles.label}>{label}</Field.Label>
      <Autocomplete.Root<Suggestion>
        items={suggestions}
        value={value}
        onValueChange={onChange}
        itemToStringValue={(item) => item.value}
        filter={(item, typed) => fits(item, typed, suggestions)}
        // Who typed one of them in full is done; who opens the list then wants another.
        open={open}
        onOpenChange={(next, { reason }) =>
          setList({ open: next, asked: reason !== 'input-change' })
        }
        openOnInputClick
      >
        <Autocomplete.Input
          className={styles.input}
          onBlur={onBlur}
          onKeyDown={(event) => {
            // With the list closed, Escape would empty the field.
            if (event.key === 'Escape' && !open) event.preventBaseUIHandler()
          }}
          placeholder={placeholder}
        />
        <Autocomplete.Portal>
          <Autocomplete.Positioner sideOffset={4} className={styles.positioner}>
            <Autocomplete.Popup className={styles.popup}>
              <Autocomplete.List>
                {(item: Suggestion) => (
                  <Autocomplete.Item key={item.value} value={item} className={styles.item}>
                    <span className={styles.value}>{item.value}</span>
                    <span className={styles.note}>{item.note}</span>
                  </Autocomplete.Item>
                )}
              </Autocomplete.List>
            </Autocomplete.Popup>
          </Autocomplete.Positioner>
        </Autocomplete.Portal>
      </Autocomplete.Root>
      {hint ? <Field.Description className={styles.hint}>{hint}</Field.Description> : null}
      {error === null ? null : (
        <Field.Error className={styles.error} match>
          {error}
        </Field.Error>
      )}
    </Field.Root>
  )
}

/** All of them once one was picked: who opens the list again wants another. */
function fits(item: Suggestion, typed: string, all: readonly Suggestion[]): boolean {
  if (all.some(({ value }) => value === typed)) return true
  const text = `${item.value} ${item.note}`.toLowerCase()
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
