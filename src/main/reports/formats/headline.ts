import type { Report } from '../../../shared/domain/reports.ts'
import { countOf, countedOf } from '../../../shared/format/count.ts'
import { listingDoubt } from '../model/listing-doubt.ts'

/**
 * The answer in one sentence: how many accounts hold root credentials. It never reads as clean while anything is not known, or where nobody looked.
 */
export function headlineOf(report: Report): string {
  const { completeness, holding, postures, scope, freshnessDays } = report
  const { inOrganization, observed, unknown, stale } = completeness
  const missing = [
    unknown > 0 ? `${countOf(unknown)} unknown` : '',
    stale > 0 ? `${countOf(stale)} stale` : '',
  ].filter(Boolean)
  if (inOrganization === 0) {
    return scope.members > 0
      ? `None of the ${countedOf(scope.members, 'account')} of the organization is in scope: nothing can be said about root credentials.`
      : 'No account is known: nothing can be said about root credentials.'
  }
  if (observed === 0) {
    const why = missing.length > 0 ? missing.join(', ') : 'none can be looked at'
    return `No account was seen within the last ${countedOf(freshnessDays, 'day')} (${why}): nothing can be said about root credentials.`
  }
  const where = scope.whole ? '' : ' in this scope'
  if (holding > 0) {
    const exempt = postures.exempt > 0 ? ` (${countOf(postures.exempt)} exempted)` : ''
    const rest = missing.length > 0 ? `; ${missing.join(', ')}` : ''
    return `${countOf(holding)} of ${countedOf(observed, 'observed account')}${where} ${holding === 1 ? 'holds' : 'hold'} root credentials${exempt}${rest}.`
  }
  const doubts = listingDoubt(report) === null ? missing : [...missing, 'accounts may be missing']
  return doubts.length > 0
    ? `No root credentials were seen in ${countedOf(observed, 'observed account')}${where}, but ${doubts.join(' and ')}: this is not a clean result.`
    : `None of ${countedOf(observed, 'account')}${where} that can be looked at holds root credentials.`
}
