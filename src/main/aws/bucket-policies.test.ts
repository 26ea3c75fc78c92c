import { afterEach, describe, expect, test } from 'vitest'
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

/** A session on a server that answers S3 as `answer` says, and what that server received of S3. */
async function s3Answering(answer: Answer) {
  const server = await startAnsweringServer((request, response) =>
    request.operation === 'AssumeRoot'
      ? xml(response, 'AssumeRoot', sessionXml(account))
      : answer(request, response),
  )
  const { access, ledger } = accessFor(server.endpoint)
  closers.push(
    () => access.close(),
    () => server.close(),
  )
  const s3 = valueOf(await access.openRootSession(account, 'S3UnlockBucketPolicy'))
  return { s3, ledger, asked: () => server.received.slice(1) }
}

const headers = { 'x-amz-request-id': 'req-s3', 'content-type': 'application/xml' }
const done: Answer = (_request, response) => response.writeHead(204, headers).end()
const text = '{"Statement":[]}'
const bucket = { name: 'a-bucket.with.dots', region: 'eu-west-1' }

function bucketsXml(names: readonly string[], token?: string): string {
  const buckets = names.map((name) => `<Bucket><Name>${name}</Name></Bucket>`).join('')
  const more = token === undefined ? '' : `<ContinuationToken>${token}</ContinuationToken>`
  return `<ListAllMyBucketsResult><Buckets>${buckets}</Buckets>${more}</ListAllMyBucketsResult>`
}

describe('what is sent', () => {
  test('SECURITY: every call on a bucket names the account as its expected owner', async () => {
    const { s3, asked } = await s3Answering((request, response) =>
      request.operation.startsWith('GET')
        ? response.writeHead(200, headers).end(text)
        : response.writeHead(204, headers).end(),
    )
    valueOf(await s3.bucketPolicy(bucket))
    valueOf(await s3.putBucketPolicy(bucket, text))
    valueOf(await s3.deleteBucketPolicy(bucket))
    expect(asked().map(({ operation }) => operation)).toEqual([
      'GET /a-bucket.with.dots/?policy=',
      'PUT /a-bucket.with.dots/?policy=',
      'DELETE /a-bucket.with.dots/?policy=',
    ])
    for (const request of asked()) {
      expect(request.headers['x-amz-expected-bucket-owner']).toBe(account)
      expect(request.headers.authorization).toContain(`ASIA${account}/`)
      expect(request.headers.authorization).toContain('/eu-west-1/s3/aws4_request')
    }
    expect(asked()[1]).toMatchObject({ body: text })
    expect(asked()[1]?.headers['x-amz-checksum-crc32']).toBeTruthy()
  })

  test('the list is asked for with Regions, in the Region of the connection, to its last page', async () => {
    const { s3, asked } = await s3Answering((request, response) =>
      response
        .writeHead(200, headers)
        .end(
          request.operation.includes('continuation-token')
            ? bucketsXml(['b'])
            : bucketsXml(['a'], 'next/1=='),
        ),
    )
    expect(valueOf(await s3.buckets())).toEqual([
      { name: 'a', region: null, createdAt: null },
      { name: 'b', region: null, createdAt: null },
    ])
    expect(asked().map(({ operation }) => operation.replace('&x-id=ListBuckets', ''))).toEqual([
      'GET /?max-buckets=1000',
      'GET /?continuation-token=next%2F1%3D%3D&max-buckets=1000',
    ])
  })
})

describe('a Region that S3 names', () => {
  const toward =
    (region: string): Answer =>
    (_request, response) =>
      response
        .writeHead(301, { ...headers, 'x-amz-bucket-region': region })
        .end('<Error><Code>PermanentRedirect</Code><Message>x</Message></Error>')

  test('is followed once, and no further', async () => {
    const { s3, asked } = await s3Answering(toward('eu-central-1'))
    const failure = failureIn(await s3.putBucketPolicy(bucket, text))
    expect(failure.code).toBe('wrong-region')
    expect(isInDoubt(failure)).toBe(false)
    expect(asked().map((request) => request.headers.authorization?.split('/')[2])).toEqual([
      'eu-west-1',
      'eu-central-1',
    ])
  })

  test.each(['cn-north-1', 'us-gov-west-1', 'evil.example', '', '../../etc'])(
    'is not followed out of the partition (%j)',
    async (region) => {
      const { s3, asked } = await s3Answering(toward(region))
      expect(failureIn(await s3.bucketPolicy(bucket)).code).toBe('wrong-region')
      expect(asked()).toHaveLength(1)
    },
  )

  test.each([
    [
      307,
      '<Error><Code>TemporaryRedirect</Code><Message>x</Message></Error>',
      { 'x-amz-bucket-region': 'eu-central-1' },
    ],
    [
      400,
      '<Error><Code>AuthorizationHeaderMalformed</Code><Message>x</Message><Region>eu-central-1</Region></Error>',
      {},
    ],
  ])('is taken from a %i as well', async (status, body, more) => {
    const { s3, ledger } = await s3Answering((request, response) =>
      request.headers.authorization?.includes('/eu-central-1/')
        ? done(request, response)
        : response.writeHead(status, { ...headers, ...more }).end(body),
    )
    valueOf(await s3.deleteBucketPolicy(bucket))
    expect(ledger.slice(1).map(({ region, status: answered }) => [region, answered])).toEqual([
      ['eu-west-1', status],
      ['eu-central-1', 204],
    ])
  })
})

describe('nothing unknown is read as done, or as no policy', () => {
  test.each<[string, Answer]>([
    ['a 200 that is not from AWS', (_q, response) => response.writeHead(200).end(text)],
    ['an empty policy', (_q, response) => response.writeHead(200, headers).end()],
    ['a 404 without a reason', (_q, response) => response.writeHead(404, headers).end()],
  ])('%s is no policy to read', async (_name, answer) => {
    const { s3 } = await s3Answering(answer)
    expect(failureIn(await s3.bucketPolicy(bucket)).code).toBe('malformed-answer')
  })

  test('a write that something without a request ID took is in doubt', async () => {
    const { s3, asked } = await s3Answering((_request, response) => response.writeHead(204).end())
    const failure = failureIn(await s3.deleteBucketPolicy(bucket))
    expect(failure.code).toBe('malformed-answer')
    expect(isInDoubt(failure)).toBe(true)
    expect(asked()).toHaveLength(1)
  })

  test('a list without buckets is malformed, and one without any bucket is empty', async () => {
    const bare = await s3Answering((_request, response) =>
      response.writeHead(200, headers).end('<ListAllMyBucketsResult></ListAllMyBucketsResult>'),
    )
    expect(failureIn(await bare.s3.buckets()).code).toBe('malformed-answer')
    const none = await s3Answering((_request, response) =>
      response.writeHead(200, headers).end(bucketsXml([])),
    )
    expect(valueOf(await none.s3.buckets())).toEqual([])
  })
})
