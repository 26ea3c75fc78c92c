import type { CloudTrailMatch } from '../../../shared/domain/journal.ts'

export const matchLabel = {
  'unknown-session': 'Unknown sessions',
  missing: 'Missing in CloudTrail',
  confirmed: 'Confirmed',
  'audit-run': 'Audit runs',
} as const satisfies Record<CloudTrailMatch, string>

/** One of them, for a line of the table. */
export const oneMatchLabel = {
  'unknown-session': 'Unknown session',
  missing: 'Missing',
  confirmed: 'Confirmed',
  'audit-run': 'Audit run',
} as const satisfies Record<CloudTrailMatch, string>

export const matchMeaning = {
  'unknown-session':
    'CloudTrail has a root session, or a call with its credentials, that this journal does not know. Somebody used centralized root access from elsewhere.',
  missing:
    'The journal has the call; the files cover its time and lack it. A file is missing, or the trail is.',
  confirmed: 'The journal and CloudTrail agree.',
  'audit-run': 'A root session of an audit run, known by the ledger of requests.',
} as const satisfies Record<CloudTrailMatch, string>

/** The loudest first. */
export const matchOrder = [
  'unknown-session',
  'missing',
  'confirmed',
  'audit-run',
] as const satisfies readonly CloudTrailMatch[]
