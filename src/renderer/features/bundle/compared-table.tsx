import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { PostureBadge } from '../../ui/posture-badge.tsx'
import { drawnRows, movedTo } from '../accounts/page-window.ts'
import { ChangeMark } from './change-mark.tsx'
import {
  changeKindLabel,
  findingWords,
  itemWords,
  type ComparedAccount,
  type ComparedSide,
} from './compared-accounts.ts'
import styles from './comparison.module.css'

const rowHeight = 44
const headerHeight = 28
const columns = ['Change', 'Account', 'Before', 'After', 'Credentials'] as const

/** The accounts that changed. Only the lines in sight exist. */
export function ComparedTable({ accounts }: { readonly accounts: readonly ComparedAccount[] }) {
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const virtualizer = useVirtualizer({
    count: accounts.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
    overscan: 4,
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) =>
      drawnRows(startIndex, endIndex, overscan, count),
    useFlushSync: false,
  })

  // Another choice begins at the top.
  useEffect(() => {
    setActive(0)
    scroller.current?.scrollTo({ top: 0 })
  }, [accounts])

  function onKeyDown(event: KeyboardEvent) {
    const screenful = Math.max(
      1,
      Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2,
    )
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: screenful,
      PageUp: -screenful,
      Home: -Infinity,
      End: Infinity,
    }
    const by = event.ctrlKey || event.metaKey || event.altKey ? undefined : moves[event.key]
    if (by === undefined || accounts.length === 0) return
    event.preventDefault()
    const index = movedTo(active, by, accounts.length)
    setActive(index)
    virtualizer.scrollToIndex(index)
  }

  // As high as its lines, with the edge, as long as they are few.
  const contentHeight = headerHeight + accounts.length * rowHeight + 2
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label="Accounts that changed"
      aria-rowcount={accounts.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={accounts.length > 0 ? lineIdOf(active) : undefined}
      className={styles.grid}
      style={{ height: `min(44vh, 480px, ${contentHeight}px)` }}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.headRow}>
          {columns.map((column) => (
            <div key={column} role="columnheader" className={styles.cell}>
              {column}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }, _place, drawn) => {
          const account = accounts[index]
          return account === undefined ? null : (
            <Line
              key={index % drawn.length}
              account={account}
              index={index}
              top={start - headerHeight}
              active={index === active}
            />
          )
        })}
      </div>
    </div>
  )
}

type LineProps = {
  readonly account: ComparedAccount
  readonly index: number
  readonly top: number
  readonly active: boolean
}

function Line({ account, index, top, active }: LineProps) {
  const items = itemWords(account)
  return (
    <div
      id={lineIdOf(index)}
      role="row"
      aria-rowindex={index + 2}
      data-active={active || undefined}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" className={styles.cell}>
        <span className={styles.kind}>
          <ChangeMark kind={account.kind} />
          {changeKindLabel[account.kind]}
        </span>
      </div>
      <div role="gridcell" className={styles.cell} title={account.name}>
        <span className={styles.name}>{account.name}</span>
        <span className={styles.id}>{account.id}</span>
      </div>
      <SideCell side={account.before} />
      <SideCell side={account.after} />
      <div role="gridcell" className={styles.cell} title={items}>
        <span className={styles.items}>{items === '' ? '–' : items}</span>
      </div>
    </div>
  )
}

function SideCell({ side }: { readonly side: ComparedSide }) {
  const findings = findingWords(side)
  return (
    <div role="gridcell" className={styles.cell} title={findings}>
      {side === null ? (
        <span className={styles.quiet}>Not in it</span>
      ) : (
        <>
          <PostureBadge posture={side.posture} />
          <span className={styles.findings}>{findings}</span>
        </>
      )}
    </div>
  )
}

function lineIdOf(index: number): string {
  return `compared-line-${index}`
}
