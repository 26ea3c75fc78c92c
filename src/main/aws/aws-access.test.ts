import { inspect } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { AccountId } from '../../shared/domain/accounts.ts'
import { publicEndpoints } from '../../shared/domain/connections.ts'
import type { FailureCode } from '../../shared/domain/failure.ts'
import { allAt } from '../egress/testing/door-to.ts'
import type { AwsAccess, RootSession } from './aws-access.ts'
import {
  accessFor,
  json,
  operatorKeys,
  sessionXml,
  startAnsweringServer,
  summaryXml,
  xml,
  xmlError,
  type Answer,
} from './testing/answering-server.ts'

const account = AccountId.parse('111122223333')
const other = AccountId.parse('444455556666')
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function against(answer: Answer, more: Parameters<typeof accessFor>[1] = {}) {
  const server = await startAnsweringServer(answer)
  const { access, ledger } = accessFor(server.endpoint, more)
  closers.push(
    () => access.close(),
    () => server.close(),
  )
  return { ...server, access, ledger }
}

async function sessionOf(access: AwsAccess, accountId = account): Promise<RootSession> {
  const session = await access.openRootSession(accountId, 'IAMAuditRootUserCredentials')
  if (!session.ok) throw new Error(session.error.message)
  return session.value
}

/** Answers AssumeRoot, and everything else as `answer` says. */
function withSessions(answer: Answer): Answer {
  return (request, response) => {
    if (request.operation !== 'AssumeRoot') return answer(request, response)
    xml(response, 'AssumeRoot', sessionXml(request.parameters.get('TargetPrincipal') ?? ''))
  }
}

const clean: Answer = withSessions((_request, response) =>
  xml(response, 'GetAccountSummary', summaryXml()),
)

describe('what is sent', () => {
  test('AssumeRoot names the account, the task policy of the partition and 900 seconds', async () => {
    const { access, received } = await against(clean)
    await sessionOf(access)
    expect(Object.fromEntries(received[0]!.parameters)).toEqual({
      Action: 'AssumeRoot',
      Version: '2011-06-15',
      TargetPrincipal: account,
      'TaskPolicyArn.arn': 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials',
      DurationSeconds: '900',
    })
    expect(received[0]!.headers.authorization).toMatch(
      /Credential=AKIAOPERATOR00000000\/\d{8}\/eu-west-1\/sts\/aws4_request/,
    )
  })

  test('in other partitions the task policy is named in that partition', async () => {
    const { access, received } = await against(clean, { region: 'us-gov-west-1' })
    await access.openRootSession(account, 'S3UnlockBucketPolicy')
    expect(received[0]!.parameters.get('TaskPolicyArn.arn')).toBe(
      'arn:aws-us-gov:iam::aws:policy/root-task/S3UnlockBucketPolicy',
    )
  })

  test('each call of a root session is signed by that session, however many run at once', async () => {
    const { access, received } = await against(clean, { limits: { inFlightPerLane: 50 } })
    const accounts = Array.from({ length: 40 }, (_, i) => AccountId.parse(String(100000000000 + i)))
    await Promise.all(accounts.map(async (id) => (await sessionOf(access, id)).summary()))
    const calls = received.filter(({ operation }) => operation === 'GetAccountSummary')
    const signers = calls.map(
      ({ headers }) => /Credential=ASIA(\d+)/.exec(headers.authorization ?? '')?.[1],
    )
    expect(new Set(signers)).toEqual(new Set<string>(accounts))
    for (const { headers } of calls) {
      const signer = /Credential=ASIA(\d+)/.exec(headers.authorization ?? '')?.[1]
      expect(headers['x-amz-security-token']).toBe(`tokenOf${signer}`)
    }
  })
})

