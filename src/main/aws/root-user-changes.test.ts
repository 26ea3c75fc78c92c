import { afterEach, expect, test } from 'vitest'
import { AccountId } from '../../shared/domain/accounts.ts'
import { isInDoubt } from './in-doubt.ts'
import {
  accessFor,
  sessionXml,
  startAnsweringServer,
  xml,
  type Answer,
} from './testing/answering-server.ts'
import { failureIn, valueOf } from './testing/practice.ts'

const account = AccountId.parse('111122223333')
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function iamAnswering(answer: Answer) {
  const server = await startAnsweringServer((request, response) =>
    request.operation === 'AssumeRoot'
      ? xml(response, 'AssumeRoot', sessionXml(account))
      : answer(request, response),
  )
  const { access } = accessFor(server.endpoint, {
    timeouts: { connectMs: 1000, requestMs: 400 },
  })
  closers.push(
    () => access.close(),
    () => server.close(),
  )
  const session = valueOf(await access.openRootSession(account, 'IAMDeleteRootUserCredentials'))
  return { session, asked: () => server.received.slice(1) }
}

test('no change names a user or a password: the session is the root user', async () => {
  const { session, asked } = await iamAnswering(({ operation }, response) =>
    xml(
      response,
      operation,
      operation === 'CreateLoginProfile'
        ? '<LoginProfile><CreateDate>2026-09-12T01:41:52Z</CreateDate><PasswordResetRequired>false</PasswordResetRequired></LoginProfile>'
        : '',
    ),
  )
  expect(session.assumeRootRequestId).toBe('req-1')
  expect(valueOf(await session.deleteAccessKey('AKIAROOT'))).toEqual({ requestId: 'req-1' })
  valueOf(await session.deleteSigningCertificate('CERT'))
  valueOf(await session.deactivateMfaDevice('arn:aws:iam::111122223333:mfa/x'))
  valueOf(await session.deleteLoginProfile())
  expect(valueOf(await session.createLoginProfile())).toEqual({
    requestId: 'req-1',
    createdAt: '2026-09-12T01:41:52.000Z',
  })
  const version = { Version: '2010-05-08' }
  expect(asked().map(({ parameters }) => Object.fromEntries(parameters))).toEqual([
    { Action: 'DeleteAccessKey', ...version, AccessKeyId: 'AKIAROOT' },
    { Action: 'DeleteSigningCertificate', ...version, CertificateId: 'CERT' },
    {
      Action: 'DeactivateMFADevice',
      ...version,
      SerialNumber: 'arn:aws:iam::111122223333:mfa/x',
    },
    { Action: 'DeleteLoginProfile', ...version },
    { Action: 'CreateLoginProfile', ...version },
  ])
})

test.each<[string, Answer]>([
  ['a 200 that is not from AWS', (_request, response) => response.writeHead(200).end()],
  [
    'a page of a proxy',
    (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html', 'x-amzn-requestid': 'x' })
        .end('<html>'),
  ],
  [
    'an answer that never comes',
    () => {
      // Nothing is answered.
    },
  ],
])('%s is not taken for done', async (_name, answer) => {
  const { session, asked } = await iamAnswering(answer)
  const failure = failureIn(await session.deleteLoginProfile())
  expect(isInDoubt(failure)).toBe(true)
  expect(asked()).toHaveLength(1)
})

test('a new login profile without its profile is not taken for done', async () => {
  const { session } = await iamAnswering((_request, response) =>
    xml(response, 'CreateLoginProfile', ''),
  )
  expect(isInDoubt(failureIn(await session.createLoginProfile()))).toBe(true)
})
