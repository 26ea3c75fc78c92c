import { useQuery } from '@tanstack/react-query'
import type { Failure } from '../../../../shared/domain/failure.ts'
import type { PlanHead } from '../../../../shared/domain/plans.ts'
import type { Procedure } from '../../../../shared/domain/procedures.ts'
import { failureFrom } from '../../../state/client.ts'
import { reads } from '../../../state/reads.ts'

/** The plan of a procedure without its accounts. `plan` is null before there is one, and while it is read. */
export function usePlan({ id, digest }: Pick<Procedure, 'id' | 'digest'>): {
  readonly plan: PlanHead | null
  readonly digest: string | null
  readonly failure: Failure | null
  readonly retry: () => void
} {
  const { data, error, refetch } = useQuery({
    ...reads.plan(id, digest ?? ''),
    enabled: digest !== null,
  })
  return {
    plan: digest === null ? null : (data ?? null),
    digest,
    failure: error ? failureFrom(error) : null,
    retry: () => void refetch(),
  }
}