describe('nothing unknown is clean', () => {
  test.each([
    ['without the password flag', { AccountPasswordPresent: null }],
    ['without the key flag', { AccountAccessKeysPresent: null }],
    ['without the MFA flag', { AccountMFAEnabled: null }],
    ['without the certificate flag', { AccountSigningCertificatesPresent: null }],
    ['with a flag that is no number', { AccountPasswordPresent: 'maybe' }],
    ['with a negative flag', { AccountPasswordPresent: '-1' }],
  ])('a summary %s is a malformed answer', async (_name, flags) => {
    const { access } = await against(
      withSessions((_request, response) => xml(response, 'GetAccountSummary', summaryXml(flags))),
    )
    expect(await (await sessionOf(access)).summary()).toMatchObject({
      ok: false,
      error: { code: 'malformed-answer' },
    })
  })

  const odd: [name: string, expected: FailureCode, answer: Answer][] = [
    ['an empty 200', 'malformed-answer', (_q, response) => response.writeHead(200).end()],
    [
      'an empty document',
      'malformed-answer',
      (_q, response) => xml(response, 'GetAccountSummary', ''),
    ],
    [
      'nonsense',
      'malformed-answer',
      (_q, response) =>
        response.writeHead(200, { 'content-type': 'text/xml' }).end('%PDF-1.4 \u0000\u0001'),
    ],
    [
      'XML of something else',
      'malformed-answer',
      (_q, response) => xml(response, 'ListUsers', '<Users/>'),
    ],
    [
      'a page of a proxy',
      'not-aws',
      (_q, response) =>
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<!DOCTYPE html><html><body>Please sign in</body></html>'),
    ],
    [
      'a page without its type',
      'not-aws',
      (_q, response) => response.writeHead(200).end('\n<HTML><body>Please sign in</body></HTML>'),
    ],
    [
      'a redirect to a sign-in page',
      'not-aws',
      (_q, response) =>
        response
          .writeHead(302, { location: 'http://hotel.example', 'content-type': 'text/html' })
          .end('<html></html>'),
    ],
    [
      'XML that stops, with a length that fits',
      'connection-lost',
      (_q, response) =>
        response
          .writeHead(200, { 'content-type': 'text/xml' })
          .end(
            '<GetAccountSummaryResponse><GetAccountSummaryResult><SummaryMap><entry><key>AccountPasswordPresent</key><value>0</value></entry>',
          ),
    ],
    [
      'XML that stops, with the connection',
      'connection-lost',
      (_q, response) => {
        response.writeHead(200, { 'content-length': '5000' }).write('<GetAccountSummaryResponse>')
        setTimeout(() => response.destroy(), 5)
      },
    ],
    ['a reset connection', 'connection-lost', (_q, response) => response.socket?.resetAndDestroy()],
    [
      'a 500 with a page',
      'service-failure',
      (_q, response) =>
        response
          .writeHead(503, { 'content-type': 'text/html' })
          .end('<html><h1>Service Unavailable</h1></html>'),
    ],
    ['a 500 with nothing', 'service-failure', (_q, response) => response.writeHead(500).end()],
    ['a 404 with nothing', 'malformed-answer', (_q, response) => response.writeHead(404).end()],
  ]
  test.each(odd)('%s is %s', async (_name, expected, answer) => {
    const { access, ledger } = await against(withSessions(answer))
    const outcome = await (await sessionOf(access)).summary()
    expect(outcome).toMatchObject({ ok: false, error: { code: expected } })
    expect(
      ledger.every(({ errorCode, operation }) => operation === 'AssumeRoot' || errorCode !== null),
    ).toBe(true)
  })

  test('an answer that never ends is timed out', async () => {
    const { access } = await against(
      (_request, response) => {
        response.writeHead(200)
        response.write('<GetCallerIdentityResponse>')
      },
      { timeouts: { connectMs: 500, requestMs: 60 } },
    )
    expect(await access.caller()).toMatchObject({ ok: false, error: { code: 'timed-out' } })
  })

  test('AssumeRoot without credentials is a malformed answer', async () => {
    const { access } = await against((_request, response) =>
      xml(response, 'AssumeRoot', '<Credentials><AccessKeyId>ASIAX</AccessKeyId></Credentials>'),
    )
    expect(await access.openRootSession(account, 'IAMAuditRootUserCredentials')).toMatchObject({
      ok: false,
      error: { code: 'malformed-answer' },
    })
  })

  test('a list of keys that is truncated without a marker, or not there, is a malformed answer', async () => {
    for (const result of [
      '<IsTruncated>true</IsTruncated><AccessKeyMetadata/>',
      '<IsTruncated>false</IsTruncated>',
      '<AccessKeyMetadata><member><Status>Active</Status></member></AccessKeyMetadata>',
    ]) {
      const { access } = await against(
        withSessions((_request, response) => xml(response, 'ListAccessKeys', result)),
      )
      expect(await (await sessionOf(access)).accessKeys()).toMatchObject({
        ok: false,
        error: { code: 'malformed-answer' },
      })
    }
  })

  test('a listing of accounts without a list is a malformed answer', async () => {
    const { access } = await against((_request, response) => json(response, {}))
    expect(await access.organization.accountsPage()).toMatchObject({
      ok: false,
      error: { code: 'malformed-answer' },
    })
  })
})

