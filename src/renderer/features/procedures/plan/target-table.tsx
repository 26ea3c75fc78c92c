import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useRef, useState } from 'react'
import type { AccountId } from '../../../../shared/domain/accounts.ts'
import type { PlanTarget } from '../../../../shared/domain/plans.ts'
import type { TargetOutcome } from '../../../../shared/domain/procedures.ts'
import { movedTo } from '../../accounts/page-window.ts'
import { TargetLine } from './target-line.tsx'
import styles from './target-table.module.css'

const lineHeight = 33
/** So few accounts begin unfolded: what will be done is then in sight without a press. */
const fewAccounts = 2

type TargetTableProps = {
  readonly label: string
  readonly total: number
  /** Undefined while the line is being read. */
  readonly lineAt: (
    index: number,
  ) => { readonly target: PlanTarget; readonly outcome: TargetOutcome | null } | undefined
  /** Whether the lines tell how they came out. */
  readonly outcomes: boolean
  /** Which lines are in sight. */
  readonly onRange?: (first: number, last: number) => void
}

/**
 * The accounts of a plan, one a line, each unfolding to its items. Only what is in sight exists. One line at a time is in the order of Tab; arrow keys move
 * between them.
 */
export function TargetTable({ label, total, lineAt, outcomes, onRange }: TargetTableProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const [folded, setFolded] = useState<ReadonlyMap<AccountId, boolean>>(new Map())
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 4,
    // The line with the focus stays, wherever the others are scrolled to.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), active])]
        .filter((index) => index < total)
        .toSorted((a, b) => a - b),
    useFlushSync: false,
    onChange: ({ range }) => range && onRange?.(range.startIndex, range.endIndex),
  })
  const toggle = useCallback((index: number, accountId: AccountId, fold: boolean) => {
    setActive(index)
    setFolded((held) => new Map(held).set(accountId, fold))
  }, [])

  function moveTo(index: number) {
    setActive(index)
    virtualizer.scrollToIndex(index)
    // The line is there only after it was scrolled to.
    requestAnimationFrame(() =>
      scroller.current
        ?.querySelector<HTMLElement>(`[data-index="${index}"] [data-line-button]`)
        ?.focus({ preventScroll: true }),
    )
  }
  // Held for the lines, which are compared by what they are given.
  const movement = useRef(moveTo)
  movement.current = moveTo
  const move = useCallback(
    (index: number, by: number) => movement.current(movedTo(index, by, total)),
    [total],
  )

  return (
    <div
      className={styles.table}
      data-outcomes={outcomes || undefined}
      data-few={total <= fewAccounts || undefined}
    >
      <div className={styles.head} aria-hidden="true">
        <span />
        {outcomes ? <span>Outcome</span> : null}
        <span>Account</span>
        <span>ID</span>
        <span>{outcomes ? 'Plan' : 'What will be done'}</span>
        <span>{outcomes ? 'Read back' : 'To acknowledge'}</span>
        {outcomes ? null : <span>Way back</span>}
      </div>
      <div ref={scroller} className={styles.scroller}>
        <ul
          className={styles.body}
          aria-label={label}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const line = lineAt(index)
            const accountId = line?.target.accountId
            return (
              <li
                key={index}
                ref={virtualizer.measureElement}
                data-index={index}
                aria-setsize={total}
                aria-posinset={index + 1}
                className={styles.line}
                style={{ transform: `translateY(${start}px)` }}
              >
                {line && accountId ? (
                  <TargetLine
                    target={line.target}
                    outcome={outcomes ? line.outcome : null}
                    index={index}
                    folded={folded.get(accountId) ?? total > fewAccounts}
                    reachable={index === Math.min(active, total - 1)}
                    onToggle={toggle}
                    onMove={move}
                  />
                ) : (
                  <div className={styles.unread} aria-busy="true" />
                )}
              </li>
            )
          })}
        </ul>
      </div>
    </div>
  )
}
