import type { ReadinessGroup, ReadinessState } from '../../../shared/domain/readiness.ts'

/** How one check stands: its last result, or why there is none. */
export type CheckStanding = ReadinessState | 'running' | 'not-run'

export const standingLabel = {
  ok: 'OK',
  warning: 'Warning',
  failed: 'Failed',
  unknown: 'Unknown',
  skipped: 'Not applicable',
  running: 'Running',
  'not-run': 'Not run',
} as const satisfies Record<CheckStanding, string>

export const groupLabel = {
  workstation: 'Workstation',
  network: 'Network',
  identity: 'Identity',
  organization: 'Organization',
  permissions: 'Permissions',
} as const satisfies Record<ReadinessGroup, string>

/** The groups that can be looked at while nothing is connected. */
export const groupsWithoutConnection: ReadonlySet<ReadinessGroup> = new Set([
  'workstation',
  'network',
])

/** How long a check took: `40 ms`, `1.2 s`. */
export function tookOf(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.round(milliseconds)} ms`
    : `${(milliseconds / 1000).toFixed(1)} s`
}
