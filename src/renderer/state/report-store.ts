import { create } from 'zustand'
import type { ReportProgress } from '../../shared/domain/report-jobs.ts'
import type { DataTopic } from '../../shared/ipc/contract.ts'
import { rootkeep } from './client.ts'
import { queryClient } from './query-client.ts'
import { onUnlock } from './session-store.ts'

type ReportStore = {
  /** How far the report or bundle under way has come, whoever began it; null while none is. */
  readonly progress: ReportProgress | null
}

export const useReports = create<ReportStore>(() => ({ progress: null }))

/** What a report is drawn from. */
const drawnFrom: ReadonlySet<DataTopic> = new Set([
  'accounts',
  'runs',
  'units',
  'exemptions',
  'settings',
  'attestations',
  'procedures',
  'cases',
  'journal',
])

/**
 * Follows the work on reports, and marks the preview as old when what it was drawn from changed. It is not drawn again by itself: an audit under way
 * would have it drawn all the time. Returns the way to stop.
 */
export function followReports(): () => void {
  const stopProgress = rootkeep.reports.progress((progress) => useReports.setState({ progress }))
  const stopData = rootkeep.data.changed(({ topics }) => {
    if (!topics.some((topic) => drawnFrom.has(topic))) return
    void queryClient.invalidateQueries({ queryKey: ['report-preview'], refetchType: 'none' })
  })
  // What was under way before the lock may be over; the next push says it where it is not.
  const stopUnlock = onUnlock(() => useReports.setState({ progress: null }))
  return () => {
    stopUnlock()
    stopProgress()
    stopData()
  }
}
