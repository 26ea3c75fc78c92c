import type { Overview } from '../../../shared/domain/overview.ts'

/**
 * How many accounts hold root credentials: the non-compliant and the exempt. Certain only where every
 * account that can be observed was, inside the freshness window, and where there was one to observe.
 */
export function answerOf({ postures, completeness }: Pick<Overview, 'postures' | 'completeness'>): {
  readonly count: number
  readonly certain: boolean
} {
  const { observed, unknown, stale } = completeness
  return {
    count: postures['non-compliant'] + postures.exempt,
    certain: observed > 0 && unknown === 0 && stale === 0,
  }
}
