import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import type { JournalFilter } from '../../../shared/domain/journal.ts'
import { reads } from '../../state/reads.ts'
import { Tabs } from '../../ui/tabs.tsx'
import { CheckpointsTab } from './checkpoints-tab.tsx'
import { CloudTrailTab } from './cloudtrail-tab.tsx'
import { EntryPanel } from './entry-panel.tsx'
import { JournalGrid, journalGridId } from './journal-grid.tsx'
import { showTab, useJournalPlace } from './journal-place.ts'
import { JournalToolbar } from './journal-toolbar.tsx'
import { ProofStrip } from './proof-strip.tsx'
import styles from './journal-screen.module.css'

/** The journal: what was done with root users, in a chain that shows every change to it. */
export function JournalScreen({ filter }: { readonly filter: JournalFilter }) {
  const tab = useJournalPlace((place) => place.tab)
  return (
    <div className={styles.screen}>
      <h1 className="visually-hidden">Journal</h1>
      <Tabs
        label="Journal"
        value={tab}
        onChange={(value) => showTab(tabOf(value))}
        tabs={[
          { value: 'entries', label: 'Entries', content: <Entries filter={filter} /> },
          { value: 'checkpoints', label: 'Checkpoints', content: <CheckpointsTab /> },
          { value: 'cloudtrail', label: 'CloudTrail', content: <CloudTrailTab /> },
        ]}
      />
    </div>
  )
}

function tabOf(value: string): 'entries' | 'checkpoints' | 'cloudtrail' {
  return value === 'checkpoints' || value === 'cloudtrail' ? value : 'entries'
}

function Entries({ filter }: { readonly filter: JournalFilter }) {
  const entry = useJournalPlace((place) => place.entry)
  // Typing stays smooth: the reads follow a moment later.
  const asked = useDeferredValue(filter)
  const { data } = useQuery(reads.journalPage(asked, 0))
  return (
    <div className={styles.entries}>
      <ProofStrip />
      <JournalToolbar
        filter={filter}
        total={data?.total ?? null}
        onLeave={() => document.getElementById(journalGridId)?.focus()}
      />
      <div className={styles.columns}>
        <JournalGrid filter={asked} />
        {entry === null ? null : <EntryPanel key={entry.sequence} entry={entry} />}
      </div>
    </div>
  )
}
