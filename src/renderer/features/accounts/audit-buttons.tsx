import type { ReactNode } from 'react'
import type { Account } from '../../../shared/domain/accounts.ts'
import { isAuditable } from '../../../shared/domain/posture.ts'
import { useViewing } from '../../state/bundle-store.ts'
import { rootkeep } from '../../state/client.ts'
import { activeRunOf, useRun } from '../../state/run-store.ts'
import { useSession } from '../../state/session-store.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import styles from './audit-buttons.module.css'

/** Looks at one account again, or at everything in it. Absent where no root session can begin, and in an evidence bundle. */
export function AuditButtons({
  account,
  icon,
}: {
  readonly account: Account
  readonly icon: ReactNode
}) {
  const start = useCommand(rootkeep.runs.start)
  const busy = useRun((store) => activeRunOf(store) !== null)
  const connected = useSession(({ session }) => session?.connectionState === 'connected')
  const viewing = useViewing()
  if (viewing || account.isManagement) return null
  if (account.leftAt !== null || !isAuditable(account.state)) return null

  const reason = busy ? 'A run is not over yet' : connected ? undefined : 'Not connected'
  const audit = (deep: boolean) =>
    start.send({ scope: { kind: 'accounts', accountIds: [account.id] }, deep })
  return (
    <>
      <div className={styles.buttons}>
        <Button
          icon={icon}
          disabled={reason !== undefined}
          title={reason}
          pending={start.pending}
          onClick={() => audit(false)}
        >
          Audit
        </Button>
        <Button
          disabled={reason !== undefined}
          title={reason ?? 'Reads every detail, also where nothing is present'}
          pending={start.pending}
          onClick={() => audit(true)}
        >
          Deep audit
        </Button>
      </div>
      {start.failure ? <FailurePanel failure={start.failure} /> : null}
    </>
  )
}
