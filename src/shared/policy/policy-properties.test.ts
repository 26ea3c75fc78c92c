import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { endOf, memberOf, parseJsonTree } from './json-tree.ts'
import { analysePolicy, isLocked } from './policy-analysis.ts'
import { isOfPolicy } from './policy-context.ts'
import { parsePolicy, type ParsedPolicy } from './policy-document.ts'
import { judgePolicy } from './policy-judgement.ts'
import { proposeRepairs } from './policy-repair.ts'
import { bucket } from './testing/policy-cases.ts'
import { generatedPolicy, layout, textOf } from './testing/generated-policies.ts'

function parsed(text: string): ParsedPolicy {
  const policy = parsePolicy(text)
  if (!policy.ok) throw new Error(`${JSON.stringify(policy.problems)}\n${text}`)
  return policy
}

const compact = { indent: 0, eol: '\n', before: '', after: '', isSingle: false } as const

describe('of any policy', () => {
  test('each statement stands where its span says', () => {
    fc.assert(
      fc.property(generatedPolicy, layout, (policy, form) => {
        const text = textOf(policy, form)
        const { statements } = parsed(text)
        expect(statements).toHaveLength(policy.statements.length)
        for (const { index, span } of statements) {
          expect(JSON.parse(text.slice(span.offset, endOf(span)))).toEqual(
            JSON.parse(JSON.stringify(policy.statements[index])),
          )
        }
      }),
    )
  })

  test('the layout of the text changes nothing in what is said of it', () => {
    fc.assert(
      fc.property(generatedPolicy, layout, (policy, form) => {
        const plain = analysePolicy(parsed(textOf(policy, compact)), policy.context)
        expect(analysePolicy(parsed(textOf(policy, form)), policy.context)).toEqual(plain)
      }),
    )
  })

  test('the order of statements changes neither verdict nor roles', () => {
    fc.assert(
      fc.property(
        generatedPolicy.chain((policy) =>
          fc.tuple(
            fc.constant(policy),
            fc.shuffledSubarray([...policy.statements.keys()], {
              minLength: policy.statements.length,
            }),
          ),
        ),
        ([policy, order]) => {
          const shuffled = {
            ...policy,
            statements: order.map((index) => policy.statements[index] ?? {}),
          }
          const before = analysePolicy(parsed(textOf(policy, compact)), policy.context)
          const after = analysePolicy(parsed(textOf(shuffled, compact)), policy.context)
          expect([after.lock, after.lost]).toEqual([before.lock, before.lost])
          const waysOf = (one: typeof policy) =>
            judgePolicy(parsed(textOf(one, compact)), policy.context).map(({ way }) => way)
          expect(waysOf(shuffled)).toEqual(waysOf(policy))
          expect(after.statements.map(({ role }) => role)).toEqual(
            order.map((index) => before.statements[index]?.role),
          )
        },
      ),
    )
  })

  test('one Deny more never opens it', () => {
    const width = ['locked-for-everyone', 'locked-for-all-but-some', 'partly-locked', 'open']
    fc.assert(
      fc.property(generatedPolicy, (policy) => {
        const lockOf = (statements: readonly object[]) =>
          width.indexOf(
            analysePolicy(parsed(textOf({ ...policy, statements }, compact)), policy.context).lock,
          )
        expect(lockOf(policy.statements)).toBeLessThanOrEqual(
          policy.statements.length > 1 ? lockOf(policy.statements.slice(1)) : width.length,
        )
      }),
    )
  })
})

