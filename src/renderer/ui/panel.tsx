import { useId, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './panel.module.css'

type PanelProps = {
  readonly title: string
  /** A short remark after the title. */
  readonly note?: ReactNode
  readonly actions?: ReactNode
  readonly className?: string | undefined
  /** False where the content reaches the edges. */
  readonly padded?: boolean
  readonly children: ReactNode
}

/** A titled region of a view. */
export function Panel({ title, note, actions, className, padded = true, children }: PanelProps) {
  const id = useId()
  return (
    <section className={classNames(styles.panel, className)} aria-labelledby={id}>
      <header className={styles.header}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {note ? <span className={styles.note}>{note}</span> : null}
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </header>
      <div className={padded ? styles.padded : styles.flush}>{children}</div>
    </section>
  )
}
