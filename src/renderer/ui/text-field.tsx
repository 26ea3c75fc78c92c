import { Field } from '@base-ui/react/field'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './text-field.module.css'

type TextFieldProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: ReactNode
  /** What is wrong with the value; null while nothing is. */
  readonly error?: string | null
  readonly lines?: number
  readonly type?: 'text' | 'date' | 'datetime-local' | 'time' | 'number' | 'password'
  readonly mono?: boolean
  readonly min?: string | number
  readonly max?: string | number
  readonly placeholder?: string
  readonly onBlur?: () => void
}

/** A labelled field of text with its hint and its error. */
export function TextField({
  label,
  value,
  onChange,
  hint,
  error = null,
  lines = 1,
  type = 'text',
  mono,
  ...rest
}: TextFieldProps) {
  const className = classNames(styles.input, mono && styles.mono, lines > 1 && styles.multiline)
  return (
    <Field.Root className={styles.field} invalid={error !== null}>
      <Field.Label className={styles.label}>{label}</Field.Label>
      {lines > 1 ? (
        <Field.Control
          render={<textarea rows={lines} />}
          className={className}
          value={value}
          onValueChange={onChange}
        />
      ) : (
        <Field.Control
          {...rest}
          type={type}
          className={className}
          value={value}
          onValueChange={onChange}
        />
      )}
      {hint ? <Field.Description className={styles.hint}>{hint}</Field.Description> : null}
      {error === null ? null : (
        <Field.Error className={styles.error} match>
          {error}
        </Field.Error>
      )}
    </Field.Root>
  )
}
