import { Copy, KeyRound, ScanSearch, X } from 'lucide-react'
import type { AccountFilter, AccountSort } from '../../../shared/domain/account-query.ts'
import { countedOf, countOf } from '../../format/count.ts'
import { useViewing } from '../../state/bundle-store.ts'
import { openDialog } from '../../state/dialog-store.ts'
import { activeRunOf, useRun } from '../../state/run-store.ts'
import { useSession } from '../../state/session-store.ts'
import { beginProcedure } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { copyText } from '../../ui/copy-text.ts'
import { showToast } from '../../ui/toast-manager.ts'
import { isFiltered } from './filter-words.ts'
import { sayFailure } from '../../ui/say-failure.ts'
import { clearSelection, readSelection, selectAll, useSelection } from './selection-store.ts'
import styles from './status-bar.module.css'

type StatusBarProps = {
  readonly filter: AccountFilter
  readonly sort: AccountSort
  readonly total: number | null
}

/** How many fit, how many are picked, and what can be done with them. */
export function StatusBar({ filter, sort, total }: StatusBarProps) {
  const picked = useSelection(({ ids }) => ids.size)
  const busy = useRun((store) => activeRunOf(store) !== null)
  const connected = useSession(({ session }) => session?.connectionState === 'connected')
  const viewing = useViewing()
  return (
    <div
      className={styles.bar}
      data-picked={picked > 0 || undefined}
      role="region"
      aria-label="Selection"
    >
      <p role="status">
        {picked > 0 ? <strong>{countOf(picked)} selected</strong> : null}
        <span className={styles.total}>
          {total === null
            ? ''
            : `${countedOf(total, 'account')}${isFiltered(filter) ? (total === 1 ? ' fits the filter' : ' fit the filter') : ''}`}
        </span>
      </p>
      <div className={styles.actions}>
        {total !== null && total > 0 ? (
          <Button look="quiet" onClick={() => void selectAll(filter, sort).catch(sayFailure)}>
            Select all {countOf(total)}
          </Button>
        ) : null}
        {picked > 0 && !viewing ? (
          <>
            <Button
              icon={<ScanSearch aria-hidden />}
              disabled={busy || !connected}
              title={busy ? 'A run is not over yet' : connected ? undefined : 'Not connected'}
              onClick={() => openDialog({ kind: 'start-run', accountIds: [...readSelection()] })}
            >
              Audit these again
            </Button>
            <Button
              icon={<KeyRound aria-hidden />}
              onClick={() =>
                beginProcedure({
                  kind: 'delete-root-credentials',
                  scope: { kind: 'accounts', accountIds: [...readSelection()] },
                  credentials: [],
                  caseId: null,
                })
              }
            >
              Delete root credentials…
            </Button>
          </>
        ) : null}
        {picked > 0 ? (
          <>
            <Button icon={<Copy aria-hidden />} onClick={() => void copySelection()}>
              Copy IDs
            </Button>
            <Button look="quiet" icon={<X aria-hidden />} onClick={clearSelection}>
              Clear
            </Button>
          </>
        ) : null}
      </div>
    </div>
  )
}

async function copySelection(): Promise<void> {
  const ids = [...readSelection()]
  if (await copyText(ids.join('\n'))) showToast(`${countedOf(ids.length, 'account ID')} copied`)
}
