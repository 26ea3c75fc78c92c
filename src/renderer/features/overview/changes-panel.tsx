import { CircleCheck, CircleDashed, CircleDot, LogIn, LogOut, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Change, Overview } from '../../../shared/domain/overview.ts'
import { countOf } from '../../format/count.ts'
import { showAccount } from '../../state/view-store.ts'
import { Panel } from '../../ui/panel.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { wordsOf } from './change-words.ts'
import styles from './changes-panel.module.css'

const shown = 8

/** What became different since the run before the last one. */
export function ChangesPanel({ overview }: { readonly overview: Overview }) {
  const { changes, changesSince, changesTotal } = overview
  const first = changes.slice(0, shown)
  const more = changesTotal - first.length
  return (
    <Panel
      title="Changes"
      padded={false}
      note={
        changesSince === null ? null : (
          <>
            since the run <RelativeTime at={changesSince} />
          </>
        )
      }
    >
      {first.length === 0 ? (
        <p className={styles.none}>
          {changesSince === null ? 'Changes show from the second run on.' : 'Nothing changed.'}
        </p>
      ) : (
        <ul className={styles.list}>
          {first.map((change) => (
            <li key={`${change.accountId} ${change.kind} ${change.finding}`}>
              <button
                type="button"
                className={styles.row}
                onClick={() => showAccount(change.accountId)}
              >
                <span className={styles.icon} data-kind={change.kind} aria-hidden="true">
                  {icons[change.kind]}
                </span>
                <span className={styles.name}>{change.accountName}</span>
                <span className={styles.what}>{wordsOf(change)}</span>
              </button>
            </li>
          ))}
          {more > 0 ? <li className={styles.more}>and {countOf(more)} more</li> : null}
        </ul>
      )}
    </Panel>
  )
}

const icons = {
  appeared: <Plus />,
  fixed: <CircleCheck />,
  'became-unknown': <CircleDashed />,
  'known-again': <CircleDot />,
  joined: <LogIn />,
  left: <LogOut />,
} as const satisfies Record<Change['kind'], ReactNode>
