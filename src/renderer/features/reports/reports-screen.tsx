import { FileSearch } from 'lucide-react'
import { useBundle } from '../../state/bundle-store.ts'
import { showReports, type ReportsTab } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { openBundle } from '../bundle/bundle-work.ts'
import { ScheduleTab } from './schedule-tab.tsx'
import { WriteTab } from './write-tab.tsx'
import { WrittenTab } from './written-tab.tsx'
import styles from './reports-screen.module.css'

/** Reports and evidence bundles, from what is stored here: nothing on this screen asks anything of AWS. */
export function ReportsScreen({ tab }: { readonly tab: ReportsTab }) {
  const opening = useBundle(({ work }) => work === 'opening')
  return (
    <div className={styles.screen}>
      <h1 className="visually-hidden">Reports</h1>
      <Tabs
        label="Reports"
        value={tab}
        onChange={(value) => showReports(tabOf(value))}
        tabs={[
          { value: 'write', label: 'Write', content: <WriteTab /> },
          { value: 'written', label: 'Written', content: <WrittenTab /> },
          { value: 'schedule', label: 'Schedule', content: <ScheduleTab /> },
        ]}
      />
      <Button
        look="quiet"
        className={styles.open}
        icon={<FileSearch aria-hidden />}
        pending={opening}
        onClick={openBundle}
      >
        Open an evidence bundle…
      </Button>
    </div>
  )
}

function tabOf(value: string): ReportsTab {
  return value === 'written' || value === 'schedule' ? value : 'write'
}
