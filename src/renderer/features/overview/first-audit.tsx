import { ScanSearch } from 'lucide-react'
import { countedOf } from '../../format/count.ts'
import { openDialog } from '../../state/dialog-store.ts'
import { useSession } from '../../state/session-store.ts'
import { goTo } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import styles from './first-audit.module.css'

/** What stands here before any audit: what it will do, and the one button. */
export function FirstAudit({ known }: { readonly known: number }) {
  const connected = useSession(({ session }) => session?.connectionState === 'connected')
  return (
    <section className={styles.place} aria-labelledby="first-audit">
      <ScanSearch className={styles.icon} aria-hidden />
      <h2 id="first-audit" className={styles.title}>
        This organization has not been audited yet
      </h2>
      <p className={styles.text}>
        An audit opens a read-only root session in each member account and looks for the four kinds
        of root credentials: console password, access keys, MFA devices and signing certificates. It
        changes nothing.
      </p>
      {connected ? (
        <Button look="primary" onClick={() => openDialog({ kind: 'start-run', accountIds: [] })}>
          Audit the organization
        </Button>
      ) : (
        <Button look="primary" onClick={() => goTo('settings')}>
          Choose a connection
        </Button>
      )}
      <p className={styles.note}>
        {known > 0
          ? `${countedOf(known, 'account')} listed so far. Until they are observed, every one of them is unknown.`
          : 'Two calls for an account without root credentials; more only where something is present.'}
      </p>
    </section>
  )
}
