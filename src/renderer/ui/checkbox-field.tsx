import { Checkbox } from '@base-ui/react/checkbox'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './checkbox-field.module.css'

type CheckboxFieldProps = {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly children: ReactNode
}

/** A tick box with its label. */
export function CheckboxField({ checked, onChange, children }: CheckboxFieldProps) {
  return (
    <label className={styles.label}>
      <Checkbox.Root className={styles.box} checked={checked} onCheckedChange={onChange}>
        <Checkbox.Indicator className={styles.tick}>
          <Check aria-hidden />
        </Checkbox.Indicator>
      </Checkbox.Root>
      {children}
    </label>
  )
}
