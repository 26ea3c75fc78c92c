import type { BreakGlassCase } from '../../../shared/domain/cases.ts'
import type { Outcome } from '../../../shared/ipc/result.ts'
import { required, type Trial } from '../../testing/trial.ts'

/** Opens a break-glass case. */
export function openedCase(trial: Trial, minutes = 60): BreakGlassCase {
  return required(
    trial.workstation.acts.cases.open({
      scenario: 'exercise',
      reason: 'to see whether it works',
      ticket: 'SEC-1',
      minutes,
    }),
  )
}

/** A case as it stands. */
export function caseNow(trial: Trial, { id }: BreakGlassCase): BreakGlassCase {
  return required(trial.workstation.acts.cases.get({ caseId: id })).case
}

/** Closes a case, if it can be. */
export function closing(trial: Trial, { id }: BreakGlassCase): Outcome<BreakGlassCase> {
  return trial.workstation.acts.cases.close({ caseId: id, outcome: 'it was tried, and it worked' })
}
