import type { Report } from '../../../shared/domain/reports.ts'
import { utc } from '../../../shared/domain/utc.ts'

const dayMs = 86_400_000

/** Why there may be accounts that a report does not know; null where all were listed within the freshness window. */
export function listingDoubt({
  organization: { listedAt },
  question: { at },
  freshnessDays,
}: {
  readonly organization: Pick<Report['organization'], 'listedAt'>
  readonly question: Pick<Report['question'], 'at'>
  readonly freshnessDays: number
}): string | null {
  if (listedAt === null) {
    return 'No listing of the accounts is known to have come to its end: there may be accounts that are missing here.'
  }
  if (Date.parse(at) - Date.parse(listedAt) < freshnessDays * dayMs) return null
  return `The last listing of the accounts that is known to have come to its end is of ${utc(listedAt)}, longer ago than the freshness window: accounts that came since may be missing here.`
}
