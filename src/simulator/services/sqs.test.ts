import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  SetQueueAttributesCommand,
  paginateListQueues,
} from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AccountDocument } from '../control/state-document.ts'
import type { OperatorKeys } from '../simulator.ts'
import { failureOf, startPractice } from '../testing/practice.ts'
import type { Practice } from '../testing/practice.ts'
import { sendSigned } from '../testing/raw-client.ts'

let practice: Practice
let account: AccountDocument
let keys: OperatorKeys
beforeEach(async () => {
  practice = await startPractice()
  const found = await practice.reachable(
    ({ queues }) => queues.length >= 2 && queues[0]!.policy !== null,
  )
  const queues = [
    ...found.queues,
    ...['a', 'b', 'c'].map((name) => ({
      name: `zz-${name}`,
      region: found.queues[0]!.region,
      policy: null,
    })),
  ]
  await practice.control('PUT', `accounts/${found.id}`, { queues })
  account = await practice.account(found.id)
  keys = await practice.rootSession(account.id, 'SQSUnlockQueuePolicy')
})
afterEach(() => practice[Symbol.asyncDispose]())

const first = () => account.queues[0]!
const urlOf = (name: string, id = account.id) => `${practice.ready.endpoint}/${id}/${name}`
const sqs = () => practice.sqs(keys, first().region)
const policyOf = async (QueueUrl = urlOf(first().name)) =>
  (
    await sqs().send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy', 'QueueArn'] }),
    )
  ).Attributes?.['Policy'] ?? null

describe('queues', () => {
  test('are listed by Region, in pages when asked', async () => {
    const inRegion = account.queues
      .filter(({ region }) => region === first().region)
      .map(({ name }) => urlOf(name))
    const urls: string[] = []
    let pages = 0
    for await (const page of paginateListQueues({ client: sqs(), pageSize: 2 }, {})) {
      pages += 1
      urls.push(...(page.QueueUrls ?? []))
    }
    expect(urls.toSorted()).toEqual(inRegion.toSorted())
    expect(pages).toBe(Math.ceil(inRegion.length / 2))
    const all = await sqs().send(new ListQueuesCommand({}))
    expect(all.NextToken).toBeUndefined()
    expect(all.QueueUrls).toHaveLength(inRegion.length)
    expect(
      (await sqs().send(new ListQueuesCommand({ QueueNamePrefix: 'zz-' }))).QueueUrls,
    ).toHaveLength(3)
    expect(
      (await practice.sqs(keys, 'af-south-1').send(new ListQueuesCommand({}))).QueueUrls,
    ).toBeUndefined()
  })

  test('are found by name', async () => {
    expect((await sqs().send(new GetQueueUrlCommand({ QueueName: first().name }))).QueueUrl).toBe(
      urlOf(first().name),
    )
    expect(await failureOf(sqs().send(new GetQueueUrlCommand({ QueueName: 'nope' })))).toEqual({
      name: 'QueueDoesNotExist',
      status: 400,
      message: 'The specified queue does not exist.',
    })
  })

  test('answer to the URL that real AWS would give them', async () => {
    expect(
      await policyOf(`https://sqs.${first().region}.amazonaws.com/${account.id}/${first().name}`),
    ).toBe(first().policy)
  })
})

describe('a queue policy', () => {
  const set = (Policy: string) =>
    sqs().send(
      new SetQueueAttributesCommand({ QueueUrl: urlOf(first().name), Attributes: { Policy } }),
    )
  const arn = () => `arn:aws:sqs:${first().region}:${account.id}:${first().name}`
  const newPolicy = () =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: arn() }],
    })

  test('is read, replaced, and deleted by an empty one', async () => {
    expect(await policyOf()).toBe(first().policy)
    await set(newPolicy())
    expect(await policyOf()).toBe(newPolicy())
    await set('')
    expect(await policyOf()).toBeNull()
    expect((await practice.account(account.id)).queues[0]?.policy).toBeNull()
  })

  test('that is not one is refused', async () => {
    for (const policy of [
      '{',
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"arn:aws:sqs:us-east-1:1:other"}]}',
    ]) {
      expect(await failureOf(set(policy))).toMatchObject({
        name: 'InvalidAttributeValue',
        status: 400,
      })
    }
    expect(await policyOf()).toBe(first().policy)
  })

  test('changes for readers only after the propagation time', async () => {
    await practice.control('PUT', 'switches', { queuePropagationSeconds: 60 })
    await set('')
    expect(await policyOf()).toBe(first().policy)
    expect((await practice.account(account.id)).queues[0]?.policy).toBeNull()
    await practice.control('PUT', 'clock', { advanceSeconds: 61 })
    expect(await policyOf()).toBeNull()
  })
})

describe('what SQS refuses', () => {
  test('another account’s queue, and a session for another task', async () => {
    const foreign = new GetQueueAttributesCommand({
      QueueUrl: urlOf('orders-1', '999999999999'),
      AttributeNames: ['Policy'],
    })
    expect((await failureOf(sqs().send(foreign))).message).toMatch(
      /with an explicit deny in a session policy$/,
    )
    const audit = practice.sqs(
      await practice.rootSession(account.id, 'IAMAuditRootUserCredentials'),
      first().region,
    )
    expect(await failureOf(audit.send(new ListQueuesCommand({})))).toMatchObject({
      name: 'AccessDenied',
      status: 400,
    })
  })

  test('addresses and attributes that make no sense', async () => {
    const read = (QueueUrl: string, name: string) =>
      sqs().send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [name as 'All'] }))
    expect(await failureOf(read('nonsense', 'All'))).toMatchObject({ name: 'InvalidAddress' })
    expect(await failureOf(read(urlOf(first().name), 'Colour'))).toMatchObject({
      name: 'InvalidAttributeName',
    })
    expect(await failureOf(sqs().send(new ListQueuesCommand({ MaxResults: 1001 })))).toMatchObject({
      name: 'InvalidParameterValue',
    })
  })
})

describe('the Query protocol of older clients', () => {
  const query = (parameters: Record<string, string>, target = '/') =>
    sendSigned({
      endpoint: practice.ready.endpoint,
      keys,
      service: 'sqs',
      region: first().region,
      target,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ Version: '2012-11-05', ...parameters }).toString(),
    })

  test('lists, reads and changes queues too', async () => {
    const listed = await query({ Action: 'ListQueues', QueueNamePrefix: 'zz-' })
    expect(
      [...listed.body.matchAll(/<QueueUrl>(.*?)<\/QueueUrl>/g)].map((match) => match[1]),
    ).toEqual(['a', 'b', 'c'].map((name) => urlOf(`zz-${name}`)))
    const read = await query(
      { Action: 'GetQueueAttributes', 'AttributeName.1': 'QueueArn' },
      `/${account.id}/${first().name}`,
    )
    expect(read.body).toMatch(
      `<Attribute><Name>QueueArn</Name><Value>arn:aws:sqs:${first().region}:${account.id}:${first().name}</Value></Attribute>`,
    )
    const changed = await query({
      Action: 'SetQueueAttributes',
      QueueUrl: urlOf(first().name),
      'Attribute.1.Name': 'Policy',
      'Attribute.1.Value': '',
    })
    expect(changed.status).toBe(200)
    expect(await policyOf()).toBeNull()
  })

  test('names errors in its own way', async () => {
    const answer = await query({ Action: 'GetQueueUrl', QueueName: 'nope' })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatch('<Code>AWS.SimpleQueueService.NonExistentQueue</Code>')
  })
})
