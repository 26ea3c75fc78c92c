import type { OutcomeCounts, Procedure, ProcedureState } from '../../../shared/domain/procedures.ts'
import { isOver } from '../../../shared/domain/procedures.ts'
import { countedOf, countOf } from '../../format/count.ts'
import { procedureStepLabel } from '../../format/labels.ts'

/** What a state means to the operator, one sentence. */
export const stateMeaning = {
  working: 'Rootkeep is at it.',
  waiting: 'Nothing goes on until you act.',
  paused: 'The accounts that had begun were finished; no further one begins until it is resumed.',
  interrupted:
    'The process or the session ended under it. What was done is known; what is not certain is read back before anything goes on.',
  stopped: 'It did not go on, so that nothing is done that was not shown.',
  completed: 'It is over. What was read back from AWS is in the report.',
  cancelled: 'It is over. What was not begun was left as it is.',
} as const satisfies Record<ProcedureState, string>

/** What a procedure is at, in a few words: `Confirm: waits for you`, `Execute: 12 of 214 accounts`. */
export function headlineOf({
  step,
  state,
  accounts,
}: Pick<Procedure, 'step' | 'state' | 'accounts'>): string {
  if (isOver(state)) return state === 'completed' ? countsWords(accounts, 'account') : 'Cancelled'
  const settled = accounts.total - accounts.open
  const progress = `${countOf(settled)} of ${countedOf(accounts.total, 'account')}`
  const name = procedureStepLabel[step]
  if (step === 'execute' && accounts.total > 0) return `${name}: ${progress}`
  return `${name}: ${waitWords[state]}`
}

/** The same for a screen reader: of a run each quarter, not each account. */
export function announcementOf(procedure: Pick<Procedure, 'step' | 'state' | 'accounts'>): string {
  const { step, state, accounts } = procedure
  if (step !== 'execute' || state !== 'working' || accounts.total === 0) {
    return headlineOf(procedure)
  }
  const quarters = Math.floor(((accounts.total - accounts.open) / accounts.total) * 4)
  return `${procedureStepLabel[step]}: ${quarters * 25} % done`
}

const waitWords = {
  working: 'at work',
  waiting: 'waits for you',
  paused: 'paused',
  interrupted: 'interrupted',
  stopped: 'stopped',
  completed: 'completed',
  cancelled: 'cancelled',
} as const satisfies Record<ProcedureState, string>

/**
 * How many came out how, the parts that are none left out: `3 accounts: 1 done, 1 failed, 1 in doubt`. Parts are named as they are and never added
 * up: done is not verified, and in doubt is neither.
 */
export function countsWords(counts: OutcomeCounts, noun: string): string {
  const parts = outcomeParts(counts).map(({ count, word }) => `${countOf(count)} ${word}`)
  const whole = countedOf(counts.total, noun)
  return parts.length === 0 ? whole : `${whole}: ${parts.join(', ')}`
}

export type OutcomePart = {
  readonly key: keyof OutcomeCounts
  readonly count: number
  readonly word: string
}

/** The parts of a count that are not none, from good to bad to open. */
export function outcomeParts(counts: OutcomeCounts): OutcomePart[] {
  return partWords
    .map(([key, word]) => ({ key, word, count: counts[key] }))
    .filter(({ count }) => count > 0)
}

const partWords = [
  ['done', 'done'],
  ['alreadySo', 'already so'],
  ['skipped', 'skipped'],
  ['failed', 'failed'],
  ['changed', 'changed meanwhile'],
  ['inDoubt', 'in doubt'],
  ['notRun', 'not run'],
  ['open', 'to come'],
] as const satisfies readonly (readonly [keyof OutcomeCounts, string])[]

/** How many of a procedure are not as wanted although they are over. */
export function attentionCount(counts: OutcomeCounts): number {
  return counts.skipped + counts.failed + counts.changed + counts.inDoubt + counts.notRun
}

/** What was read back from AWS, one sentence that never calls more as wanted than was seen. */
export function verifiedWords({ total, verified, open }: OutcomeCounts): string {
  if (verified === total && total > 0) {
    return total === 1
      ? 'AWS was read back and shows what the plan wants.'
      : `AWS was read back for all ${countOf(total)} accounts and shows what the plan wants.`
  }
  const rest = open > 0 ? ` ${countOf(open)} are still to come.` : ''
  return `AWS was read back as wanted for ${countOf(verified)} of ${countedOf(total, 'account')}.${rest}`
}
