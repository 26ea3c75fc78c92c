import type { Instant } from '../../../shared/domain/accounts.ts'
import type { ControlStatus } from '../../../shared/domain/controls.ts'
import type { Posture } from '../../../shared/domain/posture.ts'
import type { ReportAccount } from '../../../shared/domain/reports.ts'
import { spanOf } from '../../../shared/format/age.ts'
import { dayOf, minuteOf } from '../../../shared/format/instant.ts'
import { controlStatusLabel, postureLabel } from '../../../shared/format/labels.ts'
import { glyph, postureOfStatus } from './glyphs.ts'
import { html, type Markup } from './markup.ts'

/**
 * A number of the report, with the place in the report where it stands: `completeness.unknown`. Whoever doubts a figure of this document can look it up
 * in the JSON.
 */
export function figure(place: string, value: number): Markup {
  return html`<data value="${String(value)}" data-figure="${place}">${value}</data>`
}

/** A number of the report with its noun: `1 account`, `23 accounts`. */
export function counted(place: string, value: number, noun: string, plural = `${noun}s`): Markup {
  return html`${figure(place, value)} ${value === 1 ? noun : plural}`
}

/** Where there is nothing to say. */
export const none = html`–`

/** A text that somebody else wrote: it keeps its own direction of writing and turns nobody else's. */
export function written(text: string): Markup {
  return text.trim() === '' ? html`<i class="quiet">no name</i>` : html`<bdi>${text}</bdi>`
}

/** An ID, a code, a name of the API: in fixed width. */
export function code(text: string): Markup {
  return html`<code>${text}</code>`
}

/** An account by name and ID. */
export function account({ id, name }: Pick<ReportAccount, 'id' | 'name'>): Markup {
  return name.trim() === ''
    ? html`${written(name)} <code class="id">${id}</code>`
    : html`<bdi class="name">${name}</bdi> <code class="id">${id}</code>`
}

/** The day of an instant, in UTC. */
export function day(instant: Instant | null): Markup {
  return instant === null ? none : time(instant, dayOf(instant))
}

/** An instant to the minute, in UTC. */
export function minute(instant: Instant | null): Markup {
  return instant === null ? none : time(instant, `${minuteOf(instant)} UTC`)
}

/** The day of an instant as text alone, for tables of many thousand rows. */
export function plainDay(instant: Instant | null): string {
  return instant === null ? '–' : dayOf(instant)
}

/** The day of an instant and how long ago it was: `2019-03-02 (7.7 y)`. */
export function dayWithAge(instant: Instant, at: Instant): string {
  return `${dayOf(instant)} (${spanOf(Date.parse(at) - Date.parse(instant))})`
}

/** A posture: colour, shape and word. */
export function posture(value: Posture): Markup {
  return postureMarks[value]
}

/** The status of a control: colour, shape and word. */
export function status(value: ControlStatus): Markup {
  return html`<span class="mark"
    >${glyph(postureOfStatus[value])} ${controlStatusLabel[value]}</span
  >`
}

const postureMarks = Object.fromEntries(
  Object.entries(postureLabel).map(([value, label]) => [
    value,
    html`<span class="mark">${glyph(value as Posture)} ${label}</span>`,
  ]),
) as Record<Posture, Markup>

function time(instant: Instant, words: string): Markup {
  return html`<time datetime="${instant}">${words}</time>`
}
