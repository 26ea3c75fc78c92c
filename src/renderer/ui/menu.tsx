import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import styles from './menu.module.css'

type MenuProps = {
  readonly trigger: ReactElement<Record<string, unknown>>
  readonly align?: 'start' | 'end'
  readonly children: ReactNode
}

/** A menu below the button that opens it. */
export function Menu({ trigger, align = 'start', children }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} className={styles.positioner}>
          <Base.Popup className={styles.popup}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

type MenuItemProps = {
  readonly onSelect: () => void
  readonly children: ReactNode
  readonly note?: ReactNode
}

/** One action of a menu. */
export function MenuItem({ onSelect, children, note }: MenuItemProps) {
  return (
    <Base.Item className={styles.item} onClick={onSelect}>
      <span className={styles.label}>{children}</span>
      {note ? <span className={styles.note}>{note}</span> : null}
    </Base.Item>
  )
}

type MenuCheckProps = {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly children: ReactNode
}

/** An entry that is on or off; the menu stays open. */
export function MenuCheck({ checked, onChange, children }: MenuCheckProps) {
  return (
    <Base.CheckboxItem
      className={styles.check}
      checked={checked}
      onCheckedChange={onChange}
      closeOnClick={false}
    >
      <span className={styles.indicator}>{checked ? <Check aria-hidden /> : null}</span>
      <span className={styles.label}>{children}</span>
    </Base.CheckboxItem>
  )
}

/** A heading over the entries it groups. */
export function MenuGroup({
  label,
  children,
}: {
  readonly label: string
  readonly children: ReactNode
}) {
  return (
    <Base.Group className={styles.group}>
      <Base.GroupLabel className={styles.groupLabel}>{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  )
}
