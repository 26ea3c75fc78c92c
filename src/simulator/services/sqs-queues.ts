import { refusalOf } from '../authorization.ts'
import { AwsError } from '../aws-error.ts'
import type { Account, Queue } from '../organization.ts'
import type { Call } from '../service.ts'
import type { JsonInput } from './json-input.ts'
import { policyProblem } from './resource-policy-check.ts'

/** What a queue operation answers, in the members of the JSON protocol. */
export interface QueueResult {
  readonly QueueUrls?: readonly string[]
  readonly QueueUrl?: string
  readonly NextToken?: string
  readonly Attributes?: Readonly<Record<string, string>>
}

type QueueOperation = (call: Call, input: JsonInput) => QueueResult | undefined

/** The four operations that SQSUnlockQueuePolicy allows (fact sheet, section 2.5). Queues live in the Region of the credential scope. */
export const queueOperations: Readonly<Record<string, QueueOperation>> = {
  ListQueues: listQueues,
  GetQueueUrl: getQueueUrl,
  GetQueueAttributes: getQueueAttributes,
  SetQueueAttributes: setQueueAttributes,
}

/** NextToken comes only when MaxResults was asked for; without it at most 1,000 are listed. */
function listQueues(call: Call, input: JsonInput): QueueResult {
  authorize(
    call,
    'ListQueues',
    `arn:aws:sqs:${call.region}:${call.caller.accountId}:*`,
    call.caller.accountId,
  )
  const maxResults = input.integer('MaxResults')
  if (maxResults !== undefined && (maxResults < 1 || maxResults > 1000)) {
    throw new AwsError(
      400,
      'InvalidParameterValue',
      `Value ${maxResults} for parameter MaxResults is invalid. Reason: MaxResults must be between 1 and 1000.`,
    )
  }
  const prefix = input.text('QueueNamePrefix') ?? ''
  const after = readToken(input.text('NextToken'))
  const names = (callersAccount(call)?.queues ?? [])
    .filter(
      (queue) =>
        queue.region === call.region && queue.name.startsWith(prefix) && queue.name > after,
    )
    .map((queue) => queue.name)
    .toSorted((a, b) => (a < b ? -1 : 1))
  const page = names.slice(0, maxResults ?? 1000)
  const last = page.at(-1)
  const more = maxResults !== undefined && page.length < names.length && last !== undefined
  const urls = page.map((name) => queueUrl(call, call.caller.accountId, name))
  return {
    ...(urls.length === 0 ? {} : { QueueUrls: urls }),
    ...(more ? { NextToken: writeToken(last) } : {}),
  }
}

function getQueueUrl(call: Call, input: JsonInput): QueueResult {
  const name = requiredText(input, 'QueueName')
  const owner = input.text('QueueOwnerAWSAccountId') ?? call.caller.accountId
  authorize(call, 'GetQueueUrl', queueArn(call.region, owner, name), owner)
  if (owner !== call.caller.accountId || findQueue(call, name) === undefined) throw noSuchQueue()
  return { QueueUrl: queueUrl(call, owner, name) }
}

function getQueueAttributes(call: Call, input: JsonInput): QueueResult {
  const { queue } = addressed(call, input, 'GetQueueAttributes')
  const wanted = input.texts('AttributeNames') ?? []
  const attributes = attributesOf(call, queue)
  const unknown = wanted.find((name) => name !== 'All' && !ATTRIBUTE_NAMES.has(name))
  if (unknown !== undefined) {
    throw new AwsError(400, 'InvalidAttributeName', `Unknown Attribute ${unknown}.`)
  }
  const chosen = Object.entries(attributes).filter(
    ([name]) => wanted.includes('All') || wanted.includes(name),
  )
  return chosen.length === 0 ? {} : { Attributes: Object.fromEntries(chosen) }
}

/** Only the policy can be set here; an empty one deletes it (fact sheet, section 2.3). */
function setQueueAttributes(call: Call, input: JsonInput): undefined {
  const { account, queue } = addressed(call, input, 'SetQueueAttributes')
  const given = input.textMap('Attributes') ?? {}
  const other = Object.keys(given).find((name) => name !== 'Policy')
  if (other !== undefined) {
    throw new AwsError(400, 'InvalidAttributeName', `Unknown Attribute ${other}.`)
  }
  const policy = given['Policy']
  if (policy === undefined) {
    throw new AwsError(
      400,
      'MissingParameter',
      'The request must contain the parameter Attribute.Name.',
    )
  }
  if (
    policy !== '' &&
    policyProblem(policy, [queueArn(queue.region, account.id, queue.name)]) !== null
  ) {
    throw new AwsError(400, 'InvalidAttributeValue', 'Invalid value for the parameter Policy.')
  }
  const seconds = call.world.switches.queuePropagationSeconds
  const changed: Queue = {
    ...queue,
    policy: policy === '' ? null : policy,
    modifiedAt: call.now,
    earlier:
      seconds === 0
        ? null
        : { policy: visiblePolicy(queue, call.now), until: call.now + seconds * 1000 },
  }
  account.queues = account.queues.map((candidate) => (candidate === queue ? changed : candidate))
}

