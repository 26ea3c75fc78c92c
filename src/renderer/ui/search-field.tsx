import { Search, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './icon-button.tsx'
import styles from './search-field.module.css'

type SearchFieldProps = {
  readonly label: string
  /** What is looked through. */
  readonly placeholder: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** Puts the keyboard into what was searched. */
  readonly onLeave: () => void
  readonly id?: string
  /** Stands in the field while it is empty: the keys that lead here. */
  readonly children?: ReactNode
}

/** A field above a table that finds as one types. Enter and Down lead into the table, Escape empties the field. */
export function SearchField({
  label,
  placeholder,
  value,
  onChange,
  onLeave,
  id,
  children,
}: SearchFieldProps) {
  return (
    <div className={styles.search}>
      <Search aria-hidden />
      <input
        id={id}
        type="search"
        className={styles.input}
        aria-label={label}
        placeholder={placeholder}
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'Enter') {
            event.preventDefault()
            onLeave()
          }
          if (event.key === 'Escape') {
            if (value === '') onLeave()
            else onChange('')
          }
        }}
      />
      {value === '' ? (
        children
      ) : (
        <IconButton
          label="Clear the search"
          icon={<X aria-hidden />}
          className={styles.clear}
          onClick={() => onChange('')}
        />
      )}
    </div>
  )
}
