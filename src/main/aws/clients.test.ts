import { GetPrimaryEmailCommand } from '@aws-sdk/client-account'
import { GetAccountSummaryCommand } from '@aws-sdk/client-iam'
import { ListBucketsCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3'
import { GetQueueAttributesCommand, ListQueuesCommand } from '@aws-sdk/client-sqs'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { publicEndpoints } from '../../shared/domain/connections.ts'
import { emptyTrace } from '../egress/transport.ts'
import { createClients, type Clients } from './clients.ts'
import { createClockOffset } from './clock-offset.ts'
import { createSigning } from './signing.ts'

/** Clients whose requests go nowhere, and where each would have gone. */
function recordingClients(region: string, endpoints = publicEndpoints) {
  const urls: string[] = []
  class Recorder extends NodeHttpHandler {
    override handle(request: Parameters<NodeHttpHandler['handle']>[0]): never {
      const { protocol, hostname, port, path } = request
      urls.push(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`)
      throw new Error('not sent')
    }
  }
  const signing = createSigning(createClockOffset(() => Date.now()))
  const clients = createClients({ region, endpoints, handler: new Recorder(), signing })
  async function wouldGoTo(send: (from: Clients, bind: <C extends object>(c: C) => C) => unknown) {
    const trace = emptyTrace()
    const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'x' }
    await Promise.resolve(send(clients, (command) => signing.bind(command, { credentials, trace })))
      .then(() => {
        throw new Error('it was answered')
      })
      .catch((error: unknown) => expect(String(error)).toContain('not sent'))
    return { url: urls.at(-1), signedFor: trace.region }
  }
  return { clients, wouldGoTo }
}

const places: [region: string, suffix: string, account: string][] = [
  ['us-east-1', 'amazonaws.com', 'us-east-1'],
  ['eu-west-1', 'amazonaws.com', 'us-east-1'],
  ['us-gov-east-1', 'amazonaws.com', 'us-gov-west-1'],
  ['cn-north-1', 'amazonaws.com.cn', 'cn-northwest-1'],
]

async function expectRegional(): Promise<void> {
  for (const [region, suffix, account] of places) {
    const { wouldGoTo } = recordingClients(region)
    expect(
      await wouldGoTo(({ s3 }, bind) => s3(region).send(bind(new ListBucketsCommand({})))),
    ).toEqual({ url: `https://s3.${region}.${suffix}/`, signedFor: region })
    expect(
      await wouldGoTo(({ s3 }, bind) =>
        s3(region).send(bind(new PutBucketPolicyCommand({ Bucket: 'my.bucket', Policy: '{}' }))),
      ),
    ).toEqual({ url: `https://s3.${region}.${suffix}/my.bucket/`, signedFor: region })
    expect(
      await wouldGoTo(({ sqs }, bind) =>
        sqs(region).send(
          bind(new GetQueueAttributesCommand({ QueueUrl: 'https://evil.example/q' })),
        ),
      ),
    ).toEqual({ url: `https://sqs.${region}.${suffix}/`, signedFor: region })
    expect(
      await wouldGoTo(({ account: client }, bind) =>
        client.send(bind(new GetPrimaryEmailCommand({ AccountId: '111122223333' }))),
      ),
    ).toEqual({ url: `https://account.${account}.${suffix}/getPrimaryEmail`, signedFor: account })
  }
}

describe('where calls go', () => {
  const stray = {
    AWS_ENDPOINT_URL: 'https://evil.example',
    AWS_ENDPOINT_URL_S3: 'https://evil.example',
    AWS_ENDPOINT_URL_SQS: 'https://evil.example',
    AWS_ENDPOINT_URL_ACCOUNT: 'https://evil.example',
    AWS_USE_DUALSTACK_ENDPOINT: 'true',
    AWS_USE_FIPS_ENDPOINT: 'true',
    AWS_S3_USE_ARN_REGION: 'true',
    AWS_REGION: 'ap-south-1',
  }
  afterEach(() => vi.unstubAllEnvs())

  test('is the host of the service in the Region, for every bucket and queue', expectRegional)

  test('SECURITY: the environment does not change it', async () => {
    for (const [name, value] of Object.entries(stray)) vi.stubEnv(name, value)
    await expectRegional()
  })
})

test('an endpoint of a service takes its calls alone, signed for the Region that AWS has it in', async () => {
  const iam = 'https://vpce-1.iam.us-east-1.vpce.amazonaws.com'
  const sqs = 'https://vpce-2.sqs.eu-west-1.vpce.amazonaws.com'
  const { wouldGoTo } = recordingClients('eu-west-1', { ...publicEndpoints, iam, sqs })
  const summary = new GetAccountSummaryCommand({})
  expect(await wouldGoTo((from, bind) => from.iam.send(bind(summary)))).toEqual({
    url: `${iam}/`,
    signedFor: 'us-east-1',
  })
  const queues = new ListQueuesCommand({})
  expect(await wouldGoTo((from, bind) => from.sqs('eu-north-1').send(bind(queues)))).toEqual({
    url: `${sqs}/`,
    signedFor: 'eu-north-1',
  })
  const buckets = new ListBucketsCommand({})
  expect(await wouldGoTo((from, bind) => from.s3('eu-west-1').send(bind(buckets)))).toMatchObject({
    url: 'https://s3.eu-west-1.amazonaws.com/',
  })
})

test('dual stack reaches every client but those with an endpoint of their own', async () => {
  const endpoints = { ...publicEndpoints, dualStack: true, s3: 'https://s3.corp.example' }
  const { wouldGoTo } = recordingClients('eu-west-1', endpoints)
  const caller = new GetCallerIdentityCommand({})
  expect(await wouldGoTo((from, bind) => from.sts.send(bind(caller)))).toMatchObject({
    url: 'https://sts.eu-west-1.api.aws/',
  })
  const summary = new GetAccountSummaryCommand({})
  expect(await wouldGoTo((from, bind) => from.iam.send(bind(summary)))).toEqual({
    url: 'https://iam.global.api.aws/',
    signedFor: 'us-east-1',
  })
  const buckets = new ListBucketsCommand({})
  expect(await wouldGoTo((from, bind) => from.s3('eu-west-1').send(bind(buckets)))).toMatchObject({
    url: 'https://s3.corp.example/',
  })
})

test('a Region has one client for each service, however often it is asked for', () => {
  const { clients } = recordingClients('eu-west-1')
  expect(clients.s3('eu-west-1')).toBe(clients.s3('eu-west-1'))
  expect(clients.s3('eu-west-1')).not.toBe(clients.s3('us-east-1'))
  expect(clients.sqs('eu-west-1')).toBe(clients.sqs('eu-west-1'))
})
