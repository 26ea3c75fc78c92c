import { ArrowLeft, ArrowRight, LockKeyhole, Search } from 'lucide-react'
import { keysOf } from '../commands.ts'
import { BundleContext } from '../features/bundle/bundle-context.tsx'
import { lockNow } from '../features/lock/lock-command.ts'
import { useViewing } from '../state/bundle-store.ts'
import { openDialog } from '../state/dialog-store.ts'
import { useSession } from '../state/session-store.ts'
import { goBack, goForward, useViews } from '../state/view-store.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Keys } from '../ui/keys.tsx'
import { CallerStatus } from './caller-status.tsx'
import { Freshness } from './freshness.tsx'
import { OpenCaseStatus } from './open-case-status.tsx'
import { OrganizationMenu } from './organization-menu.tsx'
import { PathStatus } from './path-status.tsx'
import { SessionCountdown } from './session-countdown.tsx'
import styles from './context-bar.module.css'

/**
 * Always on screen: which organization, as whom, until when, through what; which case is open, and how fresh what is shown is. Its lower edge
 * has the colour of the connection.
 */
export function ContextBar() {
  const colour = useSession(({ session }) => session?.connection?.colour)
  const viewing = useViewing()
  return (
    <header className={styles.bar} data-connection={viewing ? undefined : colour}>
      <HistoryButtons />
      {viewing ? (
        <BundleContext />
      ) : (
        <>
          <OrganizationMenu />
          <CallerStatus />
          <SessionCountdown />
          <PathStatus />
        </>
      )}
      <div className={styles.end}>
        <OpenCaseStatus />
        {viewing ? null : <Freshness />}
        <IconButton
          label="Lock Rootkeep"
          keys={keysOf('lock') ?? ''}
          icon={<LockKeyhole aria-hidden />}
          onClick={lockNow}
        />
        <button
          type="button"
          className={styles.palette}
          onClick={() => openDialog({ kind: 'palette' })}
        >
          <Search aria-hidden />
          <span className={styles.paletteWords}>Find or do</span>
          <span className={styles.paletteKeys} aria-hidden>
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
