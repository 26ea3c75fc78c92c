import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatPolicy } from './policy-format.ts'
import { generatedPolicy, layout, textOf } from './testing/generated-policies.ts'

test('formatting changes white space between values alone', () => {
  fc.assert(
    fc.property(generatedPolicy, layout, (policy, form) => {
      const text = textOf(policy, form).replace('\uFEFF', '')
      const formatted = formatPolicy(text)
      expect(JSON.stringify(JSON.parse(formatted))).toBe(JSON.stringify(JSON.parse(text)))
      expect(formatted.replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
      expect(formatPolicy(formatted)).toBe(formatted)
    }),
    { numRuns: 50 },
  )
})

test('a policy on one line gets its lines', () => {
  expect(formatPolicy('{"Statement":[{"Effect":"Deny"}],"Id":"é\\u00e9"}')).toBe(
    '{\n  "Statement": [\n    {\n      "Effect": "Deny"\n    }\n  ],\n  "Id": "é\\u00e9"\n}',
  )
})

test('what is not JSON comes back as it is', () => {
  for (const text of ['', '{', '{"a":1,}', '// no']) expect(formatPolicy(text)).toBe(text)
})
