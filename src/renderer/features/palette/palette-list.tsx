import { Autocomplete } from '@base-ui/react/autocomplete'
import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { everyAccount, type AccountRow } from '../../../shared/domain/account-query.ts'
import type { Command } from '../../command.ts'
import { availableCommands } from '../../commands.ts'
import { closeDialog } from '../../state/dialog-store.ts'
import { reads } from '../../state/reads.ts'
import { showAccount, worstFirst } from '../../state/view-store.ts'
import { Keys } from '../../ui/keys.tsx'
import { PostureGlyph } from '../../ui/posture-glyph.tsx'
import { isMeant, ranked } from './rank.ts'
import styles from './palette-dialog.module.css'

type Entry =
  | { readonly kind: 'command'; readonly title: string; readonly command: Command }
  | { readonly kind: 'account'; readonly title: string; readonly row: AccountRow }
type EntryGroup = { readonly label: string; readonly items: readonly Entry[] }

/** The field and what it finds: commands at once, accounts from main as one types. */
export function PaletteList() {
  const [query, setQuery] = useState('')
  const asked = useDeferredValue(query.trim())
  const search = useQuery({
    ...reads.accountSearch(asked, everyAccount, worstFirst),
    enabled: asked.length > 1,
  })
  const [commands] = useState(availableCommands)
  const groups = groupsOf(
    ranked(commands, query),
    asked.length > 1 ? (search.data?.rows ?? []) : [],
  )
  // Accounts first, unless the words name a command.
  if (isMeant(commands, query)) groups.reverse()

  return (
    <Autocomplete.Root
      open
      inline
      items={groups}
      filter={null}
      autoHighlight="always"
      keepHighlight
      value={query}
      onValueChange={(value, { reason }) => reason !== 'item-press' && setQuery(value)}
      itemToStringValue={(entry: Entry) => entry.title}
    >
      <div className={styles.field}>
        <Search aria-hidden />
        <Autocomplete.Input
          className={styles.input}
          aria-label="Find a command or an account"
          placeholder="A command, or the name or ID of an account"
        />
      </div>
      <Autocomplete.Empty className={styles.empty}>
        {search.isFetching ? '' : 'No command and no account fits.'}
      </Autocomplete.Empty>
      <Autocomplete.List className={styles.list}>
        {(group: EntryGroup) => (
          <Autocomplete.Group key={group.label} items={group.items} className={styles.group}>
            <Autocomplete.GroupLabel className={styles.label}>
              {group.label}
            </Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(entry: Entry) => (
                <Autocomplete.Item
                  key={entry.kind === 'command' ? entry.command.id : entry.row.id}
                  value={entry}
                  className={styles.item}
                  onClick={() => choose(entry)}
                >
                  <EntryLine entry={entry} />
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  )
}

function EntryLine({ entry }: { readonly entry: Entry }) {
  if (entry.kind === 'command') {
    const [keys] = entry.command.keys
    return (
      <>
        <span className={styles.name}>{entry.title}</span>
        {keys === undefined ? null : <Keys keys={keys} />}
      </>
    )
  }
  const { row } = entry
  return (
    <>
      <PostureGlyph posture={row.posture} />
      <span className={styles.name}>
        {row.name}
        <span className={styles.id}>{row.id}</span>
      </span>
      <span className={styles.unit}>{row.unitPath}</span>
    </>
  )
}

/** Closes first: a command may open another dialog. */
function choose(entry: Entry): void {
  closeDialog()
  if (entry.kind === 'command') entry.command.run()
  else showAccount(entry.row.id)
}

function groupsOf(commands: readonly Command[], rows: readonly AccountRow[]): EntryGroup[] {
  const found: EntryGroup[] = [
    {
      label: 'Accounts',
      items: rows.map((row) => ({ kind: 'account', title: `${row.name} ${row.id}`, row })),
    },
    {
      label: 'Commands',
      items: commands.map((command) => ({ kind: 'command', title: command.title, command })),
    },
  ]
  return found.filter((group) => group.items.length > 0)
}
