import {
  isWell,
  type ReadinessCheckId,
  type ReadinessResult,
} from '../../shared/domain/readiness.ts'
import type { Clock } from '../clock.ts'
import { unknown, type Check, type Finding } from './check.ts'
import type { CheckContext } from './check-context.ts'

/** How long one check may take, milliseconds: longer than the repeats of a call take, so that the reason is seen. */
const patienceMs = 60_000

/**
 * Runs checks, side by side as far as they need nothing of each other. One that needs what did not come out well is `unknown` and is not run. Where the
 * signal ends the run, what was not finished settles with null: its last result stays.
 */
export async function runChecks({
  checks,
  context,
  clock,
  signal,
  problem,
  onSettled,
}: {
  readonly checks: readonly Check[]
  readonly context: CheckContext
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Logs what a check threw; returns the log ID. */
  readonly problem: (error: unknown) => string
  readonly onSettled: (id: ReadinessCheckId, result: ReadinessResult | null) => void
}): Promise<void> {
  const settled = new Map<ReadinessCheckId, Promise<ReadinessResult | null>>()

  async function perform(check: Check): Promise<ReadinessResult | null> {
    const before = await Promise.all(check.needs.flatMap((id) => settled.get(id) ?? []))
    if (signal.aborted) return null
    const at = clock.instant()
    const began = performance.now()
    const missing = before.find(
      (result) => result && !isWell(result.state) && result.state !== 'warning',
    )
    const finding = missing ? notRun(missing) : await inTime(check)
    if (finding === null) return null
    const { id, group, title } = check
    return { id, group, title, ...finding, at, durationMs: Math.round(performance.now() - began) }
  }

  /** Null where the run was ended meanwhile. */
  async function inTime(check: Check): Promise<Finding | null> {
    const ending = new AbortController()
    const given = new Promise<Finding | null>((resolve) => {
      const late = setTimeout(() => {
        resolve(
          unknown(
            `It took longer than ${patienceMs / 1000} seconds.`,
            'Look at Network first, then run this check again.',
          ),
        )
      }, patienceMs)
      const stop = () => resolve(null)
      signal.addEventListener('abort', stop, { once: true })
      ending.signal.addEventListener('abort', () => {
        clearTimeout(late)
        signal.removeEventListener('abort', stop)
      })
    })
    try {
      const found = await Promise.race([Promise.resolve().then(() => check.run(context)), given])
      return signal.aborted ? null : found
    } catch (error) {
      return unknown(
        `The check itself failed (log ID ${problem(error)}).`,
        'This is a fault of Rootkeep: report it with the log ID.',
      )
    } finally {
      ending.abort()
    }
  }

  for (const check of checks) {
    settled.set(
      check.id,
      perform(check).then((result) => {
        onSettled(check.id, result)
        return result
      }),
    )
  }
  await Promise.all(settled.values())
}

function notRun({ title, state }: ReadinessResult): Finding {
  const evidence = `Not looked at, as “${title}” ${state === 'failed' ? 'failed' : `is ${state}`}.`
  return {
    ...unknown(evidence, `Mend “${title}” first, then run this check again.`),
    consequence: null,
  }
}
