import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analysePolicy } from './policy-analysis.ts'
import { parsePolicy, type ParsedPolicy } from './policy-document.ts'
import { proposeRepairs } from './policy-repair.ts'
import { bucket, policyCases } from './testing/policy-cases.ts'

function parsed(policy: object, indent = 0): ParsedPolicy {
  const result = parsePolicy(JSON.stringify(policy, null, indent))
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result
}

describe('a policy is read for what it does', () => {
  test.each(policyCases.map((one) => [one.name, one] as const))(
    '%s',
    (_, { policy, context, lock, roles, recommended, says }) => {
      const document = parsed(policy)
      const analysis = analysePolicy(document, context)
      expect(analysis.statements.map(({ role }) => role)).toEqual(roles)
      expect(analysis.lock).toBe(lock)
      const repairs = proposeRepairs(document, analysis, context)
      expect(repairs.find((repair) => repair.recommended)?.kind ?? null).toBe(recommended)
      const sentences = [analysis.sentence, ...analysis.statements.map(({ sentence }) => sentence)]
      if (says !== undefined) expect(sentences.join('\n')).toContain(says)
    },
  )
})
void fc
void bucket
