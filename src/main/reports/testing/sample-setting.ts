import type { AccountId, OrganizationId } from '../../../shared/domain/accounts.ts'
import { hasAny } from '../../../shared/domain/credentials.ts'
import type { AccountEvidence } from '../../../shared/domain/evidence.ts'

/** The instant after everything in a sample. */
export const sampleNow = '2026-11-22T12:00:00.000Z'

export const organizationId = 'o-exampleorgid' as OrganizationId
export const operator = 'arn:aws:sts::100000000000:assumed-role/SecurityOperator/kim'

export const units = [
  { id: 'r-exam', name: 'Root', parentId: null },
  { id: 'ou-exam-security', name: 'Security', parentId: 'r-exam' },
  { id: 'ou-exam-workloads', name: 'Workloads', parentId: 'r-exam' },
  { id: 'ou-exam-prod', name: 'Prod', parentId: 'ou-exam-workloads' },
  { id: 'ou-exam-test', name: 'Test', parentId: 'ou-exam-workloads' },
  { id: 'ou-exam-sandbox', name: 'Sandbox', parentId: 'r-exam' },
] as const
export const unitPaths = [
  '',
  'Security',
  'Workloads',
  'Workloads / Prod',
  'Workloads / Test',
  'Sandbox',
]

/** Days before `sampleNow`, at the hour of the daily audit. */
export const daysAgo = (days: number, minutes = 0) =>
  new Date(Date.parse(sampleNow) - days * 86_400_000 + minutes * 60_000 - 3_600_000).toISOString()

export function idOf(number: number): AccountId {
  return String(100_000_000_000 + number) as AccountId
}

/** Whether the newest look saw anything. */
export function hasAnyNow(observations: AccountEvidence['observations']): boolean {
  const now = observations.at(-1)
  return now !== undefined && hasAny(now.credentials.present)
}
