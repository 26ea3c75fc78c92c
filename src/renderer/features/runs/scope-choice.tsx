import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { useId } from 'react'
import styles from './start-run-dialog.module.css'

type ScopeChoiceProps = {
  readonly whole: boolean
  readonly onChange: (whole: boolean) => void
  /** The other choice in words; null where there is only the organization. */
  readonly others: string | null
}

/** Whole organization, or the accounts that were picked. */
export function ScopeChoice({ whole, onChange, others }: ScopeChoiceProps) {
  const id = useId()
  return (
    <div>
      <p id={id} className={styles.legend}>
        Scope
      </p>
      <RadioGroup
        aria-labelledby={id}
        className={styles.choices}
        value={whole || others === null ? 'organization' : 'accounts'}
        onValueChange={(value) => onChange(value === 'organization')}
      >
        <label className={styles.choice}>
          <Radio.Root value="organization" className={styles.radio}>
            <Radio.Indicator className={styles.dot} />
          </Radio.Root>
          Whole organization
        </label>
        {others === null ? null : (
          <label className={styles.choice}>
            <Radio.Root value="accounts" className={styles.radio}>
              <Radio.Indicator className={styles.dot} />
            </Radio.Root>
            {others}
          </label>
        )}
      </RadioGroup>
    </div>
  )
}