describe('every repair', () => {
  test('opens the policy: it is never locked afterwards', () => {
    fc.assert(
      fc.property(generatedPolicy, layout, (policy, form) => {
        const before = parsed(textOf(policy, form))
        const analysis = analysePolicy(before, policy.context)
        for (const { kind, policy: text, lockAfter } of proposeRepairs(
          before,
          analysis,
          policy.context,
        )) {
          if (text === null) continue
          const after = analysePolicy(parsed(text), policy.context)
          expect(after.lock).toBe(lockAfter)
          expect(isLocked(after)).toBe(false)
          if (kind === 'narrow') expect(after.lost).not.toContain('read-policy')
        }
      }),
      { numRuns: 300 },
    )
  })

  test('is offered for whatever is locked, and one is recommended exactly then', () => {
    fc.assert(
      fc.property(generatedPolicy, (policy) => {
        const before = parsed(textOf(policy, compact))
        const analysis = analysePolicy(before, policy.context)
        const repairs = proposeRepairs(before, analysis, policy.context)
        expect(repairs.filter(({ recommended }) => recommended)).toHaveLength(
          analysis.lost.some(isOfPolicy) ? 1 : 0,
        )
        expect(repairs.at(-1)?.kind).toBe('delete')
        expect(analysis.lockedBy.length > 0).toBe(analysis.lock !== 'open')
      }),
    )
  })

  test('keeps every byte outside of the statements that it changes', () => {
    fc.assert(
      fc.property(generatedPolicy, layout, (policy, form) => {
        const text = textOf(policy, form)
        const before = parsed(text)
        const analysis = analysePolicy(before, policy.context)
        for (const repair of proposeRepairs(before, analysis, policy.context)) {
          if (repair.policy === null) continue
          expect(around(repair.policy)).toEqual(around(text))
          const changes = new Map(
            repair.changedStatements.map(({ index, change }) => [index, change]),
          )
          const kept = pieces(text).filter((_, index) => changes.get(index) !== 'dropped')
          const after = pieces(repair.policy)
          expect(after).toHaveLength(kept.length)
          const untouched = [...before.statements.keys()].filter(
            (index) => changes.get(index) !== 'dropped',
          )
          for (const [at, index] of untouched.entries()) {
            if (!changes.has(index)) expect(after[at]).toBe(kept[at])
            else expect(after[at]).not.toBe(kept[at])
          }
          if (kept.length === before.statements.length) {
            expect(between(repair.policy)).toEqual(between(text))
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('narrows without a change to what the statement says of its principals and conditions', () => {
    fc.assert(
      fc.property(generatedPolicy, (policy) => {
        const before = parsed(textOf(policy, compact))
        const analysis = analysePolicy(before, policy.context)
        const [narrow] = proposeRepairs(before, analysis, policy.context)
        if (narrow?.kind !== 'narrow' || narrow.policy === null) return
        if (narrow.changedStatements.some(({ change }) => change === 'dropped')) return
        const after = parsed(narrow.policy)
        for (const [index, statement] of before.statements.entries()) {
          const { principals, notPrincipals, conditions, effect, sid } =
            after.statements[index] ?? statement
          const bare = (lines: typeof conditions) =>
            lines.map(({ operator, key, values }) => [operator, key, values])
          expect([principals, notPrincipals, bare(conditions), effect, sid]).toEqual([
            statement.principals,
            statement.notPrincipals,
            bare(statement.conditions),
            statement.effect,
            statement.sid,
          ])
        }
      }),
    )
  })
})

const jsonCharacters = '[]{}",:0.-1eE+/*\\untrfals \n\u00A0'.split('')

describe('reading', () => {
  test('any text at all is answered, never thrown at', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.lorem()), (text) => {
        const result = parsePolicy(text)
        if (result.ok) analysePolicy(result, bucket)
        else expect(result.problems.length).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })

  test('a policy that is broken anywhere is still answered, with a place in the text', () => {
    fc.assert(
      fc.property(
        generatedPolicy,
        layout,
        fc.nat(),
        fc.string({ maxLength: 3 }),
        (policy, form, at, put) => {
          const text = textOf(policy, form)
          const broken = text.slice(0, at % text.length) + put + text.slice((at % text.length) + 1)
          const result = parsePolicy(broken)
          if (result.ok) return
          for (const { offset, line, column } of result.problems) {
            expect(offset).toBeGreaterThanOrEqual(0)
            expect(offset).toBeLessThanOrEqual(broken.length)
            expect(line).toBeGreaterThan(0)
            expect(column).toBeGreaterThan(0)
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  test('agrees with the standard parser on what is JSON', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.json(), fc.string({ unit: fc.constantFrom(...jsonCharacters) })),
        (text) => {
          let isJson = true
          try {
            JSON.parse(text)
          } catch {
            isJson = false
          }
          expect(parseJsonTree(text).ok).toBe(isJson)
        },
      ),
      { numRuns: 1_000 },
    )
  })
})

function statementList(text: string) {
  const tree = parseJsonTree(text)
  const list = tree.ok ? memberOf(tree.root, 'Statement')?.value : undefined
  if (!list) throw new Error('a policy has statements')
  return list
}

/** The statements as they are written. */
function pieces(text: string): string[] {
  const list = statementList(text)
  const nodes = list.type === 'array' ? list.items : [list]
  return nodes.map(({ span }) => text.slice(span.offset, endOf(span)))
}

/** What stands before and after the statements. */
function around(text: string): string[] {
  const { span, type } = statementList(text)
  return [text.slice(0, span.offset), text.slice(endOf(span)), type]
}

/** What stands between the statements. */
function between(text: string): string[] {
  const list = statementList(text)
  const nodes = list.type === 'array' ? list.items : [list]
  const ends = [list.span.offset, ...nodes.map(({ span }) => endOf(span))]
  const starts = [...nodes.map(({ span }) => span.offset), endOf(list.span)]
  return starts.map((start, index) => (list.type === 'array' ? text.slice(ends[index], start) : ''))
}
