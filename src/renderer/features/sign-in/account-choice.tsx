import { useVirtualizer } from '@tanstack/react-virtual'
import { Search } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import type { PortalAccount } from '../../../shared/domain/sign-in.ts'
import { countedOf } from '../../format/count.ts'
import { accountsThatFit } from './portal-accounts.ts'
import styles from './account-choice.module.css'

const rowHeight = 44

type AccountChoiceProps = {
  /** Null until they have arrived. */
  readonly accounts: readonly PortalAccount[] | null
  readonly onChoose: (account: PortalAccount) => void
}

/** One of thousands of accounts, found by name, ID or e-mail address. The keyboard stays in the field; only the lines in sight exist. */
export function AccountChoice({ accounts, onChoose }: AccountChoiceProps) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  useEffect(() => field.current?.focus(), [])
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const found = useMemo(() => accountsThatFit(accounts ?? [], typed), [accounts, typed])
  const virtualizer = useVirtualizer({
    count: found.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    useFlushSync: false,
  })
  const optionIdOf = (index: number) => `${id}-option-${index}`

  function moveTo(index: number) {
    if (found.length === 0) return
    const next = Math.max(0, Math.min(found.length - 1, index))
    setActive(next)
    virtualizer.scrollToIndex(next)
  }

  function choose(index: number | null) {
    const account = index === null ? undefined : found[index]
    if (account) onChoose(account)
  }

  function onKeyDown(event: KeyboardEvent) {
    const screenful = Math.max(
      1,
      Math.floor((scroller.current?.clientHeight ?? 264) / rowHeight) - 1,
    )
    const actions: Readonly<Record<string, () => void>> = {
      ArrowDown: () => moveTo(active + 1),
      ArrowUp: () => moveTo(active - 1),
      PageDown: () => moveTo(active + screenful),
      PageUp: () => moveTo(active - screenful),
      Enter: () => choose(active),
    }
    const act = event.nativeEvent.isComposing ? undefined : actions[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  return (
    <div className={styles.choice}>
      <div className={styles.field}>
        <Search aria-hidden />
        <input
          ref={field}
          className={styles.input}
          role="combobox"
          aria-label="Find an account"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={found.length > 0 ? optionIdOf(active) : undefined}
          placeholder="Name, ID or e-mail address"
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
      <div
        id={`${id}-list`}
        ref={scroller}
        role="listbox"
        aria-label="Accounts"
        tabIndex={-1}
        aria-busy={accounts === null}
        className={styles.list}
        onPointerMove={(event) => {
          const index = indexAt(event.target)
          if (index !== null && index !== active) setActive(index)
        }}
        onClick={(event) => choose(indexAt(event.target))}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const account = found[index]
            return account ? (
              <div
                key={account.accountId}
                id={optionIdOf(index)}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                aria-setsize={found.length}
                aria-posinset={index + 1}
                className={styles.option}
                style={{ transform: `translateY(${start}px)` }}
                data-index={index}
              >
                <span className={styles.name}>{account.name}</span>
                <span className={styles.id}>{account.accountId}</span>
                <span className={styles.email}>{account.email}</span>
              </div>
            ) : null
          })}
        </div>
        {accounts !== null && found.length === 0 ? (
          <p className={styles.none}>No account fits.</p>
        ) : null}
      </div>
      <p className="visually-hidden" role="status">
        {accounts === null
          ? 'Reading the accounts.'
          : `${countedOf(found.length, 'account')} found.`}
      </p>
    </div>
  )
}

/** The place in the list of what the pointer is over; null where it is over none. */
function indexAt(target: EventTarget): number | null {
  const option = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null
  return option === null ? null : Number(option.dataset['index'])
}
