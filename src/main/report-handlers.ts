import type { RootkeepContract } from '../shared/ipc/contract.ts'
import type { Handlers } from '../shared/ipc/derived.ts'
import type { ReportDesk } from './reports/report-desk.ts'
import type { BundleViewer } from './viewer/bundle-viewer.ts'

/** The calls of the contract that report on the cache, and those that look at bundles. */
export function reportHandlers(
  { reports, bundles, schedules, cancel }: ReportDesk,
  viewer: BundleViewer,
): Pick<Handlers<RootkeepContract>, 'reports' | 'bundles'> {
  return {
    reports: {
      preview: reports.preview,
      write: reports.write,
      bundle: bundles.write,
      cancel,
      written: reports.written,
      schedule: schedules.get,
      setSchedule: schedules.set,
      chooseScheduleFolder: schedules.chooseFolder,
    },
    bundles: {
      open: viewer.open,
      close: viewer.close,
      viewed: viewer.viewed,
      compare: viewer.compare,
    },
  }
}
