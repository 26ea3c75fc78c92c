import { everyAccount, type AccountFilter } from '../../../shared/domain/account-query.ts'
import type { QuestionDraft } from '../../../shared/domain/report-jobs.ts'
import type { Paper, ReportFormat } from '../../../shared/domain/reports.ts'
import type { Run } from '../../../shared/domain/runs.ts'

/** At which instant things are judged. */
export const instants = ['now', 'run', 'time'] as const
/** Whose changes are told. A number is days. */
export const periods = ['none', 'last-run', '7', '30', '90', 'day'] as const

/** What is filled in on the Reports screen. */
export type ReportForm = {
  readonly kind: 'report' | 'bundle'
  readonly formats: readonly ReportFormat[]
  readonly paper: Paper
  /** Counts for a bundle. */
  readonly redact: boolean
  readonly instant: (typeof instants)[number]
  /** Null while none is chosen. */
  readonly runId: string | null
  /** In UTC, as a field of date and time has it: `2026-11-22T14:03`. */
  readonly time: string
  readonly period: (typeof periods)[number]
  /** In UTC, as a field of a date has it: `2026-11-01`. */
  readonly day: string
  readonly scope: AccountFilter
}

export const emptyForm: Omit<ReportForm, 'paper'> = {
  kind: 'report',
  formats: ['html'],
  redact: false,
  instant: 'now',
  runId: null,
  time: '',
  period: 'none',
  day: '',
  scope: everyAccount,
}

/** What a form asks for. The question is null while something of it is missing, which `faults` names. */
export type Asked = {
  readonly question: QuestionDraft | null
  readonly faults: {
    readonly instant: string | null
    readonly period: string | null
    readonly formats: string | null
  }
}

type KnownRun = Pick<Run, 'id' | 'state' | 'scope' | 'startedAt' | 'endedAt'>
type Read = { readonly value: string | null; readonly fault: string | null }

const dayMs = 86_400_000

/**
 * Reads the form.
 *
 * @param runs the runs that are known, newest first.
 * @param now milliseconds.
 */
export function askedOf(form: ReportForm, runs: readonly KnownRun[], now: number): Asked {
  const at = instantOf(form, runs, now)
  const until = at.value === null ? now : Date.parse(at.value)
  const since = sinceOf(form, runs, until)
  const readable = at.fault === null && since.fault === null
  return {
    question: readable ? { at: at.value, since: since.value, scope: form.scope } : null,
    faults: {
      instant: at.fault,
      period: since.fault,
      formats: form.formats.length === 0 ? 'choose at least one format' : null,
    },
  }
}

/** The runs whose end a report can be drawn at, newest first. */
export function endedRuns<Known extends KnownRun>(
  runs: readonly Known[],
): (Known & { readonly endedAt: string })[] {
  return runs.filter((run): run is Known & { readonly endedAt: string } => run.endedAt !== null)
}

/**
 * What choosing an instant changes: where none of its kind was named yet, the nearest one is, so that nothing is
 * missing at once.
 *
 * @param now milliseconds.
 */
export function withInstant(
  { runId, time }: Pick<ReportForm, 'runId' | 'time'>,
  instant: ReportForm['instant'],
  runs: readonly KnownRun[],
  now: number,
): Pick<ReportForm, 'instant' | 'runId' | 'time'> {
  return {
    instant,
    runId: instant === 'run' ? (runId ?? endedRuns(runs)[0]?.id ?? null) : runId,
    time: instant === 'time' && time === '' ? new Date(now).toISOString().slice(0, 16) : time,
  }
}

/** What choosing a period changes: a date is first that of a month before. */
export function withPeriod(
  { day }: Pick<ReportForm, 'day'>,
  period: ReportForm['period'],
  now: number,
): Pick<ReportForm, 'period' | 'day'> {
  const monthBefore = new Date(now - 30 * dayMs).toISOString().slice(0, 10)
  return { period, day: period === 'day' && day === '' ? monthBefore : day }
}

/** The paper that printers have where this language is spoken (`en-US`). */
export function paperFor(language: string): Paper {
  const region = language.split('-').at(-1)?.toUpperCase() ?? ''
  return letterRegions.has(region) ? 'Letter' : 'A4'
}

/** Where ANSI Letter is in common use. */
const letterRegions: ReadonlySet<string> = new Set([
  'US',
  'CA',
  'MX',
  'PH',
  'CL',
  'CO',
  'VE',
  'CR',
  'GT',
  'SV',
  'PA',
  'PR',
  'DO',
])

/** Null for the present. */
function instantOf(form: ReportForm, runs: readonly KnownRun[], now: number): Read {
  switch (form.instant) {
    case 'now':
      return { value: null, fault: null }
    case 'run': {
      const run = endedRuns(runs).find(({ id }) => id === form.runId)
      return run ? { value: run.endedAt, fault: null } : { value: null, fault: 'choose a run' }
    }
    case 'time': {
      const at = Date.parse(`${form.time}Z`)
      if (Number.isNaN(at)) return { value: null, fault: 'give a date and a time' }
      if (at > now) return { value: null, fault: 'this is still to come' }
      return { value: new Date(at).toISOString(), fault: null }
    }
  }
}

/** Null for no period. Days begin at midnight UTC, so that the same day asks the same question. */
function sinceOf({ period, day }: ReportForm, runs: readonly KnownRun[], until: number): Read {
  switch (period) {
    case 'none':
      return { value: null, fault: null }
    case 'last-run':
      return beforeLastRun(runs, until)
    case 'day': {
      const since = Date.parse(`${day}T00:00:00Z`)
      if (Number.isNaN(since)) return { value: null, fault: 'give a date' }
      if (since >= until) return { value: null, fault: 'the period would begin after its end' }
      return { value: new Date(since).toISOString(), fault: null }
    }
    default: {
      const begin = new Date(until - Number(period) * dayMs).toISOString().slice(0, 10)
      return { value: `${begin}T00:00:00.000Z`, fault: null }
    }
  }
}

/** The end of the run before the last one, so that the period holds what the last run found; its beginning where it was the first. */
function beforeLastRun(runs: readonly KnownRun[], until: number): Read {
  const [last, previous] = endedRuns(runs).filter(
    ({ state, scope, endedAt }) =>
      state === 'completed' && scope.kind === 'organization' && Date.parse(endedAt) <= until,
  )
  if (last === undefined) {
    return { value: null, fault: 'no run over the organization had completed by then' }
  }
  return { value: previous?.endedAt ?? last.startedAt, fault: null }
}
