import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import styles from './tabs.module.css'

type TabsProps = {
  readonly label: string
  /** The tab that is shown, where that is decided elsewhere; else the first one is, to begin with. */
  readonly value?: string
  readonly onChange?: (value: string) => void
  readonly tabs: readonly {
    readonly value: string
    readonly label: string
    readonly count?: number
    readonly content: ReactNode
  }[]
}

/** Panels of which one is shown. Only the shown one is mounted. */
export function Tabs({ label, tabs, value, onChange }: TabsProps) {
  return (
    <Base.Root
      className={styles.root}
      {...(value === undefined ? { defaultValue: tabs[0]?.value ?? '' } : { value })}
      {...(onChange ? { onValueChange: (next: string) => onChange(next) } : {})}
    >
      <Base.List className={styles.list} aria-label={label}>
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value} className={styles.tab}>
            {tab.label}
            {tab.count === undefined ? null : <span className={styles.count}>{tab.count}</span>}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className={styles.panel}>
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}
