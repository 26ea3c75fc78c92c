import { afterEach, describe, expect, test } from 'vitest'
import { AccountId } from '../../shared/domain/accounts.ts'
import { isInDoubt } from './in-doubt.ts'
import {
  accessFor,
  json,
  sessionXml,
  startAnsweringServer,
  xml,
  type Answer,
} from './testing/answering-server.ts'
import { failureIn, valueOf } from './testing/practice.ts'

const account = AccountId.parse('111122223333')
const region = 'eu-west-1'
const origin = `https://sqs.${region}.amazonaws.com`
const orders = { url: `${origin}/${account}/orders`, region }
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function sqsAnswering(answer: Answer) {
  const server = await startAnsweringServer((request, response) =>
    request.operation === 'AssumeRoot'
      ? xml(response, 'AssumeRoot', sessionXml(account))
      : answer(request, response),
  )
  const { access } = accessFor(server.endpoint)
  closers.push(
    () => access.close(),
    () => server.close(),
  )
  const sqs = valueOf(await access.openRootSession(account, 'SQSUnlockQueuePolicy'))
  return { sqs, endpoint: server.endpoint, asked: () => server.received.slice(1) }
}

test('queues are listed to the last page, and a policy is written and taken away as an attribute', async () => {
  const { sqs, asked } = await sqsAnswering(({ operation, body }, response) => {
    if (operation !== 'ListQueues') return json(response, {})
    return body.includes('NextToken')
      ? json(response, { QueueUrls: [`${origin}/${account}/bills.fifo`] })
      : json(response, { QueueUrls: [orders.url], NextToken: 'more' })
  })
  expect(valueOf(await sqs.queues(region))).toEqual([
    { ...orders, name: 'orders' },
    { url: `${origin}/${account}/bills.fifo`, name: 'bills.fifo', region },
  ])
  valueOf(await sqs.setQueuePolicy(orders, '{}'))
  valueOf(await sqs.setQueuePolicy(orders, null))
  expect(asked().map(({ body }): unknown => JSON.parse(body))).toEqual([
    { MaxResults: 1000 },
    { MaxResults: 1000, NextToken: 'more' },
    { QueueUrl: orders.url, Attributes: { Policy: '{}' } },
    { QueueUrl: orders.url, Attributes: { Policy: '' } },
  ])
  for (const { headers } of asked()) {
    expect(headers.authorization).toContain(`ASIA${account}/`)
    expect(headers.authorization).toContain(`/${region}/sqs/aws4_request`)
  }
})

describe('SECURITY: a queue of somebody else', () => {
  test.each([
    ['another account', `${origin}/444455556666/orders`],
    ['another host', `https://evil.example/${account}/orders`],
    ['a host that begins alike', `${origin}.evil.example/${account}/orders`],
    ['another Region', `https://sqs.us-east-1.amazonaws.com/${account}/orders`],
    ['plain HTTP', `http://sqs.${region}.amazonaws.com/${account}/orders`],
    ['another port', `${origin}:8443/${account}/orders`],
    [
      'a name before the host',
      `https://sqs.${region}.amazonaws.com@evil.example/${account}/orders`,
    ],
    ['a way round the account', `${origin}/${account}/../444455556666/orders`],
    ['one segment more', `${origin}/${account}/orders/orders`],
    ['a query', `${origin}/${account}/orders?x`],
    ['no name', `${origin}/${account}/`],
    ['no address', 'orders'],
  ])('is refused before anything is sent: %s', async (_name, url) => {
    const { sqs, asked } = await sqsAnswering((_request, response) => json(response, {}))
    for (const outcome of [
      await sqs.queuePolicy({ url, region }),
      await sqs.setQueuePolicy({ url, region }, null),
    ]) {
      expect(failureIn(outcome).code).toBe('resource-of-another-account')
      expect(isInDoubt(failureIn(outcome))).toBe(false)
    }
    expect(asked()).toHaveLength(0)
  })

  test('makes a listing fail, as it would be somebody else who answers', async () => {
    const { sqs } = await sqsAnswering((_request, response) =>
      json(response, { QueueUrls: [orders.url, `${origin}/444455556666/orders`] }),
    )
    expect(failureIn(await sqs.queues(region)).code).toBe('malformed-answer')
  })

  test('does not come in through a Region', async () => {
    const { sqs, asked } = await sqsAnswering((_request, response) => json(response, {}))
    for (const elsewhere of ['cn-north-1', 'evil.example/', '']) {
      expect(failureIn(await sqs.queues(elsewhere)).code).toBe('invalid-input')
      const url = `https://sqs.${elsewhere}.amazonaws.com/${account}/orders`
      expect(failureIn(await sqs.queuePolicy({ url, region: elsewhere })).code).toBe(
        'invalid-input',
      )
    }
    expect(asked()).toHaveLength(0)
  })
})

test.each([
  ['no attributes', {}],
  ['attributes without the ARN', { Attributes: {} }],
  ['the ARN of another queue', { Attributes: { QueueArn: 'arn:aws:sqs:eu-west-1:1:other' } }],
])('an answer with %s does not say that there is no policy', async (_name, body) => {
  const { sqs } = await sqsAnswering((_request, response) => json(response, body))
  expect(failureIn(await sqs.queuePolicy(orders)).code).toBe('malformed-answer')
})
