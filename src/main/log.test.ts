import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLog, redact } from './log.ts'

const secretKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const token = 'IQoJb3JpZ2luX2VjEAwaCXVzLWVhc3QtMSJHMEUCIQC'.repeat(4)

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = ''
  write(createLog({ write: (line: string) => (text += line) }))
  return text
}

test.each([
  ['in a message', `signing with ${secretKey} failed`],
  ['in JSON', JSON.stringify({ SecretAccessKey: secretKey, SessionToken: token })],
  ['in a header', `Authorization: Bearer ${token}`],
])('a secret %s does not reach the log', (_, message) => {
  const text = logged((log) => log.problem('aws', message, new Error(message)))
  expect(text).not.toContain(secretKey)
  expect(text).not.toContain(token)
  expect(text).toContain('[redacted]')
})

test('access key IDs, account IDs, ARNs and request IDs stay readable', () => {
  const kept =
    'ASIAIOSFODNN7EXAMPLE 111122223333 arn:aws:iam::111122223333:root 7a62c49f-347e-4fc4-9331-6e8e1b6f3b2a'
  expect(redact(kept)).toBe(kept)
})

test('any secret access key is taken out, wherever it stands', () => {
  const secret = fc.string({
    unit: fc.constantFrom(
      ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'),
    ),
    minLength: 40,
    maxLength: 40,
  })
  fc.assert(fc.property(secret, (key) => !redact(`"${key}"`).includes(key)))
})

test('a problem returns the ID under which it stands in the log', () => {
  let id = ''
  const text = logged((log) => {
    id = log.problem('audit', 'it broke', new Error('inner'))
  })
  expect(JSON.parse(text)).toMatchObject({ area: 'audit', logId: id, msg: 'it broke' })
})

test('SECURITY: of an error its kind, message, stack and code are written, and nothing else that it carries', () => {
  const answer = {
    error_description: 'bad C0de-of-a-browser',
    $response: { body: 'C0de-of-a-browser' },
  }
  const refused = Object.assign(new Error('UnknownError'), { code: 'E_GRANT', ...answer })
  for (const error of [
    refused,
    new Error('outer', { cause: refused }),
    new AggregateError([refused]),
    answer,
  ]) {
    const text = logged((log) => log.problem('sign-in', 'it broke', error))
    expect(text).not.toContain('C0de')
  }
  const text = logged((log) => log.problem('sign-in', 'it broke', refused))
  expect(JSON.parse(text)).toMatchObject({
    err: {
      type: 'Error',
      message: 'UnknownError',
      code: 'E_GRANT',
      stack: expect.any(String) as string,
    },
  })
})
