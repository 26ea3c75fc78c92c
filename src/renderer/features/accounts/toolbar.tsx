import { Columns3, PanelLeft } from 'lucide-react'
import type { AccountFilter } from '../../../shared/domain/account-query.ts'
import { keysOf } from '../../commands.ts'
import { useViewing } from '../../state/bundle-store.ts'
import { adjustFilter } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Keys } from '../../ui/keys.tsx'
import { Menu, MenuCheck, MenuGroup } from '../../ui/menu.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { optionalColumns } from './columns.tsx'
import { accountSearchId } from './focus-search.ts'
import { focusGrid } from './focus-grid.ts'
import { hideColumn, toggleTree, useLayout } from './layout-store.ts'
import { SavedFilters } from './saved-filters.tsx'
import styles from './toolbar.module.css'

/** Search, saved filters and what the table shows. */
export function Toolbar({ filter }: { readonly filter: AccountFilter }) {
  const treeOpen = useLayout((layout) => layout.treeOpen)
  const viewing = useViewing()
  return (
    <div className={styles.toolbar} role="toolbar" aria-label="Accounts">
      <IconButton
        label={treeOpen ? 'Hide organizational units' : 'Show organizational units'}
        icon={<PanelLeft aria-hidden />}
        aria-pressed={treeOpen}
        onClick={toggleTree}
      />
      <SearchField
        id={accountSearchId}
        label="Search accounts"
        placeholder="Name, ID, e-mail, unit or tag"
        value={filter.search}
        onChange={(search) => adjustFilter({ search })}
        onLeave={focusGrid}
      >
        <Keys keys={keysOf('search-accounts') ?? ''} />
      </SearchField>
      <div className={styles.end}>
        {viewing ? null : <SavedFilters filter={filter} />}
        <ColumnMenu />
      </div>
    </div>
  )
}

function ColumnMenu() {
  const hidden = useLayout((layout) => layout.hiddenColumns)
  return (
    <Menu
      align="end"
      trigger={
        <Button look="quiet" icon={<Columns3 aria-hidden />}>
          Columns
        </Button>
      }
    >
      <MenuGroup label="Shown columns">
        {optionalColumns.map(({ id, label }) => (
          <MenuCheck key={id} checked={!hidden[id]} onChange={(shown) => hideColumn(id, !shown)}>
            {label}
          </MenuCheck>
        ))}
      </MenuGroup>
    </Menu>
  )
}
