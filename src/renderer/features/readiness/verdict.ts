import type { Readiness } from '../../../shared/domain/readiness.ts'
import { agoOf } from '../../format/age.ts'
import { countedOf } from '../../format/count.ts'
import type { CheckStanding } from './check-words.ts'

/** `open`: nothing is connected, so most of it has no answer. */
export type VerdictTone = 'ok' | 'warning' | 'failed' | 'unknown' | 'open' | 'running'

/** What all checks together say. */
export type Verdict = {
  readonly tone: VerdictTone
  readonly headline: string
  readonly detail: string
}

/** Results count as today's news for a day. */
const recentMs = 24 * 60 * 60_000

/**
 * What the checks say as they stand, while some of them may be looked at again. It is `ok` only where every check of an open connection was run
 * within a day and came out well: what is unknown, not run or old is never called ready.
 */
export function verdictOf({ connectionId, checks }: Readiness, now: number): Verdict {
  const counts = countsOf(checks)
  const age = ageWords(checks, now)
  const verdict = (tone: VerdictTone, headline: string, named: Partial<Counts> = {}): Verdict => ({
    tone,
    headline,
    detail: [countWords({ ...counts, ...named }), age].filter((words) => words !== '').join('; '),
  })
  if (counts.failed > 0) {
    const stand = counts.failed === 1 ? 'stands' : 'stand'
    return verdict('failed', `${countedOf(counts.failed, 'thing')} ${stand} in the way`, {
      failed: 0,
    })
  }
  if (connectionId === null) return verdict('open', 'Nothing is connected')
  if (counts['not-run'] === checks.length) {
    return {
      tone: 'unknown',
      headline: 'Not checked yet',
      detail: countedOf(checks.length, 'check'),
    }
  }
  if (counts.unknown + counts['not-run'] > 0) return verdict('unknown', 'Not known to be ready')
  if (age !== '') return verdict('unknown', 'Was ready')
  if (counts.warning > 0) {
    return verdict('warning', `Ready, with ${countedOf(counts.warning, 'thing')} to look at`, {
      warning: 0,
    })
  }
  return verdict('ok', 'Ready')
}

/** `verdictOf`, or what is being looked at now. */
export function liveVerdictOf(readiness: Readiness, checking: boolean, now: number): Verdict {
  if (!checking) return verdictOf(readiness, now)
  const [next, ...others] = readiness.checks.filter(({ running }) => running)
  return {
    tone: 'running',
    headline:
      next === undefined
        ? 'Checking'
        : others.length === 0
          ? `Checking: ${next.title}`
          : `Checking, ${others.length + 1} to go`,
    detail: countWords(countsOf(readiness.checks.filter(({ running }) => !running))),
  }
}

/** What is worth a line elsewhere: things in the way by their names, or what is not known. Null where all is well, and where nothing is connected. */
export function problemsOf(
  readiness: Readiness,
  now: number,
): (Verdict & { readonly tone: 'failed' | 'warning' | 'unknown' }) | null {
  const { tone, headline, detail } = verdictOf(readiness, now)
  if (tone === 'unknown') return { tone, headline, detail }
  if (tone !== 'failed' && tone !== 'warning') return null
  const names = readiness.checks
    .filter(({ result }) => result?.state === tone)
    .map(({ title }) => title)
  return { tone, headline, detail: names.join(', ') }
}

/** How many of the checks stand how, as words: `24 checks ok, 2 do not apply here`. */
export function standingWords(checks: Readiness['checks']): string {
  return countWords(countsOf(checks))
}

type Counts = Readonly<Record<Exclude<CheckStanding, 'running'>, number>>

function countsOf(checks: Readiness['checks']): Counts {
  const counts = { ok: 0, warning: 0, failed: 0, unknown: 0, skipped: 0, 'not-run': 0 }
  for (const { result } of checks) counts[result?.state ?? 'not-run'] += 1
  return counts
}

function countWords(counts: Counts): string {
  return [
    counts.failed > 0 ? `${counts.failed} failed` : null,
    counts.warning > 0 ? countedOf(counts.warning, 'warning') : null,
    counts.unknown > 0 ? `${counts.unknown} could not be found out` : null,
    counts['not-run'] > 0 ? `${counts['not-run']} not run yet` : null,
    counts.ok > 0 ? `${countedOf(counts.ok, 'check')} ok` : null,
    counts.skipped > 0
      ? `${counts.skipped} ${counts.skipped === 1 ? 'does' : 'do'} not apply here`
      : null,
  ]
    .filter((words) => words !== null)
    .join(', ')
}

/** How old the oldest result is, where it is older than a day; empty where all are of today. */
function ageWords(checks: Readiness['checks'], now: number): string {
  const instants = checks.flatMap(({ result }) => (result === null ? [] : [result.at])).toSorted()
  const [oldest] = instants
  if (oldest === undefined || now - Date.parse(oldest) <= recentMs) return ''
  return `the oldest result is from ${agoOf(oldest, now)}`
}
