import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { AccountDetail } from '../../../shared/domain/account-detail.ts'
import { dayOf } from '../../format/instant.ts'
import { findingLabel } from '../../format/labels.ts'
import { useViewing } from '../../state/bundle-store.ts'
import { useNow } from '../../state/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { lastDayOf } from './exemption-draft.ts'
import { ExemptionForm } from './exemption-form.tsx'
import { ExemptionMark } from './exemption-mark.tsx'
import { RevokeButton } from './revoke-button.tsx'
import styles from './inspector-tab.module.css'

/** The exemptions of one account, and the way to add one. */
export function ExemptionsTab({ detail }: { readonly detail: AccountDetail }) {
  const [adding, setAdding] = useState(false)
  const viewing = useViewing()
  const now = new Date(useNow()).toISOString()
  const { exemptions, account, findings } = detail
  const close = () => setAdding(false)
  return (
    <div className={styles.tab}>
      {exemptions.length === 0 ? (
        <p className={styles.quiet}>No finding of this account is exempted.</p>
      ) : null}
      <ul>
        {exemptions.map((exemption) => (
          <li key={exemption.id} className={styles.item}>
            <div className={styles.head}>
              <ExemptionMark exemption={exemption} now={now} />
              <span className={styles.strong}>{exemption.ticket}</span>
              <RevokeButton exemption={exemption} now={now} />
            </div>
            <p>{exemption.kinds.map((kind) => findingLabel[kind]).join(', ')}</p>
            <p className={styles.quiet}>{exemption.reason}</p>
            <p className={styles.quiet}>
              {exemption.owner}, {dayOf(exemption.createdAt)} to {lastDayOf(exemption)}
              {exemption.revokedAt === null ? '' : `, revoked ${dayOf(exemption.revokedAt)}`}
            </p>
          </li>
        ))}
      </ul>
      {viewing || account.isManagement ? null : (
        <div>
          <Button icon={<Plus aria-hidden />} onClick={() => setAdding(true)}>
            Add an exemption
          </Button>
        </div>
      )}
      <Dialog
        open={adding}
        onClose={close}
        title="Add an exemption"
        description={`${account.name} (${account.id}). The findings stay on screen, as exempt, until the expiry date.`}
      >
        <ExemptionForm
          accountId={account.id}
          findings={findings.map((finding) => finding.kind)}
          onDone={close}
        />
      </Dialog>
    </div>
  )
}
