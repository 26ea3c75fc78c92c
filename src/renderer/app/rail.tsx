import {
  Gauge,
  ListChecks,
  ScrollText,
  Settings,
  ShieldAlert,
  Table2,
  Workflow,
  type LucideIcon,
} from 'lucide-react'
import { keysOf } from '../commands.ts'
import { goTo, useViews, viewOf, type ViewName } from '../state/view-store.ts'
import { Tooltip } from '../ui/tooltip.tsx'
import styles from './rail.module.css'

const places: readonly {
  readonly name: ViewName
  readonly label: string
  readonly icon: LucideIcon
}[] = [
  { name: 'overview', label: 'Overview', icon: Gauge },
  { name: 'accounts', label: 'Accounts', icon: Table2 },
  { name: 'procedures', label: 'Procedures', icon: Workflow },
  { name: 'cases', label: 'Cases', icon: ShieldAlert },
  { name: 'journal', label: 'Journal', icon: ScrollText },
  { name: 'runs', label: 'Runs', icon: ListChecks },
  { name: 'settings', label: 'Settings', icon: Settings },
]

/** Where one can go. */
export function Rail() {
  const current = useViews((store) => viewOf(store).name)
  return (
    <nav className={styles.rail} aria-label="Views">
      {places.map(({ name, label, icon: Icon }) => (
        <Tooltip key={name} text={label} keys={keysOf(name) ?? ''} side="right">
          <button
            type="button"
            className={styles.place}
            aria-current={name === current ? 'page' : undefined}
            onClick={() => goTo(name)}
          >
            <Icon aria-hidden />
            {label}
          </button>
        </Tooltip>
      ))}
    </nav>
  )
}