describe('listings', () => {
  test('go on after an empty page and end with the last token', async () => {
    const pages: Record<string, object> = {
      '': { Roots: [], NextToken: 'a' },
      a: { Roots: [{ Id: 'r-1', Name: 'Root' }], NextToken: 'b' },
      b: { Roots: [], NextToken: '' },
    }
    const { access } = await against((request, response) => {
      const body: unknown = JSON.parse([...request.parameters.keys()][0] ?? '{}')
      const token =
        typeof body === 'object' && body !== null && 'NextToken' in body
          ? String(body.NextToken)
          : ''
      json(response, pages[token])
    })
    expect(await access.organization.roots()).toEqual({
      ok: true,
      value: [{ id: 'r-1', name: 'Root' }],
    })
  })

  test('that repeat a token end with an error instead of going on forever', async () => {
    const { access } = await against((_request, response) =>
      json(response, { Tags: [{ Key: 'a', Value: 'b' }], NextToken: 'same' }),
    )
    expect(await access.organization.tagsOf(account)).toMatchObject({
      ok: false,
      error: { code: 'malformed-answer' },
    })
  })

  test('read the state of an account from State, and from Status only where State is absent', async () => {
    const { access } = await against((_request, response) =>
      json(response, {
        Accounts: [
          {
            Id: account,
            State: 'CLOSED',
            Status: 'SUSPENDED',
            Paths: ['o-aaaaaaaaaa/r-1/ou-1/111122223333/'],
          },
          { Id: other, Status: 'ACTIVE' },
        ],
      }),
    )
    expect(await access.organization.accountsPage()).toMatchObject({
      ok: true,
      value: {
        next: null,
        items: [
          { id: account, state: 'CLOSED', parentId: 'ou-1' },
          { id: other, state: 'ACTIVE', path: '', parentId: '' },
        ],
      },
    })
  })
})

