import { useEffect, useRef, type ReactNode } from 'react'
import styles from './step-panel.module.css'

type StepPanelProps = {
  readonly title: string
  readonly note?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/**
 * What one step shows. Where the focus was on something that is gone with the step before, it goes to the title, so that the keyboard and a screen reader are
 * where the eye is.
 */
export function StepPanel({ title, note, actions, children }: StepPanelProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const { activeElement, body } = document
    if (activeElement === null || activeElement === body) heading.current?.focus()
  }, [])
  return (
    <section className={styles.panel} aria-label={title}>
      <header className={styles.head}>
        <h2 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h2>
        {note ? <span className={styles.note}>{note}</span> : null}
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </header>
      {children}
    </section>
  )
}

/** The row in which a step is left for the next. */
export function StepEnd({ children }: { readonly children: ReactNode }) {
  return <div className={styles.end}>{children}</div>
}
