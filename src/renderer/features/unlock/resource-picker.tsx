import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { Search } from 'lucide-react'
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { countOf, countedOf } from '../../format/count.ts'
import { dayOf } from '../../format/instant.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { movedTo } from '../accounts/page-window.ts'
import { foundResources, type PickableResource } from './found-resources.ts'
import styles from './resource-picker.module.css'

type ResourcePickerProps = {
  /** `bucket` or `queue`. */
  readonly noun: string
  readonly resources: readonly PickableResource[]
  /** Whether AWS says when each was created. */
  readonly dated: boolean
  /** What the typed text means beside the list; null where nothing. */
  readonly direct?: (typed: string) => PickableResource | null
  readonly onChoose: (resource: PickableResource) => void
}

const rowHeight = 32

/** A list to choose one from: typing narrows it, arrow keys move, Enter chooses. Only the lines in sight exist. */
export function ResourcePicker({ noun, resources, dated, direct, onChoose }: ResourcePickerProps) {
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const byName = direct?.(typed) ?? null
  const found = useMemo(() => foundResources(resources, typed), [resources, typed])
  const lines = byName ? [...found, byName] : found
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    // The active line exists wherever it is, since the field points at it.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), Math.min(active, range.count - 1)])].toSorted(
        (a, b) => a - b,
      ),
    useFlushSync: false,
  })

  function moveBy(by: number) {
    if (lines.length === 0) return
    const next = movedTo(active, by, lines.length)
    setActive(next)
    virtualizer.scrollToIndex(next)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return
    const actions: Readonly<Record<string, () => void>> = {
      ArrowDown: () => moveBy(1),
      ArrowUp: () => moveBy(-1),
      PageDown: () => moveBy(10),
      PageUp: () => moveBy(-10),
      Enter: () => {
        const line = lines[active]
        if (line) onChoose(line)
      },
    }
    const act = actions[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  return (
    <>
      <div className={styles.bar}>
        <div className={styles.field}>
          <Search aria-hidden />
          <input
            ref={focusFirst}
            role="combobox"
            className={styles.input}
            aria-label={`Find a ${noun}`}
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={lines.length > 0 ? `${id}-${active}` : undefined}
            aria-autocomplete="list"
            placeholder={
              direct ? `Name or Region, or the whole name of a ${noun}` : 'Name or Region'
            }
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
              setActive(0)
              scroller.current?.scrollTo({ top: 0 })
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <span className={styles.count} role="status">
          {typed.trim() === ''
            ? countedOf(resources.length, noun)
            : `${countOf(found.length)} of ${countedOf(resources.length, noun)}`}
        </span>
      </div>
      <div className={styles.head} data-dated={dated || undefined} aria-hidden="true">
        <span>Name</span>
        <span>Region</span>
        {dated ? <span>Created</span> : null}
        <span>Changed from here</span>
      </div>
      <div
        ref={scroller}
        id={`${id}-list`}
        role="listbox"
        tabIndex={-1}
        aria-label={`${noun}s`}
        className={styles.list}
        onMouseMove={(event) => setActive(indexUnder(event.target) ?? active)}
        onClick={(event) => {
          const line = lines[indexUnder(event.target) ?? -1]
          if (line) onChoose(line)
        }}
        onKeyDown={onKeyDown}
      >
        <div
          role="presentation"
          className={styles.body}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const line = lines[index]
            return line ? (
              <div
                tabIndex={0}
                key={line.id}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === active}
                aria-setsize={lines.length}
                aria-posinset={index + 1}
                data-dated={dated || undefined}
                className={styles.line}
                style={{ transform: `translateY(${start}px)` }}
                data-index={index}
              >
                <Line line={line} dated={dated} byName={line === byName} noun={noun} />
              </div>
            ) : null
          })}
        </div>
      </div>
      {lines.length === 0 ? (
        <p className={styles.none}>
          {resources.length === 0 ? `There is no ${noun}.` : `No ${noun} fits “${typed.trim()}”.`}
          {direct ? ` Type the whole name of a ${noun} to open it by its name.` : ''}
        </p>
      ) : null}
    </>
  )
}

/** The line that an event happened on; null where on none. */
function indexUnder(target: EventTarget): number | null {
  const line = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null
  return line ? Number(line.dataset['index']) : null
}

type LineProps = {
  readonly line: PickableResource
  readonly dated: boolean
  readonly byName: boolean
  readonly noun: string
}

function Line({ line, dated, byName, noun }: LineProps) {
  if (byName) {
    return (
      <span className={styles.direct}>
        Open the {noun} <strong>{line.name}</strong> by its name; it is not in the list
      </span>
    )
  }
  return (
    <>
      <span className={styles.name}>{line.name}</span>
      <span className={styles.region}>{line.region ?? 'not said'}</span>
      {dated ? (
        <span className={styles.quiet}>
          {line.createdAt === null ? 'not said' : dayOf(line.createdAt)}
        </span>
      ) : null}
      <span className={styles.quiet}>
        {line.changedAt === null ? '' : <RelativeTime at={line.changedAt} />}
      </span>
    </>
  )
}

/** Typing is what comes next, unless something else is being done meanwhile. */
function focusFirst(input: HTMLInputElement | null): void {
  const active = document.activeElement
  const isIdle =
    active === null ||
    active === document.body ||
    active.matches('[role="combobox"]:not([aria-expanded="true"])')
  if (isIdle) input?.focus({ preventScroll: true })
}
