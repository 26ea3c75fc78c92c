import fc from 'fast-check'
import { expect, it } from 'vitest'
import { journalKinds, type JournalValue } from '../../../shared/domain/journal.ts'
import { detailFacts, memberName, summaryOf, toneOf } from './entry-words.ts'

it('an intent names the call with its arguments', () => {
  expect(
    summaryOf({
      kind: 'call-intent',
      detail: {
        itemId: 'i',
        call: 'iam:DeleteAccessKey',
        arguments: { AccessKeyId: 'AKIAEXAMPLE00000001' },
        accessKeyId: null,
      },
    }),
  ).toBe('iam:DeleteAccessKey  AccessKeyId AKIAEXAMPLE00000001')
})
it('an answer says how the call came out, and is as loud as that', () => {
  const told = (state: string) => ({
    kind: 'call-result' as const,
    detail: { call: 'iam:DeleteAccessKey', state, awsCode: 'AccessDenied' },
  })
  expect(summaryOf(told('failed'))).toContain('AccessDenied')
  expect(toneOf(told('failed'))).toBe('danger')
  expect(summaryOf(told('in-doubt'))).not.toContain('was done')
  expect(toneOf(told('in-doubt'))).toBe('warning')
  expect(toneOf(told('done'))).toBe('plain')
})
it('names of members read as words', () => {
  expect(memberName('accessKeyId')).toBe('Access key ID')
  expect(memberName('awsCode')).toBe('AWS code')
  expect(memberName('seenSha256')).toBe('Seen SHA-256')
  expect(memberName('AccessKeyId')).toBe('AccessKeyId')
  expect(memberName('delete-root-credentials')).toBe('delete-root-credentials')
})
it('the detail is taken apart into facts, none left out', () => {
  expect(
    detailFacts({
      call: 'iam:DeleteAccessKey',
      arguments: { AccessKeyId: 'AKIAEXAMPLE00000001' },
      waves: [1, 10],
      expiresAt: '2026-11-22T12:00:00.000Z',
      requestId: null,
    }),
  ).toEqual([
    { name: 'Call', value: 'iam:DeleteAccessKey', copy: false },
    { name: 'Arguments, AccessKeyId', value: 'AKIAEXAMPLE00000001', copy: true },
    { name: 'Waves', value: '1, 10', copy: false },
    { name: 'Expires at', value: '2026-11-22 12:00:00 UTC', copy: false },
    { name: 'Request ID', value: 'None', copy: false },
  ])
})

const anyValue = fc
  .jsonValue({ maxDepth: 3 })
  .filter((value) => !JSON.stringify(value).includes('.')) as fc.Arbitrary<JournalValue>
const anyDetail = fc.dictionary(fc.string({ maxLength: 8 }), anyValue, { maxKeys: 5 })
it('no detail of any writer breaks a line or a fact', () => {
  fc.assert(
    fc.property(fc.constantFrom(...journalKinds), anyDetail, (kind, detail) => {
      expect(typeof summaryOf({ kind, detail })).toBe('string')
      for (const fact of detailFacts(detail)) expect(typeof fact.value).toBe('string')
    }),
  )
})