describe('repeats', () => {
  test('throttling, faults and cut answers are repeated until the answer is whole', async () => {
    let count = 0
    const { access, ledger } = await against((request, response) => {
      if (request.operation === 'AssumeRoot') {
        return xml(response, 'AssumeRoot', sessionXml(account))
      }
      count += 1
      if (count === 1) return xmlError(response, 400, 'Throttling', 'Rate exceeded')
      if (count === 2) return xmlError(response, 500, 'ServiceFailure', 'x')
      if (count === 3) return void response.socket?.resetAndDestroy()
      if (count === 4) return void response.writeHead(200).end('<GetAccountSummaryResponse><GetAcc')
      xml(response, 'GetAccountSummary', summaryXml({ AccountPasswordPresent: '1' }))
    })
    const outcome = await (await sessionOf(access)).summary()
    expect(outcome).toEqual({
      ok: true,
      value: { password: true, accessKeys: false, mfaDevices: false, signingCertificates: false },
    })
    expect(ledger.slice(1).map(({ attempt, errorCode }) => [attempt, errorCode])).toEqual([
      [1, 'Throttling'],
      [2, 'ServiceFailure'],
      [3, 'connection-lost'],
      [4, 'connection-lost'],
      [5, null],
    ])
  })

  test('a denial is not repeated', async () => {
    const { access, received } = await against((_request, response) =>
      xmlError(
        response,
        403,
        'AccessDenied',
        'Root sessions feature is not enabled for your AWS Organization.',
      ),
    )
    expect(await access.openRootSession(account, 'S3UnlockBucketPolicy')).toMatchObject({
      ok: false,
      error: { code: 'root-sessions-off', awsCode: 'AccessDenied', requestId: 'req-2' },
    })
    expect(received).toHaveLength(1)
  })

  test('a clock that is off is corrected from the answer, once', async () => {
    const ahead = 3 * 3_600_000
    let refused = 0
    const { access } = await against((request, response) => {
      const signed = request.headers['x-amz-date']?.toString() ?? ''
      const at = Date.parse(
        signed.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
      )
      if (Math.abs(at - (Date.now() + ahead)) > 300_000) {
        refused += 1
        return xmlError(
          response,
          403,
          'SignatureDoesNotMatch',
          'Signature expired: x is now earlier than y',
          new Date(Date.now() + ahead).toUTCString(),
        )
      }
      xml(
        response,
        'GetCallerIdentity',
        `<Arn>arn:aws:iam::${account}:user/u</Arn><Account>${account}</Account><UserId>u</UserId>`,
      )
    })
    expect(await access.caller()).toMatchObject({ ok: true })
    expect(await access.caller()).toMatchObject({ ok: true })
    expect(refused).toBe(1)
  })

  test('a clock that cannot be corrected is said', async () => {
    const { access, received } = await against((_request, response) =>
      xmlError(response, 400, 'RequestExpired', 'x'),
    )
    expect(await access.caller()).toMatchObject({ ok: false, error: { code: 'clock-skew' } })
    expect(received).toHaveLength(1)
  })
})

describe("the operator's credentials", () => {
  const expired: Answer = (request, response) => {
    if (request.headers.authorization?.includes('AKIAFRESH')) {
      return xml(
        response,
        'GetCallerIdentity',
        `<Arn>arn:aws:iam::${account}:user/u</Arn><Account>${account}</Account>`,
      )
    }
    xmlError(response, 403, 'ExpiredToken', 'The security token included in the request is expired')
  }

  test('are fetched again once when AWS says that they ended', async () => {
    const { access } = await against(expired, {
      credentials: () => (properties) =>
        Promise.resolve({
          ...operatorKeys,
          accessKeyId: properties?.forceRefresh ? 'AKIAFRESH' : 'AKIAOLD',
        }),
    })
    expect(await access.caller()).toMatchObject({ ok: true, value: { accountId: account } })
  })

  test('that stay expired are said to be', async () => {
    const { access, received } = await against(expired)
    expect(await access.caller()).toMatchObject({
      ok: false,
      error: { code: 'credentials-expired' },
    })
    expect(received).toHaveLength(1)
  })

  test('are fetched once for many calls at once', async () => {
    let fetched = 0
    const { access } = await against(clean, {
      credentials: () => () => {
        fetched += 1
        return Promise.resolve(operatorKeys)
      },
    })
    await Promise.all([sessionOf(access), sessionOf(access, other)])
    expect(fetched).toBe(1)
  })

  test('are those of the session that a scope names, in the scopes inside it as well', async () => {
    const named: (string | null)[] = []
    const { access, received } = await against(clean, {
      credentials: (sessionName) => () => {
        named.push(sessionName)
        return Promise.resolve({ ...operatorKeys, accessKeyId: `AKIA${sessionName ?? 'STANDING'}` })
      },
    })
    const ticket = access.scoped({ sessionName: 'CHG-1' })
    const inside = ticket.scoped({ onCall() {} })
    for (const each of [access, ticket, inside]) await sessionOf(each)
    expect(named).toEqual([null, 'CHG-1'])
    const signers = received.map(
      ({ headers }) => /=(AKIA[\w-]+)/.exec(headers.authorization ?? '')?.[1],
    )
    expect(signers).toEqual(['AKIASTANDING', 'AKIACHG-1', 'AKIACHG-1'])
  })

  test('that cannot be had make no call, and no exception', async () => {
    const { access, received, ledger } = await against(clean, {
      credentials: () => () => {
        throw Object.assign(new Error('Could not load credentials from any providers'), {
          name: 'CredentialsProviderError',
        })
      },
    })
    expect(await access.caller()).toMatchObject({
      ok: false,
      error: { code: 'credentials-missing' },
    })
    expect(received).toHaveLength(0)
    expect(ledger).toHaveLength(0)
  })
})

