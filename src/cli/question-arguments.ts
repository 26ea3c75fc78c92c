import {
  everyAccount,
  type AccountFilter,
  type SavedFilter,
} from '../shared/domain/account-query.ts'
import { accountStates, type Instant } from '../shared/domain/accounts.ts'
import type { OrganizationEvidence } from '../shared/domain/evidence.ts'
import { failureOf } from '../shared/domain/failure-catalogue.ts'
import { findingKinds } from '../shared/domain/findings.ts'
import { postures } from '../shared/domain/posture.ts'
import type { ReportQuestion } from '../shared/domain/reports.ts'
import { fail, succeed, type Outcome } from '../shared/ipc/result.ts'
import { questionOf } from '../main/reports/report-question.ts'
import type { Options } from './arguments.ts'

const dayMs = 86_400_000

/** What the words of a scope may name. */
export type Names = {
  readonly units: OrganizationEvidence['units']
  readonly savedFilters: readonly SavedFilter[]
}

/**
 * The question that the options ask.
 *
 * Errors: `invalid-input`, with a sentence that names what is not understood: a time that is none or lies ahead, a scope that names nothing.
 */
export function readQuestion(
  { at, since, scope }: Pick<Options, 'at' | 'since' | 'scope'>,
  names: Names,
  now: Instant,
): Outcome<ReportQuestion> {
  const judgedAt = at === null ? now : timeIn(at)
  if (judgedAt === null) return notATime('--at', at ?? '')
  const from = since === null ? null : (daysBefore(since, judgedAt) ?? timeIn(since))
  if (since !== null && from === null) return notATime('--since', since)
  const filter = readScope(scope, names)
  if (!filter.ok) return filter
  return questionOf({ at: judgedAt, since: from, scope: filter.value }, now)
}

/** The instant that a text names: ISO 8601 with its zone, or a date, which begins at 00:00 UTC. Null where it names none. */
function timeIn(text: string): Instant | null {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text)
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/.test(
    text,
  )
  const ms = isDate || isTime ? Date.parse(text) : Number.NaN
  if (Number.isNaN(ms)) return null
  const instant = new Date(ms).toISOString()
  // The 30th of February is read as a day of March.
  const zoneMs = Date.parse(`${text.slice(0, 10)}T00:00:00Z`)
  return new Date(zoneMs).toISOString().slice(0, 10) === text.slice(0, 10) ? instant : null
}

/** `30d`: so many days before; null where it is not written so. */
function daysBefore(text: string, at: Instant): Instant | null {
  const days = /^(\d{1,4})d$/.exec(text)?.[1]
  return days === undefined ? null : new Date(Date.parse(at) - Number(days) * dayMs).toISOString()
}

function readScope(words: readonly string[], names: Names): Outcome<AccountFilter> {
  let filter: AccountFilter = everyAccount
  const given = new Set<string>()
  for (const word of words) {
    const [name = '', ...rest] = word.split('=')
    const value = rest.join('=')
    if (given.has(name) && !many.has(name)) return refused(`--scope names ${name} twice.`)
    given.add(name)
    const narrowed = narrow(filter, name, word.includes('=') ? value : null, names)
    if (typeof narrowed === 'string') return refused(narrowed)
    filter = narrowed
  }
  if (given.has('filter') && [...given].some((name) => name !== 'filter' && name !== 'left')) {
    return refused('--scope filter=… stands alone: a saved filter says which accounts are meant.')
  }
  return succeed(filter)
}

/** Of these, any of several fits. */
const many: ReadonlySet<string> = new Set(['posture', 'finding', 'state'])

/** The filter with one more word of the scope in it; a sentence where that word says nothing. */
function narrow(
  filter: AccountFilter,
  name: string,
  value: string | null,
  { units, savedFilters }: Names,
): AccountFilter | string {
  if (name === 'left' && value === null) return { ...filter, includeLeft: true }
  if (value === null || value.trim() === '') {
    return `--scope takes unit=, tag=, posture=, finding=, state=, search=, filter= or left, not ${name}.`
  }
  switch (name) {
    case 'unit':
      return units.some(({ id }) => id === value)
        ? { ...filter, unitId: value }
        : `The cache knows no unit ${value}.`
    case 'tag':
      return { ...filter, tag: value }
    case 'search':
      return { ...filter, search: value }
    case 'posture':
      return oneOf(postures, name, value, (posture) => ({
        ...filter,
        postures: [...filter.postures, posture],
      }))
    case 'finding':
      return oneOf(findingKinds, name, value, (kind) => ({
        ...filter,
        findings: [...filter.findings, kind],
      }))
    case 'state':
      return oneOf(accountStates, name, value.toUpperCase(), (state) => ({
        ...filter,
        states: [...filter.states, state],
      }))
    case 'filter': {
      const saved = savedFilters.find((candidate) => candidate.name === value)
      if (!saved) return noFilter(value, savedFilters)
      return { ...saved.filter, includeLeft: filter.includeLeft || saved.filter.includeLeft }
    }
    default:
      return `--scope takes unit=, tag=, posture=, finding=, state=, search=, filter= or left, not ${name}=.`
  }
}

function noFilter(name: string, savedFilters: Names['savedFilters']): string {
  const there = savedFilters.map((filter) => filter.name).join(', ')
  const which =
    there === '' ? 'None is saved; they are made on the Accounts screen.' : `There are: ${there}.`
  return `There is no saved filter named ${name}. ${which}`
}

function oneOf<T extends string>(
  values: readonly T[],
  name: string,
  given: string,
  narrowed: (value: T) => AccountFilter,
): AccountFilter | string {
  const value = values.find((candidate) => candidate === given)
  return value === undefined
    ? `--scope ${name}= takes ${values.join(', ')}, not ${given}.`
    : narrowed(value)
}

function notATime(option: string, text: string): Outcome<never> {
  const days = option === '--since' ? ', or days before it such as 30d' : ''
  return refused(
    `${option} takes a time such as 2026-11-22T10:15:00Z, or a date${days}, not ${text}.`,
  )
}

function refused(message: string): Outcome<never> {
  return fail(failureOf('invalid-input', { message }))
}
