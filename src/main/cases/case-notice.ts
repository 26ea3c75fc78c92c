import type { Instant } from '../../shared/domain/accounts.ts'
import { nearingAt, stillOpen, type BreakGlassCase } from '../../shared/domain/cases.ts'
import type { KeptNotice } from '../database/cases.ts'
import { plainLine } from '../plain-line.ts'
import { timeBetween, utc } from '../../shared/domain/utc.ts'

const minuteMs = 60_000
const repeatMs = 30 * minuteMs

/**
 * Which notice of an open case is due: one before the end of its time box, one at the end, and then again and again while an account that it opened is
 * still open. Null where nothing is new to say.
 *
 * @param last what was last notified of this case. A case that was extended has another end, and begins anew.
 */
export function dueNotice(
  open: Pick<BreakGlassCase, 'openedAt' | 'until' | 'reopened'>,
  last: KeptNotice | null,
  now: Instant,
): KeptNotice | null {
  const { until } = open
  const before = last?.until === until ? last : null
  if (now < nearingAt(open)) return null
  if (now < until) return before === null ? { kind: 'near', until, at: now } : null
  if (before === null || before.kind === 'near') return { kind: 'over', until, at: now }
  const quietMs = Date.parse(now) - Date.parse(before.at)
  return stillOpen(open).length > 0 && quietMs >= repeatMs
    ? { kind: 'still-open', until, at: now }
    : null
}

/** The words of a notice. */
export function noticeText(
  open: Pick<BreakGlassCase, 'ticket' | 'until' | 'reopened'>,
  { kind, at }: KeptNotice,
): { readonly title: string; readonly body: string } {
  const ticket = plainLine(open.ticket, 40)
  const accounts = stillOpen(open)
  const names = accounts.map(
    ({ accountName, accountId }) => `${plainLine(accountName, 40)} (${accountId})`,
  )
  const left =
    accounts.length === 0
      ? 'Close the case, or extend it with a reason.'
      : `Not verified closed: ${names.join(', ')}. Delete its root credentials in this case.`
  switch (kind) {
    case 'near':
      return { title: `${ticket} ends in ${timeBetween(at, open.until)}`, body: left }
    case 'over':
      return { title: `The time box of ${ticket} is over`, body: left }
    case 'still-open':
      return {
        title: `Over since ${utc(open.until)}: ${ticket} has left an account open`,
        body: left,
      }
  }
}
