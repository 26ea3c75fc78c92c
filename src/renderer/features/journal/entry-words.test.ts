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
it('an answer says how the call came out, with the code where it failed', () => {
  const detail = { call: 'iam:DeleteAccessKey', requestId: 'r', code: null }
  expect(summaryOf({ kind: 'call-result', detail: { ...detail, state: 'done' } })).toBe(
    'iam:DeleteAccessKey: done',
  )
  const failed = { ...detail, state: 'failed', awsCode: 'AccessDenied' }
  expect(summaryOf({ kind: 'call-result', detail: failed })).toBe(
    'iam:DeleteAccessKey: failed, AccessDenied',
  )
  expect(toneOf({ kind: 'call-result', detail: failed })).toBe('danger')
})
it('what is in doubt is not told like what is done', () => {
  const detail = { call: 'iam:DeleteLoginProfile', state: 'in-doubt' }
  expect(summaryOf({ kind: 'call-result', detail })).toBe('iam:DeleteLoginProfile: in doubt')
  expect(toneOf({ kind: 'call-result', detail })).toBe('warning')
})
it('another entry is told by its sentence, or by its members where it has none', () => {
  expect(summaryOf({ kind: 'case-note', detail: { text: 'Mailbox owner reached' } })).toBe(
    'Mailbox owner reached',
  )
  expect(summaryOf({ kind: 'verification', detail: { noCredentialLeft: true, items: [1] } })).toBe(
    'No credential left Yes',
  )
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
