import { StartPrimaryEmailUpdateCommand } from '@aws-sdk/client-account'
import {
  CreateLoginProfileCommand,
  DisableOrganizationsRootSessionsCommand,
  GetAccountSummaryCommand,
  GetLoginProfileCommand,
} from '@aws-sdk/client-iam'
import { RegisterDelegatedAdministratorCommand } from '@aws-sdk/client-organizations'
import { DeleteBucketPolicyCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3'
import { ListQueuesCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import { AssumeRootCommand } from '@aws-sdk/client-sts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OperatorKeys } from '../simulator.ts'
import { failureOf, startPractice } from '../testing/practice.ts'
import type { Practice } from '../testing/practice.ts'
import type { EventRecord } from './event-record.ts'

let practice: Practice
beforeEach(async () => {
  practice = await startPractice()
})
afterEach(() => practice[Symbol.asyncDispose]())

async function events(account?: string, since?: string): Promise<EventRecord[]> {
  const query = new URLSearchParams({
    ...(account === undefined ? {} : { account }),
    ...(since === undefined ? {} : { since }),
  })
  const { Records } = (await practice.control('GET', `cloudtrail?${query.toString()}`)) as {
    Records: EventRecord[]
  }
  return Records
}
const managementEvents = () => events(practice.ready.managementAccountId)
const lastEvent = async (account: string) => (await events(account)).at(-1)

describe('AssumeRoot', () => {
  test('is an event of the caller’s account, with the key ID that leads to the session’s calls', async () => {
    const { id } = await practice.reachable()
    const sent = await practice.sts(practice.management).send(
      new AssumeRootCommand({
        TargetPrincipal: id,
        TaskPolicyArn: {
          arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials',
        },
        DurationSeconds: 600,
      }),
    )
    const accountId = practice.ready.managementAccountId
    expect(await managementEvents()).toEqual([
      {
        eventVersion: '1.11',
        userIdentity: {
          type: 'IAMUser',
          principalId: expect.stringMatching(/^AIDA/),
          arn: `arn:aws:iam::${accountId}:user/rootkeep-operator`,
          accountId,
          accessKeyId: practice.management.accessKeyId,
          userName: 'rootkeep-operator',
        },
        eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        eventSource: 'sts.amazonaws.com',
        eventName: 'AssumeRoot',
        awsRegion: 'us-east-1',
        sourceIPAddress: '127.0.0.1',
        userAgent: expect.stringContaining('aws-sdk-js'),
        requestParameters: {
          targetPrincipal: id,
          taskPolicyArn: {
            arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials',
          },
          durationSeconds: 600,
        },
        responseElements: {
          credentials: {
            accessKeyId: sent.Credentials?.AccessKeyId,
            sessionToken: 'HIDDEN_DUE_TO_SECURITY_REASONS',
            expiration: expect.stringMatching(/^\w{3} \d{1,2}, \d{4}, \d{1,2}:\d\d:\d\d [AP]M$/),
          },
          sessionTokenSize: expect.any(Number),
          sessionTokenUtilization: expect.any(Number),
        },
        requestID: sent.$metadata.requestId,
        eventID: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
        readOnly: true,
        resources: [{ accountId: id, ARN: `arn:aws:iam::${id}:root` }],
        eventType: 'AwsApiCall',
        managementEvent: true,
        recipientAccountId: accountId,
        eventCategory: 'Management',
      },
    ])
  })

  test('is written in the Region of its endpoint, and names the session of a role', async () => {
    const { id } = await practice.reachable()
    await practice.control('PUT', `operators/${practice.delegated.accessKeyId}`, {
      sourceIdentity: 'sam',
    })
    const keys = await practice.rootSession(id, 'S3UnlockBucketPolicy', practice.delegated)
    const event = await lastEvent(practice.ready.delegatedAdministratorId ?? '')
    expect(event?.userIdentity).toMatchObject({
      type: 'AssumedRole',
      accessKeyId: practice.delegated.accessKeyId,
      sessionContext: {
        sessionIssuer: { type: 'Role', userName: expect.stringMatching(/^AWSReservedSSO_/) },
        attributes: { mfaAuthenticated: 'false' },
        sourceIdentity: 'sam',
      },
    })
    expect(event?.responseElements).toMatchObject({
      sourceIdentity: 'sam',
      credentials: { accessKeyId: keys.accessKeyId },
    })
  })

  test('that is refused says so, and by whom it was tried', async () => {
    const target = practice.ready.managementAccountId
    await failureOf(practice.rootSession(target, 'IAMAuditRootUserCredentials'))
    expect(await managementEvents()).toMatchObject([
      {
        errorCode: 'AccessDenied',
        errorMessage: expect.stringContaining('is not authorized to perform: sts:AssumeRoot'),
        requestParameters: { targetPrincipal: target },
        responseElements: null,
      },
    ])
  })
})

describe('the calls of a root session', () => {
  test('are events of the member account, reads and failures too', async () => {
    const { id } = await practice.reachable(({ root }) => !root.passwordPresent)
    const keys = await practice.rootSession(id, 'IAMCreateRootUserPassword')
    const iam = practice.iam(keys)
    await failureOf(iam.send(new GetLoginProfileCommand({})))
    await iam.send(new CreateLoginProfileCommand({}))
    await failureOf(iam.send(new GetAccountSummaryCommand({})))
    const [read, made, refused, ...more] = await events(id)
    expect(more).toEqual([])
    expect(read).toMatchObject({
      eventSource: 'iam.amazonaws.com',
      eventName: 'GetLoginProfile',
      userIdentity: {
        type: 'Root',
        principalId: id,
        arn: `arn:aws:iam::${id}:root`,
        accountId: id,
        accessKeyId: keys.accessKeyId,
        sessionContext: { attributes: { mfaAuthenticated: 'false' }, assumedRoot: 'true' },
      },
      errorCode: 'NoSuchEntityException',
      requestParameters: null,
      responseElements: null,
      readOnly: true,
      recipientAccountId: id,
    })
    expect(made).toMatchObject({
      eventName: 'CreateLoginProfile',
      responseElements: { loginProfile: { passwordResetRequired: false } },
      readOnly: false,
    })
    expect(made).not.toHaveProperty('errorCode')
    expect(refused).toMatchObject({ eventName: 'GetAccountSummary', errorCode: 'AccessDenied' })
  })

  test('on buckets carry the policy, and are written in the bucket’s Region', async () => {
    const account = await practice.reachable(({ buckets }) =>
      buckets.some(({ region }) => region !== 'us-east-1'),
    )
    const bucket = account.buckets.find(({ region }) => region !== 'us-east-1')!
    const policy = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: '*',
          Action: 's3:GetObject',
          Resource: `arn:aws:s3:::${bucket.name}/*`,
        },
      ],
    }
    const s3 = practice.s3(
      await practice.rootSession(account.id, 'S3UnlockBucketPolicy'),
      bucket.region,
    )
    const Bucket = bucket.name
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(policy) }))
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }))
    const common = {
      eventSource: 's3.amazonaws.com',
      awsRegion: bucket.region,
      responseElements: null,
      readOnly: false,
      resources: [
        { accountId: account.id, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${Bucket}` },
      ],
    }
    const address = { bucketName: Bucket, Host: `${Bucket}.s3.amazonaws.com`, policy: '' }
    expect(await events(account.id)).toMatchObject([
      {
        ...common,
        eventName: 'PutBucketPolicy',
        requestParameters: { ...address, bucketPolicy: policy },
      },
      { ...common, eventName: 'DeleteBucketPolicy', requestParameters: address },
    ])
  })

  test('on queues carry the policy, and are written in the queue’s Region', async () => {
    const account = await practice.reachable(({ queues }) => queues.length > 0)
    const [queue] = account.queues
    const sqs = practice.sqs(
      await practice.rootSession(account.id, 'SQSUnlockQueuePolicy'),
      queue!.region,
    )
    const QueueUrl = `${practice.ready.endpoint}/${account.id}/${queue!.name}`
    await sqs.send(new ListQueuesCommand({}))
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: '' } }))
    expect(await events(account.id)).toMatchObject([
      { eventName: 'ListQueues', awsRegion: queue!.region, readOnly: true },
      {
        eventSource: 'sqs.amazonaws.com',
        eventName: 'SetQueueAttributes',
        requestParameters: { queueUrl: QueueUrl, attributes: { Policy: '' } },
        responseElements: null,
        readOnly: false,
      },
    ])
  })
})

test('switches of the organization and changes of an address are events of the management account', async () => {
  const { id } = await practice.reachable()
  await practice.iam(practice.management).send(new DisableOrganizationsRootSessionsCommand({}))
  await practice.organizations(practice.management).send(
    new RegisterDelegatedAdministratorCommand({
      AccountId: id,
      ServicePrincipal: 'iam.amazonaws.com',
    }),
  )
  await practice
    .accountManagement(practice.management)
    .send(new StartPrimaryEmailUpdateCommand({ AccountId: id, PrimaryEmail: 'a@new.example' }))
  expect(await managementEvents()).toMatchObject([
    {
      eventSource: 'iam.amazonaws.com',
      eventName: 'DisableOrganizationsRootSessions',
      responseElements: {
        organizationId: practice.ready.organizationId,
        enabledFeatures: ['RootCredentialsManagement'],
      },
    },
    {
      eventSource: 'organizations.amazonaws.com',
      eventName: 'RegisterDelegatedAdministrator',
      requestParameters: { accountId: id, servicePrincipal: 'iam.amazonaws.com' },
      responseElements: null,
    },
    {
      eventSource: 'account.amazonaws.com',
      eventName: 'StartPrimaryEmailUpdate',
      requestParameters: { accountId: id, primaryEmail: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
      responseElements: { status: 'PENDING' },
    },
  ])
})

describe('the trail', () => {
  test('holds what was throttled and what was cut off, not what never arrived', async () => {
    const { id } = await practice.reachable()
    const iam = practice.iam(await practice.rootSession(id, 'IAMAuditRootUserCredentials'))
    for (const rule of [{ throttle: true }, { truncate: true }, { reset: true }]) {
      await practice.control('PUT', 'faults', [{ service: 'iam', probability: 1, ...rule }])
      await iam.send(new GetAccountSummaryCommand({})).catch(() => null)
    }
    const recorded = await events(id)
    expect(recorded.map(({ errorCode }) => errorCode)).toEqual(['Throttling', undefined])
  })

  test('is asked by account and by time, and its records stay the same', async () => {
    const { id } = await practice.reachable()
    const keys = await practice.rootSession(id, 'IAMAuditRootUserCredentials')
    await practice.iam(keys).send(new GetAccountSummaryCommand({}))
    await practice.control('PUT', 'clock', { advanceSeconds: 60 })
    const { now } = (await practice.control('GET', 'clock')) as { now: string }
    expect(await events(undefined, now)).toEqual([])
    await practice.iam(keys).send(new GetAccountSummaryCommand({}))
    expect(await events(undefined, now)).toHaveLength(1)
    expect(await events(id)).toHaveLength(2)
    expect(await events()).toHaveLength(3)
    expect(await events()).toEqual(await events())
    await expect(events(undefined, 'yesterday')).rejects.toThrow('400')
    await practice.control('POST', 'reset')
    expect(await events()).toEqual([])
  })

  test('of another operator holds the AssumeRoot that nobody else knows of', async () => {
    const { id } = await practice.reachable()
    const stranger = (await practice.control('POST', 'operators', {
      accountId: practice.ready.managementAccountId,
      name: 'stranger',
    })) as OperatorKeys
    await practice.rootSession(id, 'S3UnlockBucketPolicy', stranger)
    expect((await lastEvent(practice.ready.managementAccountId))?.userIdentity.userName).toBe(
      'stranger',
    )
  })

  test('holds no secret', async () => {
    const { id } = await practice.reachable()
    const keys = await practice.rootSession(id, 'IAMAuditRootUserCredentials')
    await practice.iam(keys).send(new GetAccountSummaryCommand({}))
    await practice
      .accountManagement(practice.management)
      .send(new StartPrimaryEmailUpdateCommand({ AccountId: id, PrimaryEmail: 'a@new.example' }))
    const text = JSON.stringify(await events())
    const [letter] = (await practice.control('GET', 'mailboxes')) as { code: string }[]
    for (const secret of [
      keys.secretAccessKey,
      keys.sessionToken,
      practice.management.secretAccessKey,
      letter?.code,
    ]) {
      expect(text).not.toContain(secret)
    }
    expect(text).toContain(keys.accessKeyId)
  })
})