describe('a root session', () => {
  test('shows its access key ID and end, and by no means its credentials', async () => {
    const { access } = await against(clean)
    const session = await sessionOf(access)
    expect(session.accessKeyId).toBe(`ASIA${account}`)
    const shown = [
      JSON.stringify(session),
      inspect(session, { depth: 10, showHidden: true }),
      inspect(access, { depth: 10, showHidden: true }),
      ...Object.values(session).map(String),
    ].join('\n')
    expect(shown).not.toContain('secretOf')
    expect(shown).not.toContain('tokenOf')
  })

  test('that is closed makes no further call', async () => {
    const { access, received } = await against(clean)
    const session = await sessionOf(access)
    session.close()
    expect(await session.summary()).toMatchObject({
      ok: false,
      error: { code: 'root-session-expired' },
    })
    expect(received).toHaveLength(1)
  })

  test('that ended, by the clock or by AWS, is said to have ended', async () => {
    const { access, received } = await against((request, response) => {
      if (request.operation === 'AssumeRoot') {
        return xml(
          response,
          'AssumeRoot',
          sessionXml(account, new Date(Date.now() - 1000).toISOString()),
        )
      }
      xmlError(response, 403, 'ExpiredToken', 'expired')
    })
    expect(await (await sessionOf(access)).summary()).toMatchObject({
      ok: false,
      error: { code: 'root-session-expired' },
    })
    expect(received).toHaveLength(1)
    const refusing = await against(
      withSessions((_request, response) => xmlError(response, 403, 'ExpiredToken', 'expired')),
    )
    expect(await (await sessionOf(refusing.access)).summary()).toMatchObject({
      ok: false,
      error: { code: 'root-session-expired' },
    })
  })

  test('names the policy that denies it', async () => {
    const { access } = await against(
      withSessions((_request, response) =>
        xmlError(
          response,
          403,
          'AccessDenied',
          `User: arn:aws:iam::${account}:root is not authorized to perform: iam:GetAccountSummary on resource: * with an explicit deny in a service control policy`,
        ),
      ),
    )
    expect(await (await sessionOf(access)).summary()).toMatchObject({
      ok: false,
      error: { code: 'denied-by-scp' },
    })
  })
})

describe('the ledger', () => {
  test('gets every attempt and no secret', async () => {
    const { access, ledger } = await against(clean)
    await (await sessionOf(access)).summary()
    expect(ledger).toMatchObject([
      {
        service: 'sts',
        operation: 'AssumeRoot',
        accountId: account,
        region: 'eu-west-1',
        requestId: 'req-1',
        status: 200,
        errorCode: null,
        attempt: 1,
      },
      {
        service: 'iam',
        operation: 'GetAccountSummary',
        accountId: account,
        requestId: 'req-1',
        status: 200,
        errorCode: null,
        attempt: 1,
      },
    ])
    const text = JSON.stringify(ledger)
    for (const secret of [
      operatorKeys.secretAccessKey,
      operatorKeys.accessKeyId,
      'secretOf',
      'tokenOf',
      'Signature',
    ]) {
      expect(text).not.toContain(secret)
    }
  })

  test('of a scope sees the calls of that scope only', async () => {
    const { access, ledger } = await against(clean)
    const seen: string[] = []
    const scoped = access.scoped({ onCall: ({ operation }) => seen.push(operation) })
    await sessionOf(access)
    await (await sessionOf(scoped)).summary()
    expect(seen).toEqual(['AssumeRoot', 'GetAccountSummary'])
    expect(ledger).toHaveLength(3)
  })
})

