import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Tooltip } from './tooltip.tsx'
import styles from './icon-button.module.css'

type IconButtonProps = Omit<ComponentProps<'button'>, 'type' | 'children' | 'aria-label'> & {
  readonly label: string
  /** Shown beside the label in the tooltip, like `/` or `Ctrl+K`. */
  readonly keys?: string
  readonly icon: ReactNode
}

/** A button that shows an icon only; its name is the tooltip. */
export function IconButton({ label, keys, icon, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(keys === undefined ? {} : { keys })}>
      <button
        {...rest}
        type="button"
        aria-label={label}
        className={classNames(styles.button, className)}
      >
        {icon}
      </button>
    </Tooltip>
  )
}
