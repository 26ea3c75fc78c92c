import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Failure } from '../../../shared/domain/failure.ts'
import { effectiveRule } from '../../../shared/domain/procedure-rules.ts'
import type { ProcedureRule } from '../../../shared/domain/procedures.ts'
import type { ReadPolicy } from '../../../shared/domain/resources.ts'
import { failureFrom, rootkeep } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { useCommand } from '../../state/use-command.ts'
import { showProcedure } from '../../state/view-store.ts'
import { whyFaults, whyOf } from '../procedures/begin/why.ts'
import type { PolicySubject } from './unlock-place.ts'
import { unlockRequest } from './unlock-request.ts'
import type { PolicyChangeState } from './use-policy-change.ts'

/** What stands between a chosen change and its plan. */
export type UnlockPlan = {
  /** What the change needs here; null until the settings were read. */
  readonly rule: ProcedureRule | null
  /** Why the settings could not be read. */
  readonly ruleFailure: Failure | null
  /** What is wrong with reason and ticket; null before it was tried. */
  readonly faults: { readonly reason: string | null; readonly ticket: string | null }
  /** Why there cannot be a plan yet; null where nothing is in the way. */
  readonly missing: string | null
  /** The same of reason, ticket and case, once it was tried. */
  readonly whyMissing: string | null
  readonly tried: boolean
  readonly pending: boolean
  readonly failure: Failure | null
  /** Begins the procedure, where nothing is missing. Returns whether it does. */
  readonly make: () => boolean
}

/** The way from what was chosen for a policy to the plan of a procedure. */
export function useUnlockPlan(
  { service, accountId, resource }: PolicySubject,
  read: ReadPolicy,
  { reading, draft, planned }: PolicyChangeState,
): UnlockPlan {
  const { data: settings, error } = useQuery(reads.settings())
  const begin = useCommand(rootkeep.procedures.begin)
  const [tried, setTried] = useState(false)
  const request = unlockRequest(service, accountId, resource.id, read)
  const rule = settings ? effectiveRule(request.kind, settings) : null
  const faults = rule && settings ? whyFaults(draft.why, rule, settings.ticketPattern) : null
  const whyMissing = faults && (faults.case ?? faults.reason ?? faults.ticket)
  return {
    rule,
    ruleFailure: error ? failureFrom(error) : null,
    faults: tried && faults ? faults : { reason: null, ticket: null },
    missing: reading.ready ? (rule ? null : 'The rules are being read.') : reading.missing,
    whyMissing: tried ? whyMissing : null,
    tried,
    pending: begin.pending,
    failure: begin.failure,
    make() {
      setTried(true)
      if (!reading.ready || rule === null || whyMissing !== null) return false
      begin.send({ ...request, change: reading.change, ...whyOf(draft.why) }, ({ id }) => {
        planned()
        showProcedure(id)
      })
      return true
    },
  }
}
