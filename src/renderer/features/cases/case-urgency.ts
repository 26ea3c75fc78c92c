import { nearingAt, stillOpen, type BreakGlassCase } from '../../../shared/domain/cases.ts'

/**
 * How loud a case is.
 *
 * - `calm`: in time;
 * - `near`: its time box is almost over;
 * - `over`: the time box has ended and the case is open, with no account left open;
 * - `left-open`: the time box has ended and an account that it reopened is still open;
 * - `closed`: nothing is to be done.
 */
export type CaseUrgency = 'left-open' | 'over' | 'near' | 'calm' | 'closed'

type Judged = Pick<BreakGlassCase, 'state' | 'openedAt' | 'until' | 'reopened'>

const inOrder: readonly CaseUrgency[] = ['left-open', 'over', 'near', 'calm', 'closed']

/** How loud a case is at a time in milliseconds. */
export function urgencyOf(subject: Judged, now: number): CaseUrgency {
  if (subject.state === 'closed') return 'closed'
  if (now >= Date.parse(subject.until)) return stillOpen(subject).length > 0 ? 'left-open' : 'over'
  return now >= Date.parse(nearingAt(subject)) ? 'near' : 'calm'
}

/** The cases in the order in which they need somebody: the loudest first, then what ends first; closed ones newest first. */
export function byUrgency<Case extends Judged>(cases: readonly Case[], now: number): Case[] {
  return cases.toSorted((a, b) => {
    const difference = inOrder.indexOf(urgencyOf(a, now)) - inOrder.indexOf(urgencyOf(b, now))
    if (difference !== 0) return difference
    return a.state === 'closed'
      ? b.openedAt.localeCompare(a.openedAt)
      : a.until.localeCompare(b.until)
  })
}
