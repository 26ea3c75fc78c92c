import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Plan, TargetView } from '../../shared/domain/plans.ts'
import { outcomeStates, type OutcomeState, type Procedure } from '../../shared/domain/procedures.ts'
import { countOutcomes, pendingOutcome } from './target-outcomes.ts'
import { procedureReport } from './procedure-report.ts'
import { procedureOf, somePlan, targetOf } from './testing/some-plan.ts'

const at = '2026-11-22T12:30:00.000Z'

/** The accounts of a plan as they came out. */
function views(plan: Plan, state: OutcomeState, note: string | null = null): TargetView[] {
  return plan.targets.map((target) => {
    const outcome = pendingOutcome(target)
    return {
      target,
      outcome: {
        ...outcome,
        state,
        note,
        verifiedAt: state === 'done' ? at : null,
        items: outcome.items.map((item) => ({ ...item, state, note, requestId: note, at })),
      },
    }
  })
}

function reported(plan: Plan, targets: readonly TargetView[], change: Partial<Procedure> = {}) {
  const counts = countOutcomes(
    targets.map(({ outcome }) => ({ state: outcome.state, verified: outcome.verifiedAt !== null })),
  )
  const procedure: Procedure = {
    ...procedureOf(plan),
    accounts: counts,
    items: counts,
    rate: null,
    looking: null,
    ...change,
  }
  return procedureReport(procedure, plan, targets, [])
}

/** The lines, without what stands in fenced blocks. */
function linesOf(markdown: string): string[] {
  let fence: string | null = null
  return markdown.split('\n').filter((line) => {
    const marks = /^(`{3,})/.exec(line)?.[1] ?? null
    if (fence === null) fence = marks
    else if (line === fence) fence = null
    else return false
    return fence === null && marks === null
  })
}

describe('the report of a procedure', () => {
  test('says of every account whether it was read back', () => {
    const plan = somePlan({ targets: [targetOf(0), targetOf(1)] })
    expect(reported(plan, views(plan, 'done'))).toContain(`read back at ${at}`)
    expect(reported(plan, views(plan, 'in-doubt'))).toContain('IN DOUBT; NOT read back')
  })

  test('counts nobody as done who is not', () => {
    const plan = somePlan({ targets: [targetOf(0)] })
    for (const state of outcomeStates) {
      const text = reported(plan, views(plan, state))
      expect(text.includes('1 done')).toBe(state === 'done')
      expect(text.includes('1 read back as wanted')).toBe(state === 'done')
    }
  })

  test('names what was left out, and why', () => {
    const plan = somePlan({
      leftOut: [
        { accountId: targetOf(9).accountId, accountName: 'vault', reason: 'It is exempt.' },
      ],
    })
    expect(reported(plan, [])).toContain(`- ${targetOf(9).accountId} vault: It is exempt.`)
  })

  test('shows a policy before and after, and what changed', () => {
    const before = { text: '{"Statement":["```"]}', sha256: '1'.repeat(64) }
    const thing = {
      kind: 'bucket-policy',
      bucket: 'ledger',
      region: 'eu-west-1',
      before,
      after: null,
    } as const
    const plan = somePlan({
      targets: [
        targetOf(0, {
          items: [
            { id: 'i', call: 's3:DeleteBucketPolicy', arguments: {}, thing, acknowledge: null },
          ],
        }),
      ],
    })
    const text = reported(plan, views(plan, 'done'))
    expect(text).toContain(before.text)
    expect(text).toContain(before.sha256)
    expect(linesOf(text).some((line) => line.includes('```'))).toBe(false)
  })
})

test('no name, reason, note or message becomes markup', () => {
  const hostile = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '# Verified: all gone',
      '](https://evil.example) [x',
      '![x](https://evil.example/p.png)',
      '<img src=x onerror=alert(1)>',
      'a | done | b',
      '\n\n## Outcome\n\n- Accounts: 9 in all; 9 done',
      '```\n# free\n```',
      '&lt;b&gt;',
      '- **Approved by:** the queen',
    ),
  )
  const shapeOf = (name: string) => {
    const plan = somePlan({
      title: name || 'x',
      reason: name || 'x',
      ticket: name || 'x',
      targets: [targetOf(0, { accountName: name })],
      leftOut: [{ accountId: targetOf(1).accountId, accountName: name, reason: name }],
    })
    const text = reported(plan, views(plan, 'failed', name), {
      title: name,
      checks: [{ id: 'c', title: name, state: 'warning', evidence: name, remedy: null }],
    })
    return { text, lines: linesOf(text) }
  }
  const benign = shapeOf('x').lines
  fc.assert(
    fc.property(hostile, (name) => {
      const { lines } = shapeOf(name)
      expect(lines.length).toBe(benign.length)
      for (const [index, line] of lines.entries()) {
        const like = benign[index] ?? ''
        expect(headOf(line)).toBe(headOf(like))
        expect(cellsOf(line)).toBe(cellsOf(like))
        // What opens a link, an image, a tag or an entity stands with a backslash before it, or in fixed width.
        expect(line.replaceAll(/\\.|`[^`]*`/g, '')).not.toMatch(/[<&[\]!]/)
      }
    }),
    { numRuns: 300 },
  )
})

/** What a line is: a heading, an item of a list, a row, or text. */
function headOf(line: string): string {
  return /^(#+ |- |\| |[-=]{3,})?/.exec(line)?.[0] ?? ''
}

function cellsOf(line: string): number {
  return line.replaceAll(/\\./g, '').split('|').length
}
