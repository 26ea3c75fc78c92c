import { useQuery } from '@tanstack/react-query'
import { ChevronDown, X } from 'lucide-react'
import type { JournalFilter } from '../../../shared/domain/journal.ts'
import { countedOf } from '../../format/count.ts'
import { reads } from '../../state/reads.ts'
import { adjustJournal, showJournal } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import toolbar from '../../ui/filter-toolbar.module.css'
import { SearchField } from '../../ui/search-field.tsx'
import { Menu, MenuCheck, MenuGroup } from '../../ui/menu.tsx'
import { toggledValue } from '../accounts/toggled-value.ts'
import { isFiltered } from './journal-filter.ts'
import { isGroupOn, journalGroups, journalKindLabel, toggledGroup } from './kind-words.ts'
import styles from './journal-toolbar.module.css'

type JournalToolbarProps = {
  readonly filter: JournalFilter
  /** Entries that fit; null until it is known. */
  readonly total: number | null
  /** Puts the keyboard into the table. */
  readonly onLeave: () => void
}

/** Which entries are shown: by words, by kind, by what they are about. */
export function JournalToolbar({ filter, total, onLeave }: JournalToolbarProps) {
  return (
    <div className={toolbar.toolbar} role="toolbar" aria-label="Entries">
      <SearchField
        label="Search the journal"
        placeholder="Account, request ID, access key ID, call, words"
        value={filter.search}
        onChange={(search) => adjustJournal({ search })}
        onLeave={onLeave}
      />
      <div className={toolbar.chips} role="group" aria-label="Kinds">
        {journalGroups.map((group) => (
          <Chip
            key={group.id}
            pressed={isGroupOn(filter.kinds, group)}
            onToggle={() => adjustJournal({ kinds: [...toggledGroup(filter.kinds, group)] })}
          >
            {group.label}
          </Chip>
        ))}
        <KindMenu filter={filter} />
        <Only filter={filter} />
        {isFiltered(filter) ? (
          <Button look="quiet" className={toolbar.all} onClick={() => showJournal({})}>
            Clear the filter
          </Button>
        ) : null}
      </div>
      <span className={toolbar.total} role="status">
        {total === null ? '' : countedOf(total, 'entry', 'entries')}
      </span>
    </div>
  )
}

function KindMenu({ filter }: { readonly filter: JournalFilter }) {
  const { kinds } = filter
  return (
    <Menu
      trigger={
        <button type="button" className={styles.kinds} data-on={kinds.length > 0 || undefined}>
          {kindsWords(filter)}
          <ChevronDown size={12} aria-hidden />
        </button>
      }
    >
      {journalGroups.map((group) => (
        <MenuGroup key={group.id} label={group.label}>
          {group.kinds.map((kind) => (
            <MenuCheck
              key={kind}
              checked={kinds.includes(kind)}
              onChange={() => adjustJournal({ kinds: toggledValue(kinds, kind) })}
            >
              {journalKindLabel[kind]}
            </MenuCheck>
          ))}
        </MenuGroup>
      ))}
    </Menu>
  )
}

function kindsWords({ kinds }: JournalFilter): string {
  const [first] = kinds
  if (first === undefined) return 'Any kind'
  return kinds.length === 1 ? journalKindLabel[first] : countedOf(kinds.length, 'kind')
}

/** The account, procedure or case to which the table is narrowed, each as a chip that takes it away. */
function Only({ filter }: { readonly filter: JournalFilter }) {
  const { accountId, procedureId, caseId } = filter
  const { data: cases } = useQuery({ ...reads.cases(), enabled: caseId !== null })
  const ticket = cases?.find((each) => each.id === caseId)?.ticket
  const cross = <X size={12} aria-hidden />
  return (
    <>
      {accountId === null ? null : (
        <Chip pressed icon={cross} onToggle={() => adjustJournal({ accountId: null })}>
          Account {accountId}
        </Chip>
      )}
      {procedureId === null ? null : (
        <Chip pressed icon={cross} onToggle={() => adjustJournal({ procedureId: null })}>
          One procedure
        </Chip>
      )}
      {caseId === null ? null : (
        <Chip pressed icon={cross} onToggle={() => adjustJournal({ caseId: null })}>
          Case {ticket ?? caseId}
        </Chip>
      )}
    </>
  )
}
