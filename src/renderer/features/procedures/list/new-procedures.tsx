import {
  KeyRound,
  LockOpen,
  MailCheck,
  MessageSquareLock,
  ScanSearch,
  ShieldAlert,
  ToggleRight,
  type LucideIcon,
} from 'lucide-react'
import { beginProcedure, showCase, showProcedures } from '../../../state/view-store.ts'
import styles from './new-procedures.module.css'

type Card = {
  readonly title: string
  readonly text: string
  readonly icon: LucideIcon
  /** Where it runs only inside a break-glass case. */
  readonly inCase?: boolean
  readonly open: () => void
}

const cards: readonly Card[] = [
  {
    title: 'Delete root credentials',
    text: 'Keys, certificates, password and MFA devices of one account or of a thousand.',
    icon: KeyRound,
    open: () =>
      beginProcedure({
        kind: 'delete-root-credentials',
        scope: { kind: 'accounts', accountIds: [] },
        credentials: [],
        caseId: null,
      }),
  },
  {
    title: 'Unlock an S3 bucket',
    text: 'Repairs or deletes a bucket policy that locks everyone out.',
    icon: LockOpen,
    open: () => showProcedures({ place: 'unlock', service: 's3', accountId: null, caseId: null }),
  },
  {
    title: 'Unlock an SQS queue',
    text: 'Repairs or deletes a queue policy that locks everyone out.',
    icon: MessageSquareLock,
    open: () => showProcedures({ place: 'unlock', service: 'sqs', accountId: null, caseId: null }),
  },
  {
    title: 'Audit one account',
    text: 'Reads every detail of its root credentials. Changes nothing.',
    icon: ScanSearch,
    open: () => beginProcedure({ kind: 'audit-root-credentials', accountId: null, caseId: null }),
  },
  {
    title: 'Organization switches',
    text: 'Trusted access, the two features, the delegated administrator.',
    icon: ToggleRight,
    open: () => beginProcedure({ kind: 'switch-organization', switch: null }),
  },
  {
    title: 'Allow password recovery',
    text: 'For what only a real root sign-in can do. Opens in Cases.',
    icon: ShieldAlert,
    inCase: true,
    open: () => showCase(null),
  },
  {
    title: 'Fix the root mailbox',
    text: 'Gives a root user another address where nobody reads the old one.',
    icon: MailCheck,
    inCase: true,
    open: () => beginProcedure({ kind: 'change-root-mailbox', accountId: null, caseId: null }),
  },
]

/** What can be begun. Each leads to a form; nothing happens before it is sent, planned and confirmed. */
export function NewProcedures() {
  return (
    <section aria-label="New procedure">
      <h2 className={styles.heading}>New procedure</h2>
      <ul className={styles.cards}>
        {cards.map(({ title, text, icon: Icon, inCase, open }) => (
          <li key={title}>
            <button type="button" className={styles.card} onClick={open}>
              <Icon aria-hidden />
              <span className={styles.title}>{title}</span>
              <span className={styles.text}>{text}</span>
              {inCase ? (
                <span className={styles.inCase}>Only inside a break-glass case</span>
              ) : null}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
