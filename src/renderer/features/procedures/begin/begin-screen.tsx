import type { ProcedureStart } from '../../../state/procedure-place.ts'
import { BackToProcedures } from '../back-to-procedures.tsx'
import { AuditForm } from './audit-form.tsx'
import { DeleteForm } from './delete-form.tsx'
import { MailboxForm } from './mailbox-form.tsx'
import { RecoveryForm } from './recovery-form.tsx'
import { SwitchesScreen } from './switches-screen.tsx'
import styles from '../procedures-screen.module.css'

/** The form for a new procedure. Sending it changes nothing: what follows are checks, then the plan. */
export function BeginScreen({ start }: { readonly start: ProcedureStart }) {
  return (
    <div className={styles.scroll}>
      <BackToProcedures />
      <FormFor start={start} />
    </div>
  )
}

function FormFor({ start }: { readonly start: ProcedureStart }) {
  switch (start.kind) {
    case 'delete-root-credentials':
      return <DeleteForm start={start} />
    case 'audit-root-credentials':
      return <AuditForm accountId={start.accountId} caseId={start.caseId} />
    case 'allow-password-recovery':
      return <RecoveryForm accountId={start.accountId} caseId={start.caseId} />
    case 'change-root-mailbox':
      return <MailboxForm accountId={start.accountId} caseId={start.caseId} />
    case 'switch-organization':
      return <SwitchesScreen chosen={start.switch} />
  }
}
