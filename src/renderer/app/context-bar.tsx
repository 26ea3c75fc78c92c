import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, ArrowRight, Search } from 'lucide-react'
import type { AccountId } from '../../shared/domain/accounts.ts'
import { keysOf } from '../commands.ts'
import { countOf } from '../format/count.ts'
import { openDialog } from '../state/dialog-store.ts'
import { useViewing } from '../state/bundle-store.ts'
import { reads } from '../state/reads.ts'
import { activeRunOf, useRun } from '../state/run-store.ts'
import { useSession } from '../state/session-store.ts'
import { goBack, goForward, goTo, useViews } from '../state/view-store.ts'
import { Copyable } from '../ui/copyable.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Keys } from '../ui/keys.tsx'
import { BundleContext } from '../features/bundle/bundle-context.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'
import { CallerStatus } from './caller-status.tsx'
import { OpenCaseStatus } from './open-case-status.tsx'
import { SessionCountdown } from './session-countdown.tsx'
import styles from './context-bar.module.css'

/** Always on screen: which organization, who is calling, for how long, which case is open, and how fresh what is shown is. */
export function ContextBar() {
  const organization = useSession(({ session }) => session?.organization ?? null)
  const expiresAt = useSession(({ session }) => session?.caller?.expiresAt ?? null)
  const viewing = useViewing()
  return (
    <header className={styles.bar}>
      <HistoryButtons />
      {viewing ? (
        <BundleContext />
      ) : organization === null ? (
        <span className={styles.none}>No organization yet</span>
      ) : (
        <div className={styles.organization}>
          <ManagementName accountId={organization.managementAccountId} />
          <Copyable value={organization.id} what="organization ID" />
        </div>
      )}
      {viewing ? null : <CallerStatus />}
      <div className={styles.end}>
        <OpenCaseStatus />
        {viewing || expiresAt === null ? null : <SessionCountdown expiresAt={expiresAt} />}
        {viewing ? null : <Freshness />}
        <button
          type="button"
          className={styles.palette}
          onClick={() => openDialog({ kind: 'palette' })}
        >
          <Search aria-hidden />
          <span>Find or do</span>
          <span aria-hidden>
            <Keys keys={keysOf('palette') ?? ''} />
          </span>
        </button>
      </div>
    </header>
  )
}

function HistoryButtons() {
  const back = useViews(({ history }) => history.index > 0)
  const forward = useViews(({ history }) => history.index < history.entries.length - 1)
  return (
    <div className={styles.history}>
      <IconButton
        label="Back"
        keys={keysOf('back') ?? ''}
        icon={<ArrowLeft aria-hidden />}
        disabled={!back}
        onClick={goBack}
      />
      <IconButton
        label="Forward"
        keys={keysOf('forward') ?? ''}
        icon={<ArrowRight aria-hidden />}
        disabled={!forward}
        onClick={goForward}
      />
    </div>
  )
}

/** The name of the management account, once it is in the inventory. */
function ManagementName({ accountId }: { readonly accountId: AccountId }) {
  const { data } = useQuery(reads.account(accountId))
  return data ? <span className={styles.name}>{data.account.name}</span> : null
}

/** How old the answer on screen is, or how far the run under way has come. */
function Freshness() {
  const active = useRun(activeRunOf)
  const lastAuditAt = useSession(({ session }) => session?.lastAuditAt ?? null)
  if (active?.state === 'running') {
    return (
      <button type="button" className={styles.running} onClick={() => goTo('overview')}>
        <span className={styles.runningMark} aria-hidden />
        Auditing {countOf(active.done)} of {countOf(active.targets)}
      </button>
    )
  }
  return (
    <span className={styles.freshness}>
      {lastAuditAt === null ? (
        'Never audited'
      ) : (
        <>
          Audited <RelativeTime at={lastAuditAt} />
        </>
      )}
    </span>
  )
}
