import {
  isOver,
  procedureSteps,
  type Procedure,
  type ProcedureStep,
} from '../../../../shared/domain/procedures.ts'

/** Where a step stands in a procedure. `not-needed`: the rule asks for none. */
export type StepPlace = 'done' | 'current' | 'ahead' | 'not-needed'

type Stage = Pick<Procedure, 'step' | 'state' | 'rule' | 'approvedBy'>

/** Each step with its place. Of a procedure that was completed every step is done; of a cancelled one those before its last. */
export function stepPlaces({ step, state, rule, approvedBy }: Stage): {
  readonly step: ProcedureStep
  readonly place: StepPlace
}[] {
  const at = procedureSteps.indexOf(step)
  return procedureSteps.map((each, index) => {
    if (each === 'approval' && !rule.needsApproval && approvedBy === null && index !== at) {
      return { step: each, place: 'not-needed' }
    }
    if (state === 'completed' || index < at) return { step: each, place: 'done' }
    return { step: each, place: index === at ? 'current' : 'ahead' }
  })
}

/** What the operator can have done now, besides what the step itself asks for. */
export type Steering = 'pause' | 'resume' | 'replan' | 'cancel' | 'verify'

/**
 * What can be asked of a procedure as it stands. Main refuses what does not fit; this only keeps a button away that would be refused for sure.
 *
 * What has not been confirmed is planned anew, not resumed: it was only looked at. What runs and stopped may go on with the rest, or be planned anew for it.
 */
export function steeringOf({
  step,
  state,
  confirmedAt,
}: Pick<Procedure, 'step' | 'state' | 'confirmedAt'>): Set<Steering> {
  const confirmed = confirmedAt !== null
  if (isOver(state)) return new Set(confirmed ? ['verify'] : [])
  const rests = state === 'paused' || state === 'interrupted' || state === 'stopped'
  const steering = new Set<Steering>(['cancel'])
  if (step === 'execute' && state === 'working') steering.add('pause')
  if (confirmed && rests) steering.add('resume')
  // A plan may have ended while it rested; then only another one helps.
  if (confirmed ? rests : state !== 'working') steering.add('replan')
  return steering
}

/**
 * The step to show when a procedure moves on under the operator's eyes; null for the one it is at. A plan that has just been made is read before it is
 * approved or confirmed.
 */
export function landingOn(from: ProcedureStep, to: ProcedureStep): ProcedureStep | null {
  const planned = from === 'preflight' || from === 'plan'
  return planned && (to === 'approval' || to === 'confirm') ? 'plan' : null
}

/** The wave that an account belongs to when so many are settled; the last size repeats. Counted from 1. */
export function waveNow(
  waves: readonly number[],
  settled: number,
  total: number,
): { readonly number: number; readonly count: number } {
  let number = 0
  let count = 0
  for (let from = 0; from < total; count += 1) {
    const size = Math.max(1, waves[Math.min(count, waves.length - 1)] ?? total)
    if (from <= Math.min(settled, total - 1)) number = count + 1
    from += size
  }
  return { number, count }
}
