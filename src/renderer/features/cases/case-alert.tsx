import { Clock, ClockAlert, LockOpen } from 'lucide-react'
import type { ReactNode } from 'react'
import { stillOpen, type BreakGlassCase } from '../../../shared/domain/cases.ts'
import { countedOf } from '../../format/count.ts'
import type { CaseUrgency } from './case-urgency.ts'
import styles from './case-view.module.css'

type CaseAlertProps = { readonly subject: BreakGlassCase; readonly urgency: CaseUrgency }

/** What must not be overlooked about a case; nothing while it goes as it should. */
export function CaseAlert({ subject, urgency }: CaseAlertProps) {
  const open = stillOpen(subject)
  if (open.length > 0) {
    return (
      <Alert
        tone="danger"
        icon={<LockOpen aria-hidden />}
        title={
          open.length === 1
            ? `${open[0]?.accountName} is open.`
            : `${countedOf(open.length, 'account')} are open.`
        }
      >
        Whoever reads the root mailbox can set a root password there, until the root credentials are
        deleted again and read back as gone.
        {urgency === 'left-open' ? ' The time box is over: close it now.' : ''}
      </Alert>
    )
  }
  if (urgency === 'over') {
    return (
      <Alert tone="danger" icon={<ClockAlert aria-hidden />} title="The time box is over.">
        Nothing new begins in this case. Close it, or extend it with a reason.
      </Alert>
    )
  }
  if (urgency === 'near') {
    return (
      <Alert tone="warning" icon={<Clock aria-hidden />} title="The time box ends soon.">
        After it nothing new begins in this case; it can be extended with a reason.
      </Alert>
    )
  }
  return null
}

type AlertProps = {
  readonly tone: 'warning' | 'danger'
  readonly icon: ReactNode
  readonly title: string
  readonly children: ReactNode
}

function Alert({ tone, icon, title, children }: AlertProps) {
  return (
    <div className={styles.alert} data-tone={tone} role="alert">
      {icon}
      <p>
        <strong>{title}</strong> {children}
      </p>
    </div>
  )
}
