import { useQuery } from '@tanstack/react-query'
import { Bookmark, BookmarkPlus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { SavedFilter, type AccountFilter } from '../../../shared/domain/account-query.ts'
import { rootkeep } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { useCommand } from '../../state/use-command.ts'
import { showAccounts } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu, MenuGroup, MenuItem } from '../../ui/menu.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { isFiltered, sameFilter } from './filter-words.ts'
import styles from './saved-filters.module.css'

/** Filters kept under a name: apply one, save the present one, remove one. */
export function SavedFilters({ filter }: { readonly filter: AccountFilter }) {
  const { data } = useQuery(reads.filters())
  const [dialog, setDialog] = useState<'save' | 'remove' | null>(null)
  const saved = data ?? []
  const current = saved.find((each) => sameFilter(each.filter, filter))
  const close = () => setDialog(null)

  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button look="quiet" icon={<Bookmark aria-hidden />}>
            {current?.name ?? 'Saved filters'}
          </Button>
        }
      >
        {saved.length > 0 ? (
          <MenuGroup label="Apply">
            {saved.map((each) => (
              <MenuItem
                key={each.id}
                onSelect={() => showAccounts(each.filter)}
                note={each === current ? 'on' : null}
              >
                {each.name}
              </MenuItem>
            ))}
          </MenuGroup>
        ) : null}
        <MenuGroup label={saved.length > 0 ? 'Change' : 'No filter is saved yet'}>
          {isFiltered(filter) && current === undefined ? (
            <MenuItem onSelect={() => setDialog('save')}>Save the present filter</MenuItem>
          ) : null}
          {saved.length > 0 ? (
            <MenuItem onSelect={() => setDialog('remove')}>Remove saved filters</MenuItem>
          ) : null}
        </MenuGroup>
      </Menu>
      {isFiltered(filter) && current === undefined ? (
        <IconButton
          label="Save the present filter"
          icon={<BookmarkPlus aria-hidden />}
          onClick={() => setDialog('save')}
        />
      ) : null}
      <Dialog open={dialog === 'save'} onClose={close} title="Save this filter" width={380}>
        <SaveForm filter={filter} onDone={close} />
      </Dialog>
      <Dialog open={dialog === 'remove'} onClose={close} title="Saved filters" width={380}>
        <RemoveList saved={saved} />
      </Dialog>
    </>
  )
}

function SaveForm({
  filter,
  onDone,
}: {
  readonly filter: AccountFilter
  readonly onDone: () => void
}) {
  const [name, setName] = useState('')
  const save = useCommand(rootkeep.filters.save)
  const valid = SavedFilter.shape.name.safeParse(name).success
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (valid) save.send({ name, filter }, onDone)
      }}
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        error={name.length > 80 ? 'at most 80 characters' : null}
      />
      {save.failure ? <FailurePanel failure={save.failure} /> : null}
      <DialogActions>
        <Button onClick={onDone}>Cancel</Button>
        <Button look="primary" type="submit" disabled={!valid} pending={save.pending}>
          Save
        </Button>
      </DialogActions>
    </form>
  )
}

function RemoveList({ saved }: { readonly saved: readonly SavedFilter[] }) {
  const remove = useCommand(rootkeep.filters.remove)
  if (saved.length === 0) return <EmptyState title="No filter is saved" />
  return (
    <>
      <ul>
        {saved.map((each) => (
          <li key={each.id} className={styles.row}>
            <span className={styles.name}>{each.name}</span>
            <IconButton
              label={`Remove ${each.name}`}
              icon={<Trash2 aria-hidden />}
              onClick={() => remove.send({ id: each.id })}
            />
          </li>
        ))}
      </ul>
      {remove.failure ? <FailurePanel failure={remove.failure} /> : null}
    </>
  )
}
