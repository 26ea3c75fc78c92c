import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { useId, type ReactNode } from 'react'
import styles from './radio-choice.module.css'

type RadioChoiceProps<Value extends string> = {
  readonly label: string
  /** Where a heading above says it already, the label is for a screen reader alone. */
  readonly hideLabel?: boolean
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[]
  readonly onChange: (value: Value) => void
}

/** One of a few, all in sight. */
export function RadioChoice<Value extends string>({
  label,
  hideLabel = false,
  value,
  options,
  onChange,
}: RadioChoiceProps<Value>) {
  const id = useId()
  return (
    <div>
      <p id={id} className={hideLabel ? 'visually-hidden' : styles.label}>
        {label}
      </p>
      <RadioGroup
        aria-labelledby={id}
        className={styles.choices}
        value={value}
        onValueChange={(next) => onChange(next)}
      >
        {options.map((option) => (
          <RadioOption key={option.value} value={option.value}>
            {option.label}
          </RadioOption>
        ))}
      </RadioGroup>
    </div>
  )
}

function RadioOption({
  value,
  children,
}: {
  readonly value: string
  readonly children: ReactNode
}) {
  return (
    <label className={styles.choice}>
      <Radio.Root value={value} className={styles.radio}>
        <Radio.Indicator className={styles.dot} />
      </Radio.Root>
      {children}
    </label>
  )
}
