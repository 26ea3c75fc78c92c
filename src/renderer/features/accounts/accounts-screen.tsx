import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import type { AccountsView } from '../../state/view-store.ts'
import { reads } from '../../state/reads.ts'
import { ResizeHandle } from '../../ui/resize-handle.tsx'
import { AccountGrid } from './account-grid.tsx'
import { FilterChips } from './filter-chips.tsx'
import { Inspector } from './inspector.tsx'
import {
  largestInspector,
  setInspectorWidth,
  smallestInspector,
  useLayout,
} from './layout-store.ts'
import { StatusBar } from './status-bar.tsx'
import { Toolbar } from './toolbar.tsx'
import { UnitTree } from './unit-tree.tsx'
import styles from './accounts-screen.module.css'

/** All accounts: units on the left, the table in the middle, one account in full on the right. */
export function AccountsScreen({ view }: { readonly view: AccountsView }) {
  const { filter, sort, accountId } = view
  const treeOpen = useLayout((layout) => layout.treeOpen)
  const inspectorWidth = useLayout((layout) => layout.inspectorWidth)
  // Typing stays smooth: the reads follow a moment later.
  const asked = useDeferredValue(filter)
  const { data: facets } = useQuery(reads.facets(asked))

  return (
    <div className={styles.screen} data-inspecting={accountId !== null || undefined}>
      <h1 className="visually-hidden">Accounts</h1>
      {treeOpen ? <UnitTree unitId={filter.unitId} /> : null}
      <div className={styles.middle}>
        <Toolbar filter={filter} />
        <FilterChips filter={filter} facets={facets ?? null} />
        <AccountGrid filter={asked} sort={sort} accountId={accountId} />
        <StatusBar filter={asked} sort={sort} total={facets?.total ?? null} />
      </div>
      {accountId === null ? null : (
        <>
          <ResizeHandle
            label="Width of the inspector"
            width={inspectorWidth}
            smallest={smallestInspector}
            largest={largestInspector}
            onResize={setInspectorWidth}
          />
          <Inspector key={accountId} accountId={accountId} width={inspectorWidth} />
        </>
      )}
    </div>
  )
}
