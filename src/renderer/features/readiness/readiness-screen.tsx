import type { ReactNode } from 'react'
import { showReadiness, type ReadinessTab } from '../../state/view-store.ts'
import { Tabs } from '../../ui/tabs.tsx'
import { NetworkTab } from '../network/network-tab.tsx'
import { PermissionsTab } from '../permissions/permissions-tab.tsx'
import { ChecksTab } from './checks-tab.tsx'
import styles from './readiness-screen.module.css'

const tabs: readonly {
  readonly value: ReadinessTab
  readonly label: string
  readonly content: ReactNode
}[] = [
  { value: 'checks', label: 'Checks', content: <ChecksTab /> },
  { value: 'network', label: 'Network', content: <NetworkTab /> },
  { value: 'permissions', label: 'Permissions', content: <PermissionsTab /> },
]

/** What will work and what will not, before the first click; and what goes over the network. */
export function ReadinessScreen({ tab }: { readonly tab: ReadinessTab }) {
  return (
    <div className={styles.screen}>
      <h1 className="visually-hidden">Readiness</h1>
      <Tabs
        label="Readiness"
        value={tab}
        onChange={(value) => showReadiness(tabOf(value))}
        tabs={tabs}
      />
    </div>
  )
}

function tabOf(value: string): ReadinessTab {
  return tabs.find((tab) => tab.value === value)?.value ?? 'checks'
}
