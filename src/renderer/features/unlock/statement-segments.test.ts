import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePolicy } from '../../../shared/policy/policy-document.ts'
import { asHeld, laidOut } from './readable-policy.ts'
import { statementSegments } from './statement-segments.ts'

const statement = (sid: string) => ({
  Sid: sid,
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: '*',
})
const policies = fc
  .tuple(
    fc.array(fc.stringMatching(/^[a-z{}", \n]{0,8}$/), { minLength: 1, maxLength: 4 }),
    fc.constantFrom('', ' ', '\t', '    '),
  )
  .map(([sids, indent]) =>
    JSON.stringify(
      { Version: '2012-10-17', Statement: sids.map(statement), Id: 'x' },
      null,
      indent,
    ),
  )

describe('a policy cut into its statements', () => {
  it('is the policy again when it is joined, however it is laid out', () => {
    fc.assert(
      fc.property(policies, fc.boolean(), (text, readable) => {
        const parsed = parsePolicy(text)
        if (!parsed.ok) throw new Error('the text is a policy')
        const shown = readable ? laidOut(text) : asHeld(text)
        const spans = parsed.statements.map(({ span }) => shown.spanOf(span))
        const { head, statements, tail } = statementSegments(shown.text, spans)
        expect(head + statements.join('') + tail).toBe(shown.text)
        expect(statements).toHaveLength(parsed.statements.length)
        for (const [index, segment] of statements.entries()) {
          const value: unknown = JSON.parse(segment.trim().replace(/,$/, ''))
          expect(value).toMatchObject({ Sid: parsed.statements[index]?.sid })
        }
      }),
    )
  })
  it('a text without statements is all head', () => {
    expect(statementSegments('{"Version": ', [])).toEqual({
      head: '{"Version": ',
      statements: [],
      tail: '',
    })
  })
})
