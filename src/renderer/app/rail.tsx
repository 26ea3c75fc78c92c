import {
  FileCheck2,
  Gauge,
  ListChecks,
  ScrollText,
  Settings,
  ShieldAlert,
  Stethoscope,
  Table2,
  Workflow,
  type LucideIcon,
} from 'lucide-react'
import { keysOf } from '../commands.ts'
import { useViewing } from '../state/bundle-store.ts'
import { goTo, useViews, viewOf, type ViewName } from '../state/view-store.ts'
import { Tooltip } from '../ui/tooltip.tsx'
import { isInBundle } from './bundle-views.ts'
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
  { name: 'reports', label: 'Reports', icon: FileCheck2 },
  { name: 'runs', label: 'Runs', icon: ListChecks },
  { name: 'readiness', label: 'Readiness', icon: Stethoscope },
  { name: 'settings', label: 'Settings', icon: Settings },
]

/** Where one can go. */
export function Rail() {
  const current = useViews((store) => viewOf(store).name)
  const viewing = useViewing()
  return (
    <nav className={styles.rail} aria-label="Views">
      {places.map(({ name, label, icon: Icon }) => {
        const closed = viewing && !isInBundle(name)
        return (
          <Tooltip
            key={name}
            text={closed ? `${label}: not in an evidence bundle` : label}
            {...(closed ? {} : { keys: keysOf(name) ?? '' })}
            side="right"
          >
            <button
              type="button"
              className={styles.place}
              aria-current={name === current ? 'page' : undefined}
              aria-disabled={closed || undefined}
              onClick={closed ? undefined : () => goTo(name)}
            >
              <Icon aria-hidden />
              {label}
              {closed ? <span className="visually-hidden">, not in an evidence bundle</span> : null}
            </button>
          </Tooltip>
        )
      })}
    </nav>
  )
}
