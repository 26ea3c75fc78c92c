import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './button.module.css'

type ButtonProps = Omit<ComponentProps<'button'>, 'type'> & {
  readonly look?: 'primary' | 'secondary' | 'quiet' | 'danger'
  readonly type?: 'button' | 'submit'
  readonly icon?: ReactNode
  /** Shows that what it started is under way; presses are ignored meanwhile. */
  readonly pending?: boolean
}

/** A labelled button. One primary a view. */
export function Button({
  look = 'secondary',
  type = 'button',
  icon,
  pending = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type === 'submit' ? 'submit' : 'button'}
      className={classNames(styles.button, styles[look], className)}
      aria-busy={pending || undefined}
      onClick={pending ? undefined : onClick}
    >
      {icon}
      {children}
    </button>
  )
}
