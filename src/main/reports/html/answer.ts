import type { Report } from '../../../shared/domain/reports.ts'
import { listingDoubt } from '../model/listing-doubt.ts'
import { html, nothing, type Markup } from './markup.ts'
import { counted, figure } from './phrases.ts'

/** How the answer is to be taken: something must be done, something is not known, or all is well. */
type Answer = {
  readonly tone: 'danger' | 'doubt' | 'good'
  /** One sentence. */
  readonly sentence: Markup
  /** What else belongs to it, a sentence or two. */
  readonly addition: Markup
}

/**
 * The answer to the one question: how many accounts hold root credentials?
 *
 * It is good only where every account was listed, and looked at where it can be, inside the freshness window, and there was one. It never gives a number
 * without what is missing from it.
 */
export function answerOf(report: Report): Answer {
  const { completeness, holding, scope } = report
  const { inOrganization, observed, unknown, stale } = completeness
  if (inOrganization === 0) return emptyAnswer(report)
  if (observed + unknown + stale === 0) {
    return {
      tone: 'doubt',
      sentence: html`None of the
      ${counted('completeness.inOrganization', inOrganization, 'account')} here can be looked at, so
      nothing is said about root credentials.`,
      addition: html`Accounts that are not active, and the management account, cannot be the target
      of a root session.`,
    }
  }
  if (observed === 0) return unlookedAnswer(report)
  const whole = unknown + stale === 0
  const unlisted = listingDoubt(report)
  const where = scope.whole ? '' : ' in this scope'
  if (holding > 0) {
    return {
      tone: 'danger',
      sentence: html`<strong class="danger">${figure('holding', holding)}</strong> of
        ${counted('completeness.observed', observed, 'account')}${where} that
        ${whole ? 'can be' : 'could be'} looked at still ${holding === 1 ? 'holds' : 'hold'} root
        credentials${missing(report, '; ')}.`,
      addition: exempted(report),
    }
  }
  return whole && unlisted === null
    ? {
        tone: 'good',
        sentence: html`<strong class="good">None</strong> of the
          ${counted('completeness.observed', observed, 'account')}${where} that can be looked at
          holds root credentials.`,
        addition: html`Each of them was looked at within
        ${counted('freshnessDays', report.freshnessDays, 'day')} before this report.`,
      }
    : {
        tone: 'doubt',
        sentence: html`No root credentials were seen in the
        ${counted('completeness.observed', observed, 'account')}${where} that could be looked
        at${whole ? ', but accounts may be missing' : missing(report, ', but ')}.`,
        addition: html`This is not a clean result: what is not known may hold root
        credentials.${unlisted === null ? nothing : html` ${unlisted}`}`,
      }
}

function emptyAnswer({ scope, organization }: Report): Answer {
  if (scope.members > 0) {
    return {
      tone: 'doubt',
      sentence: html`None of the ${counted('scope.members', scope.members, 'account')} of the
      organization is in the scope of this report.`,
      addition: html`Nothing can be said about root credentials. Choose another scope.`,
    }
  }
  return {
    tone: 'doubt',
    sentence: html`No account of this organization is known, so nothing can be said about root
    credentials.`,
    addition:
      organization.listedAt === null
        ? html`Its accounts have never been listed to the end. Run an audit first.`
        : html`An organization has at least its management account: list the accounts again.`,
  }
}

function unlookedAnswer(report: Report): Answer {
  const { stale, unknown } = report.completeness
  const never = report.accounts.every(
    ({ observedAt, isManagement, leftAt }) =>
      isManagement || leftAt !== null || observedAt === null,
  )
  const either = unknown + stale
  const many = html`${either} ${either === 1 ? 'account' : 'accounts'}`
  return {
    tone: 'doubt',
    sentence: never
      ? html`<strong class="doubt">None</strong> of the ${many} that can be looked at was ever seen,
          so nothing can be said about root credentials.`
      : html`<strong class="doubt">None</strong> of the ${many} that can be looked at was seen
          within the last ${counted('freshnessDays', report.freshnessDays, 'day')}, so nothing can
          be said about root credentials now.`,
    addition: html`${counted('completeness.unknown', unknown, 'account is', 'accounts are')}
    unknown, ${figure('completeness.stale', stale)} stale. Run an audit.`,
  }
}

/** What the number leaves out: `; 2 are unknown and 1 is stale`. */
function missing({ completeness: { unknown, stale } }: Report, before: string): Markup {
  const parts = [
    { place: 'completeness.unknown', count: unknown, word: 'unknown' },
    { place: 'completeness.stale', count: stale, word: 'stale' },
  ]
    .filter(({ count }) => count > 0)
    .map(
      ({ place, count, word }) =>
        html`<strong class="doubt">${figure(place, count)}</strong> ${count === 1 ? 'is' : 'are'}
          ${word}`,
    )
  const [first, second] = parts
  if (!first) return nothing
  return second ? html`${before}${first} and ${second}` : html`${before}${first}`
}

function exempted({ postures: { exempt }, holding }: Report): Markup {
  if (exempt === 0) return nothing
  const covered = exempt === 1 ? 'an exemption' : 'exemptions'
  if (exempt === holding) {
    return html`${holding === 1 ? 'It is' : 'All of them are'} covered by ${covered}, with an owner
    and an end.`
  }
  return html`${figure('postures.exempt', exempt)} of them ${exempt === 1 ? 'is' : 'are'} covered by
  ${covered}, with an owner and an end.`
}
