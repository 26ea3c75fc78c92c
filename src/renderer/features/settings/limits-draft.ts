import { Settings } from '../../../shared/domain/settings.ts'
import { readTicket } from '../../../shared/domain/tickets.ts'

const numbers = ['recentUseDays', 'stopAbovePercent', 'planMinutes', 'approvalHours'] as const
type NumberField = (typeof numbers)[number]

/** The pattern of tickets and the limits of procedures, as text. */
export type TypedLimits = Readonly<Record<NumberField | 'ticketPattern', string>>
export type Limits = Pick<Settings, NumberField | 'ticketPattern'>

/** The limits as they are set, for the fields. */
export function typedLimits(settings: Limits): TypedLimits {
  return {
    ticketPattern: settings.ticketPattern,
    recentUseDays: String(settings.recentUseDays),
    stopAbovePercent: String(settings.stopAbovePercent),
    planMinutes: String(settings.planMinutes),
    approvalHours: String(settings.approvalHours),
  }
}

const rangeWords: Readonly<Record<NumberField, string>> = {
  recentUseDays: 'a whole number from 1 to 3650',
  stopAbovePercent: 'a whole number from 0 to 100',
  planMinutes: 'a whole number from 5 to 1440',
  approvalHours: 'a whole number from 1 to 168',
}

/** Reads what was typed; a sentence for each field that is not as it must be. */
export function readLimits(typed: TypedLimits): {
  readonly limits: Limits | null
  readonly faults: Readonly<Record<keyof TypedLimits, string | null>>
} {
  const read = (field: NumberField) =>
    Settings.shape[field].safeParse(/^\d+$/.test(typed[field].trim()) ? Number(typed[field]) : null)
  const pattern = Settings.shape.ticketPattern.safeParse(typed.ticketPattern.trim())
  const [recentUseDays, stopAbovePercent, planMinutes, approvalHours] = numbers.map(read)
  const faults = {
    ticketPattern:
      typed.ticketPattern.trim() === ''
        ? 'without a pattern no ticket would fit'
        : pattern.success
          ? null
          : (pattern.error.issues[0]?.message ?? 'this is not a regular expression'),
    recentUseDays: recentUseDays?.success ? null : rangeWords.recentUseDays,
    stopAbovePercent: stopAbovePercent?.success ? null : rangeWords.stopAbovePercent,
    planMinutes: planMinutes?.success ? null : rangeWords.planMinutes,
    approvalHours: approvalHours?.success ? null : rangeWords.approvalHours,
  }
  if (Object.values(faults).some((fault) => fault !== null)) return { limits: null, faults }
  return {
    faults,
    limits: {
      ticketPattern: typed.ticketPattern.trim(),
      recentUseDays: Number(typed.recentUseDays),
      stopAbovePercent: Number(typed.stopAbovePercent),
      planMinutes: Number(typed.planMinutes),
      approvalHours: Number(typed.approvalHours),
    },
  }
}

/** What a pattern says of a ticket that is tried out; null where nothing is tried, or the pattern is none. */
export function tryTicket(
  pattern: string,
  ticket: string,
): { readonly fits: boolean; readonly words: string } | null {
  if (ticket.trim() === '' || !Settings.shape.ticketPattern.safeParse(pattern.trim()).success) {
    return null
  }
  const reading = readTicket(ticket, pattern.trim())
  return reading.ok
    ? { fits: true, words: `It fits, and is kept as ${reading.ticket}` }
    : { fits: false, words: reading.reason }
}
