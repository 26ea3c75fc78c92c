import { countedOf } from '../../../shared/format/count.ts'
import { failed, unknownBecause, warning, well, type Check } from '../check.ts'
import { placeOf, type Visited } from '../path-facts.ts'
import { away } from './name-resolution.ts'

export const reach: Check = {
  id: 'network',
  group: 'network',
  title: 'Reaching AWS',
  about:
    'Connects to each host that this connection may contact, and sends an empty request without credentials.',
  needs: [],
  async run({ path }) {
    if (path.away || path.way === null) return away(path.away)
    const visits = await path.visits()
    const missed = visits.flatMap((visit) =>
      visit.outcome.ok ? [] : [{ ...visit, failure: visit.outcome.error }],
    )
    const [first] = missed
    if (visits.length === 0) {
      return failed(
        'The connection names no place that may be contacted.',
        'Every call is refused.',
        'Check Region and endpoints of the connection.',
      )
    }
    if (!first) {
      const slowest = Math.max(
        ...visits.map(({ outcome }) => (outcome.ok ? outcome.value.milliseconds : 0)),
      )
      return well(
        `${countedOf(visits.length, 'host')} answered, the slowest after ${Math.round(slowest)} ms.`,
      )
    }
    if (first.failure.code === 'cancelled') return unknownBecause(first.failure)
    const listed = missed.map(({ contact, failure }) => `${placeOf(contact)}: ${failure.message}`)
    const evidence = `${missed.length} of ${countedOf(visits.length, 'host')} cannot be reached. ${listed.join(' ')}`
    const consequence = `Not reached: ${[...new Set(missed.map(({ contact }) => contact.what))].join('; ')}.`
    return missed.every(isForSome)
      ? warning(evidence, consequence, first.failure.remedy)
      : failed(evidence, consequence, first.failure.remedy)
  },
}

/** Needed for unlocking and for root mailboxes alone. */
function isForSome({ contact }: Visited): boolean {
  return /^(s3|sqs|account)\./.test(contact.host)
}
