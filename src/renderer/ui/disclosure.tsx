import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './disclosure.module.css'

type DisclosureProps = {
  readonly title: ReactNode
  /** A short remark after the title. */
  readonly note?: ReactNode
  /** Whether it begins open. */
  readonly open?: boolean
  readonly children: ReactNode
}

/** Something that is shown on request, below its title. */
export function Disclosure({ title, note, open = false, children }: DisclosureProps) {
  return (
    <details className={styles.details} open={open}>
      <summary className={styles.summary}>
        <ChevronRight className={styles.mark} aria-hidden />
        <span className={styles.title}>{title}</span>
        {note ? <span className={styles.note}>{note}</span> : null}
      </summary>
      <div className={styles.content}>{children}</div>
    </details>
  )
}
