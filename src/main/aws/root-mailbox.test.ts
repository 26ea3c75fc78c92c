import { afterEach, describe, expect, test } from 'vitest'
import { AccountId } from '../../shared/domain/accounts.ts'
import { isInDoubt } from './in-doubt.ts'
import { accessFor, json, startAnsweringServer, type Answer } from './testing/answering-server.ts'
import { failureIn, valueOf } from './testing/practice.ts'

const account = AccountId.parse('111122223333')
const address = 'root@example.org'
const code = 'aB3xY9'
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function mailboxAnswering(answer: Answer) {
  const server = await startAnsweringServer(answer)
  const logged: unknown[] = []
  const { access, ledger } = accessFor(server.endpoint, {
    log: {
      problem: (_part, sentence, error) => {
        logged.push(sentence, String(error))
        return 'log-1'
      },
    },
  })
  closers.push(
    () => access.close(),
    () => server.close(),
  )
  return { mailbox: access.rootMailbox, ledger, logged, received: server.received }
}

test('each call names the account, signed by the operator', async () => {
  const { mailbox, received } = await mailboxAnswering(({ operation }, response) =>
    json(
      response,
      operation.endsWith('getPrimaryEmail')
        ? { PrimaryEmail: 'old@example.org' }
        : { Status: 'PENDING' },
    ),
  )
  expect(valueOf(await mailbox.primaryEmail(account))).toBe('old@example.org')
  expect(valueOf(await mailbox.startUpdate(account, address))).toEqual({
    status: 'PENDING',
    requestId: 'req-3',
  })
  valueOf(await mailbox.acceptUpdate(account, address, code))
  expect(received.map(({ operation, body }): unknown[] => [operation, JSON.parse(body)])).toEqual([
    ['POST /getPrimaryEmail', { AccountId: account }],
    ['POST /startPrimaryEmailUpdate', { AccountId: account, PrimaryEmail: address }],
    ['POST /acceptPrimaryEmailUpdate', { AccountId: account, PrimaryEmail: address, Otp: code }],
  ])
  for (const { headers } of received) {
    expect(headers.authorization).toMatch(/AKIAOPERATOR.*\/account\/aws4_request/)
  }
})

describe('SECURITY: the one-time code', () => {
  const quoting =
    (status: number, type: string): Answer =>
    (_request, response) =>
      response
        .writeHead(status, {
          'content-type': 'application/json',
          'x-amzn-requestid': 'req-9',
          'x-amzn-errortype': type,
        })
        .end(JSON.stringify({ message: `Value '${code}' at 'otp' is ${code}`, otp: code }))

  test.each<[string, Answer]>([
    ['a refusal', quoting(400, 'ValidationException')],
    ['a conflict', quoting(409, 'ConflictException')],
    ['a denial', quoting(403, 'AccessDeniedException')],
    ['a fault', quoting(500, 'InternalServerException')],
    ['an unknown error', quoting(418, 'TeapotException')],
    ['an odd answer', (_request, response) => json(response, { Status: code })],
    ['no JSON', (_request, response) => response.writeHead(200).end(`{"${code}`)],
    ['a page', (_request, response) => response.writeHead(200).end(`<html>${code}</html>`)],
    ['a reset', (_request, response) => response.socket?.resetAndDestroy()],
  ])('is in no failure, ledger or log, whatever answers: %s', async (_name, answer) => {
    const { mailbox, ledger, logged, received } = await mailboxAnswering(answer)
    const failure = failureIn(await mailbox.acceptUpdate(account, address, code))
    expect(JSON.stringify([failure, ledger, logged])).not.toContain(code)
    expect(received).toHaveLength(1)
  })

  test('that cannot be one is not sent', async () => {
    const { mailbox, received } = await mailboxAnswering(() => {})
    for (const odd of ['', '12345', '1234567', '12 456', 'äöü123']) {
      const failure = failureIn(await mailbox.acceptUpdate(account, address, odd))
      expect(failure.code).toBe('wrong-code')
      expect(isInDoubt(failure)).toBe(false)
    }
    expect(received).toHaveLength(0)
  })
})

test('a status that nobody knows is no success', async () => {
  const { mailbox } = await mailboxAnswering((_request, response) =>
    json(response, { Status: 'SOMEHOW' }),
  )
  const failure = failureIn(await mailbox.startUpdate(account, address))
  expect(failure.code).toBe('malformed-answer')
  expect(isInDoubt(failure)).toBe(true)
})
