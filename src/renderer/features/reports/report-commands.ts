import type { Command } from '../../command.ts'
import { showReports } from '../../state/view-store.ts'

/** What the palette offers of Reports, besides the way there. */
export const reportCommands: readonly Command[] = [
  {
    id: 'written-reports',
    title: 'Show what was written',
    group: 'Reports',
    keys: [],
    words: 'reports files bundles hashes sha-256 list',
    run: () => showReports('written'),
  },
  {
    id: 'report-schedule',
    title: 'Schedule of reports',
    group: 'Reports',
    keys: [],
    words: 'daily weekly every day folder automatic',
    run: () => showReports('schedule'),
  },
]
