import { useId, type ReactNode } from 'react'
import styles from './first-run-guide.module.css'

type WayProps = {
  readonly icon: ReactNode
  readonly title: string
  /** A short remark beside the title. */
  readonly note?: string
  readonly lead: string
  readonly children: ReactNode
}

/** One way to begin. */
export function Way({ icon, title, note, lead, children }: WayProps) {
  const id = useId()
  return (
    <section className={styles.way} aria-labelledby={id}>
      <div className={styles.wayHead}>
        {icon}
        <h2 id={id} className={styles.wayTitle}>
          {title}
        </h2>
        {note === undefined ? null : <span className={styles.wayNote}>{note}</span>}
      </div>
      <p className={styles.wayLead}>{lead}</p>
      {children}
    </section>
  )
}