describe('the end of a scope', () => {
  test('cancels calls under way and calls that wait, and leaves other calls alone', async () => {
    const controller = new AbortController()
    const { access, received } = await against((request, response) => {
      if (request.parameters.get('TargetPrincipal') === other) {
        return xml(response, 'AssumeRoot', sessionXml(other))
      }
      setTimeout(() => xml(response, 'AssumeRoot', sessionXml(account)), 1000)
    })
    const scoped = access.scoped({ signal: controller.signal })
    const calls = Array.from({ length: 60 }, () =>
      scoped.openRootSession(account, 'IAMAuditRootUserCredentials'),
    )
    await new Promise((resolve) => setTimeout(resolve, 100))
    controller.abort()
    const outcomes = await Promise.all(calls)
    expect(outcomes.every((outcome) => !outcome.ok && outcome.error.code === 'cancelled')).toBe(
      true,
    )
    expect(received.length).toBeLessThan(60)
    expect(await access.openRootSession(other, 'IAMAuditRootUserCredentials')).toMatchObject({
      ok: true,
    })
    expect(await scoped.caller()).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  })
})

test('closing ends calls under way, calls that wait, and calls to come', async () => {
  const { access, received } = await against(() => {})
  const calls = Array.from({ length: 30 }, () =>
    access.openRootSession(account, 'S3UnlockBucketPolicy'),
  )
  await new Promise((resolve) => setTimeout(resolve, 50))
  access.close()
  const outcomes = [...(await Promise.all(calls)), await access.caller()]
  expect(outcomes.every((outcome) => !outcome.ok && outcome.error.code === 'cancelled')).toBe(true)
  expect(received.length).toBeLessThan(30)
})

describe('SECURITY: egress', () => {
  test('an endpoint that the door does not lead to gets no request', async () => {
    const { access, ledger } = accessFor('http://127.0.0.1:9', {
      endpoints: allAt('http://10.255.255.1:9'),
    })
    closers.push(() => access.close())
    expect(await access.caller()).toMatchObject({ ok: false, error: { code: 'egress-refused' } })
    expect(ledger).toMatchObject([{ status: null, errorCode: 'egress-refused' }])
  })

  test('an endpoint from the environment does not lead calls elsewhere', async () => {
    const { endpoint, received } = await against(clean)
    process.env['AWS_ENDPOINT_URL_STS'] = endpoint
    closers.push(() => delete process.env['AWS_ENDPOINT_URL_STS'])
    const { access } = accessFor(endpoint, { endpoints: publicEndpoints })
    closers.push(() => access.close())
    expect(await access.caller()).toMatchObject({ ok: false, error: { code: 'egress-refused' } })
    expect(received).toHaveLength(0)
  })

  test('a redirect is not followed', async () => {
    const elsewhere = await against(clean)
    const { access } = await against((_request, response) =>
      response.writeHead(307, { location: elsewhere.endpoint }).end(),
    )
    expect(await access.caller()).toMatchObject({ ok: false })
    expect(elsewhere.received).toHaveLength(0)
  })
})

test('an endpoint where nobody listens is no network', async () => {
  const { access } = accessFor('http://127.0.0.1:1')
  closers.push(() => access.close())
  expect(await access.caller()).toMatchObject({ ok: false, error: { code: 'no-network' } })
})
