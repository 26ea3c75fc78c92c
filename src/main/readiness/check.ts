import type { Failure } from '../../shared/domain/failure.ts'
import type {
  ReadinessCheckId,
  ReadinessGroup,
  ReadinessResult,
} from '../../shared/domain/readiness.ts'
import type { CheckContext } from './check-context.ts'

/** How a check came out: what it saw, what that means, and what to do. */
export type Finding = Pick<
  ReadinessResult,
  'state' | 'evidence' | 'consequence' | 'remedy' | 'handout'
>

/** One thing that is looked at. It changes nothing, and may be looked at alone. */
export type Check = {
  readonly id: ReadinessCheckId
  readonly group: ReadinessGroup
  readonly title: string
  /** What it looks at, and what it calls. */
  readonly about: string
  /** Where one of these was run with it and did not come out well, this one is `unknown` and calls nobody. */
  readonly needs: readonly ReadinessCheckId[]
  /** May reject: that is `unknown`, too. */
  run(context: CheckContext): Finding | Promise<Finding>
}

/** All is well. */
export function well(evidence: string): Finding {
  return { state: 'ok', evidence, consequence: null, remedy: null, handout: null }
}

/** It has no meaning here; `evidence` says why. */
export function skipped(evidence: string): Finding {
  return { ...well(evidence), state: 'skipped' }
}

/** It works, and is not as it should be. */
export function warning(evidence: string, consequence: string, remedy: string): Finding {
  return { state: 'warning', evidence, consequence, remedy, handout: null }
}

/** Something will not work. */
export function failed(evidence: string, consequence: string, remedy: string): Finding {
  return { state: 'failed', evidence, consequence, remedy, handout: null }
}

/** It could not be found out, and nothing is assumed. */
export function unknown(evidence: string, remedy: string, consequence = notKnown): Finding {
  return { state: 'unknown', evidence, consequence, remedy, handout: null }
}

/** It could not be found out because of a failure. */
export function unknownBecause(failure: Failure, consequence = notKnown): Finding {
  return unknown(evidenceOf(failure), failure.remedy, consequence)
}

/** A failure that answers the question of the check. */
export function failedBecause(failure: Failure, consequence: string): Finding {
  return failed(evidenceOf(failure), consequence, failure.remedy)
}

const notKnown = 'Whether it will work is not known.'

/** The failure's sentence, with what finds the call in CloudTrail. */
function evidenceOf({ message, requestId }: Failure): string {
  return requestId === undefined ? message : `${message} Request ${requestId}.`
}
