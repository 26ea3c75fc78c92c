import type { FaultRule } from '../faults.ts'
import type { LimitTable } from '../throttles.ts'
import { ShapeError, flagIn, numberIn, objectOf, present, textIn } from './shape.ts'

const MEMBERS = [
  'service',
  'operation',
  'accountId',
  'probability',
  'latencyMs',
  'throttle',
  'status',
  'code',
  'message',
  'reset',
  'truncate',
  'garbage',
]

/** Reads the list of `PUT /_sim/faults` or of a faults file. Throws a ShapeError that names the rule. */
export function readFaultRules(value: unknown): readonly FaultRule[] {
  if (!Array.isArray(value)) throw new ShapeError('faults must be a list')
  return value.map((item: unknown, index) => {
    const rule = objectOf(item, `fault ${index + 1}`, MEMBERS)
    const probability = numberIn(rule, 'probability', 0, 1)
    if (probability === undefined) {
      throw new ShapeError(`fault ${index + 1} needs a "probability" from 0 to 1`)
    }
    return {
      probability,
      ...present<FaultRule>({
        service: textIn(rule, 'service'),
        operation: textIn(rule, 'operation'),
        accountId: textIn(rule, 'accountId'),
        probability,
        latencyMs: numberIn(rule, 'latencyMs', 0, 600_000),
        throttle: flagIn(rule, 'throttle'),
        status: numberIn(rule, 'status', 400, 599),
        code: textIn(rule, 'code'),
        message: textIn(rule, 'message'),
        reset: flagIn(rule, 'reset'),
        truncate: flagIn(rule, 'truncate'),
        garbage: flagIn(rule, 'garbage'),
      }),
    }
  })
}

/** Reads the table of `PUT /_sim/limits` or of a limits file. Throws a ShapeError that names the operation. */
export function readLimits(value: unknown): LimitTable {
  const table = objectOf(value, 'limits')
  return Object.fromEntries(
    Object.entries(table).map(([operation, item]) => {
      const limit = objectOf(item, `the limit of ${operation}`, ['rate', 'burst'])
      const rate = numberIn(limit, 'rate', 0, 1_000_000)
      const burst = numberIn(limit, 'burst', 0, 1_000_000)
      if (rate === undefined || burst === undefined) {
        throw new ShapeError(`the limit of ${operation} needs "rate" and "burst"`)
      }
      return [operation, { rate, burst }]
    }),
  )
}