interface Addressed {
  readonly account: Account
  readonly queue: Queue
}

/** The queue behind a QueueUrl: its last two path segments are account and name, whatever the host. */
function addressed(call: Call, input: JsonInput, operation: string): Addressed {
  const url = requiredText(input, 'QueueUrl')
  const match = /(?:^|\/)(\d{12})\/([\w-]{1,80}(?:\.fifo)?)\/?$/.exec(url)
  if (match === null) {
    throw new AwsError(404, 'InvalidAddress', `The address ${url} is not valid for this endpoint.`)
  }
  const [, owner = '', name = ''] = match
  authorize(call, operation, queueArn(call.region, owner, name), owner)
  const account = callersAccount(call)
  const queue = owner === call.caller.accountId ? findQueue(call, name) : undefined
  if (account === undefined || queue === undefined) throw noSuchQueue()
  return { account, queue }
}

const ATTRIBUTE_NAMES: ReadonlySet<string> = new Set([
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
  'CreatedTimestamp',
  'DelaySeconds',
  'LastModifiedTimestamp',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'Policy',
  'QueueArn',
  'ReceiveMessageWaitTimeSeconds',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
])

/** `Policy` is absent when there is none (fact sheet, section 2.5). */
function attributesOf(call: Call, queue: Queue): Readonly<Record<string, string>> {
  const policy = visiblePolicy(queue, call.now)
  const seconds = (time: number) => String(Math.floor(time / 1000))
  return {
    QueueArn: queueArn(queue.region, call.caller.accountId, queue.name),
    ApproximateNumberOfMessages: '0',
    ApproximateNumberOfMessagesDelayed: '0',
    ApproximateNumberOfMessagesNotVisible: '0',
    CreatedTimestamp: seconds(queue.createdAt),
    LastModifiedTimestamp: seconds(queue.modifiedAt),
    VisibilityTimeout: '30',
    MaximumMessageSize: '1048576',
    MessageRetentionPeriod: '345600',
    DelaySeconds: '0',
    ReceiveMessageWaitTimeSeconds: '0',
    SqsManagedSseEnabled: 'true',
    ...(policy === null ? {} : { Policy: policy }),
  }
}

function visiblePolicy({ policy, earlier }: Queue, now: number): string | null {
  return earlier !== null && now < earlier.until ? earlier.policy : policy
}

function authorize(call: Call, operation: string, resource: string, resourceAccount: string): void {
  const refusal = refusalOf(call, { action: `sqs:${operation}`, resource, resourceAccount })
  if (refusal !== null) throw new AwsError(403, 'AccessDenied', refusal)
}

const callersAccount = ({ world, caller }: Call): Account | undefined =>
  world.organization.accountsById.get(caller.accountId)

const findQueue = (call: Call, name: string): Queue | undefined =>
  callersAccount(call)?.queues.find((queue) => queue.name === name && queue.region === call.region)

const queueArn = (region: string, accountId: string, name: string): string =>
  `arn:aws:sqs:${region}:${accountId}:${name}`

const queueUrl = ({ host }: Call, accountId: string, name: string): string =>
  `http://${host}/${accountId}/${name}`

const noSuchQueue = (): AwsError =>
  new AwsError(
    400,
    'AWS.SimpleQueueService.NonExistentQueue',
    'The specified queue does not exist.',
  )

function requiredText(input: JsonInput, name: string): string {
  const value = input.text(name)
  if (value === undefined || value === '') {
    throw new AwsError(400, 'MissingParameter', `The request must contain the parameter ${name}.`)
  }
  return value
}

const writeToken = (name: string): string => Buffer.from(`after ${name}`).toString('base64')

function readToken(token: string | undefined): string {
  if (token === undefined) return ''
  const text = Buffer.from(token, 'base64').toString('utf8')
  if (!text.startsWith('after ')) {
    throw new AwsError(400, 'InvalidParameterValue', 'Invalid or expired next token.')
  }
  return text.slice('after '.length)
}
