import { Switch } from '@base-ui/react/switch'
import type { ReactNode } from 'react'
import styles from './switch-field.module.css'

type SwitchFieldProps = {
  readonly label: string
  readonly hint?: ReactNode
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

/** Something that is on or off, with its label and what it does. */
export function SwitchField({ label, hint, checked, onChange }: SwitchFieldProps) {
  return (
    <label className={styles.field}>
      <Switch.Root className={styles.track} checked={checked} onCheckedChange={onChange}>
        <Switch.Thumb className={styles.thumb} />
      </Switch.Root>
      <span>
        <span className={styles.label}>{label}</span>
        {hint ? <span className={styles.hint}>{hint}</span> : null}
      </span>
    </label>
  )
}
