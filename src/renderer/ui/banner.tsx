import type { ReactNode } from 'react'
import styles from './banner.module.css'

type BannerProps = {
  readonly tone: 'info' | 'warning' | 'danger' | 'practice' | 'proven'
  readonly icon: ReactNode
  readonly title: string
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A strip across the window: what the operator must know at all times. */
export function Banner({ tone, icon, title, actions, children }: BannerProps) {
  return (
    <div className={styles.banner} data-tone={tone} role={tone === 'danger' ? 'alert' : 'status'}>
      {icon}
      <p className={styles.text}>
        <strong>{title}</strong> {children}
      </p>
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </div>
  )
}
