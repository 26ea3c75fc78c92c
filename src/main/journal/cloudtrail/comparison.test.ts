import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CloudTrailFinding } from '../../../shared/domain/journal.ts'
import { accountId } from '../testing/kept-journal.ts'
import { file, member, setTrailScene, type Change, type TrailScene } from './testing/trail-scene.ts'

const stranger = 'arn:aws:sts::111122223333:assumed-role/breaker/mallory'

let scene: TrailScene
beforeEach(() => {
  scene = setTrailScene()
})
afterEach(() => scene.close())

const short = ({ match, eventName, requestId, sequence }: CloudTrailFinding) => ({
  match,
  eventName,
  requestId,
  sequence,
})

describe('a call of ours', () => {
  test('is confirmed by its request ID, AssumeRoot also by the key that it issued', async () => {
    const opened = scene.journaled('sts:AssumeRoot', { requestId: 'r-1', issued: 'ASIAOURS' })
    const deleted = scene.journaled('iam:DeleteAccessKey', {
      requestId: 'r-2',
      accessKeyId: 'ASIAOURS',
    })
    const { summary, findings } = await scene.imported(
      file(
        scene.opening({ requestID: 'another', key: 'ASIAOURS' }),
        scene.inside({ requestID: 'r-2', key: 'ASIAOURS' }),
      ),
    )
    expect(findings.map(short)).toEqual([
      { match: 'confirmed', eventName: 'AssumeRoot', requestId: 'another', sequence: opened },
      { match: 'confirmed', eventName: 'DeleteAccessKey', requestId: 'r-2', sequence: deleted },
    ])
    expect(summary.counts).toEqual({
      confirmed: 2,
      'audit-run': 0,
      missing: 0,
      'unknown-session': 0,
    })
  })

  test('with the own credentials, such as an organization switch, is confirmed too', async () => {
    const sequence = scene.journaled('iam:EnableOrganizationsRootSessions', { requestId: 'r-1' })
    const { findings } = await scene.imported(
      file({
        ...scene.opening({ requestID: 'r-1' }),
        eventName: 'EnableOrganizationsRootSessions',
        eventSource: 'iam.amazonaws.com',
      }),
    )
    expect(findings.map(short)).toEqual([
      {
        match: 'confirmed',
        eventName: 'EnableOrganizationsRootSessions',
        requestId: 'r-1',
        sequence,
      },
    ])
  })

  test('that no answer came to is confirmed by the event that shows that it arrived', async () => {
    scene.journaled('sts:AssumeRoot', { requestId: 'r-1', issued: 'ASIAOURS' })
    const doubtful = scene.journaled('iam:DeleteAccessKey', {
      requestId: null,
      accessKeyId: 'ASIAOURS',
      state: 'in-doubt',
    })
    scene.ledgered('AssumeRoot', 'r-1', 'sts')
    scene.ledgered('DeleteAccessKey', null)
    const event = scene.inside({ requestID: 'never-told', key: 'ASIAOURS', at: 1 })
    const { findings } = await scene.imported(file(event))
    expect(findings.map(short)).toEqual([
      {
        match: 'confirmed',
        eventName: 'DeleteAccessKey',
        requestId: 'never-told',
        sequence: doubtful,
      },
    ])
  })

  test('is confirmed once, though its event was delivered twice', async () => {
    scene.journaled('sts:AssumeRoot', { requestId: 'r-1', issued: 'ASIAOURS' })
    const event = scene.opening({ requestID: 'r-1', key: 'ASIAOURS' })
    const { summary } = await scene.imported(file(event), file(event))
    expect(summary).toMatchObject({ files: 2, events: 2, counts: { confirmed: 1 } })
  })

  test('that only read, with a key of ours, agrees and is no finding', async () => {
    scene.journaled('sts:AssumeRoot', { requestId: 'r-1', issued: 'ASIAOURS' })
    scene.ledgered('AssumeRoot', 'r-1', 'sts')
    scene.ledgered('ListAccessKeys', 'r-2')
    const { findings } = await scene.imported(
      file(scene.inside({ requestID: 'r-2', key: 'ASIAOURS', eventName: 'ListAccessKeys' })),
    )
    expect(findings).toEqual([])
  })
})

describe('an audit run', () => {
  test('is known by the request ledger, and its reads by the key or the ledger', async () => {
    scene.ledgered('AssumeRoot', 'r-1', 'sts')
    scene.ledgered('GetAccountSummary', 'r-2')
    const { findings } = await scene.imported(
      file(
        scene.opening({ requestID: 'r-1', key: 'ASIARUN' }),
        scene.inside({ requestID: 'r-2', key: 'ASIARUN', eventName: 'GetAccountSummary' }),
      ),
      file(scene.inside({ requestID: 'r-2', key: 'ASIAELSE', eventName: 'GetAccountSummary' })),
    )
    expect(findings.map(short)).toEqual([
      { match: 'audit-run', eventName: 'AssumeRoot', requestId: 'r-1', sequence: null },
    ])
  })

  test('that the ledger has forgotten is not taken for granted', async () => {
    const long = scene.opening({ requestID: 'r-1' })
    scene.pass(60)
    scene.ledgered('AssumeRoot', 'later', 'sts')
    const { findings } = await scene.imported(file(long))
    expect(findings).toMatchObject([{ match: 'unknown-session', requestId: 'r-1' }])
  })

  test('opens no session of another task: one that only the ledger knows has lost its entries', async () => {
    scene.ledgered('AssumeRoot', 'r-1', 'sts')
    const taskPolicyArn = { arn: 'arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy' }
    const requestParameters = { targetPrincipal: member, taskPolicyArn }
    const { findings } = await scene.imported(
      file(scene.opening({ requestID: 'r-1', requestParameters })),
    )
    expect(findings).toMatchObject([{ match: 'unknown-session', requestId: 'r-1' }])
  })
})

describe('SECURITY: what nobody here did is said', () => {
  beforeEach(() => scene.ledgered('ListAccounts', 'r-0', 'organizations'))

  test('an AssumeRoot by somebody else, and every call of its session, with and without the flag as text', async () => {
    const { findings } = await scene.imported(
      file(
        scene.opening({ requestID: 'x-1', key: 'ASIATHEIRS', userIdentity: { arn: stranger } }),
        scene.inside({ requestID: 'x-2', key: 'ASIATHEIRS', at: 1 }),
        scene.inside({ requestID: 'x-3', key: 'ASIATHEIRS', at: 2, assumedRoot: true }),
      ),
    )
    expect(findings.map(short)).toEqual(
      ['AssumeRoot', 'DeleteAccessKey', 'DeleteAccessKey'].map((eventName, index) => ({
        match: 'unknown-session',
        eventName,
        requestId: `x-${index + 1}`,
        sequence: null,
      })),
    )
    expect(findings[0]).toMatchObject({
      accountId: member,
      callerArn: stranger,
      accessKeyId: 'ASIATHEIRS',
      sourceIp: '192.0.2.1',
      errorCode: null,
    })
  })

  test('an AssumeRoot that AWS refused, with the reason', async () => {
    const { findings } = await scene.imported(
      file(scene.opening({ requestID: 'x-1', errorCode: 'AccessDenied', responseElements: null })),
    )
    expect(findings).toMatchObject([{ match: 'unknown-session', errorCode: 'AccessDenied' }])
  })

  test('a request that we never made, under a key that was ours', async () => {
    scene.journaled('sts:AssumeRoot', { requestId: 'r-1', issued: 'ASIAOURS' })
    const { findings } = await scene.imported(
      file(scene.inside({ requestID: 'x-1', key: 'ASIAOURS' })),
    )
    expect(findings.map(short)).toEqual([
      {
        match: 'unknown-session',
        eventName: 'DeleteAccessKey',
        requestId: 'x-1',
        sequence: null,
      },
    ])
  })

  test('but not what does not concern root sessions', async () => {
    const { summary } = await scene.imported(
      file(
        { ...scene.inside({ requestID: 'x-1', key: 'AKIAROOT', assumedRoot: null }) },
        { ...scene.opening({ requestID: 'x-2' }), eventName: 'AssumeRole' },
      ),
    )
    expect(summary).toMatchObject({ events: 2, counts: { 'unknown-session': 0 } })
  })
})

describe('a call of ours that the files lack', () => {
  const noise = (at: number, change: Change = {}) => ({
    ...scene.inside({ requestID: `n-${at}`, key: 'AKIAUSER', at, assumedRoot: null }),
    ...change,
  })

  test('is missing where they speak of its account, Region and day and reach beyond it', async () => {
    const sequence = scene.journaled('iam:DeleteAccessKey', {
      requestId: 'r-1',
      accessKeyId: 'ASIAOURS',
    })
    const { findings } = await scene.imported(file(noise(-10), noise(20)))
    expect(findings.map(short)).toEqual([
      { match: 'missing', eventName: 'DeleteAccessKey', requestId: 'r-1', sequence },
    ])
  })

  test.each<[string, () => object[]]>([
    ['end before CloudTrail can have delivered it', () => [noise(-10), noise(10)]],
    ['begin after it', () => [noise(1), noise(60)]],
    ['speak of another Region only', () => [noise(-10, { awsRegion: 'eu-west-1' }), noise(1440)]],
    [
      'speak of another account only',
      () => [noise(-10, { recipientAccountId: accountId(2) }), noise(1440)],
    ],
    ['speak of the days around it only', () => [noise(-1440), noise(1440)]],
  ])('is not called missing where they %s', async (_, records) => {
    scene.journaled('iam:DeleteAccessKey', { requestId: 'r-1', accessKeyId: 'ASIAOURS' })
    expect((await scene.imported(file(...records()))).summary.counts.missing).toBe(0)
  })

  test('is not called missing where its Region is not known any more', async () => {
    scene.journaled('sts:AssumeRoot', { requestId: 'r-1', issued: 'ASIAOURS' })
    const around = [-10, 60].map((at) => ({
      ...noise(at, { awsRegion: 'eu-west-1', recipientAccountId: '111122223333' }),
    }))
    expect((await scene.imported(file(...around))).summary.counts.missing).toBe(0)
    scene.ledgered('AssumeRoot', 'r-1', 'sts')
    expect((await scene.imported(file(...around))).summary.counts.missing).toBe(1)
  })

  test('is not missing where AWS did not do it', async () => {
    scene.journaled('iam:DeleteAccessKey', {
      requestId: 'r-1',
      state: 'failed',
      accessKeyId: 'ASIA',
    })
    expect((await scene.imported(file(noise(-10), noise(60)))).summary.counts.missing).toBe(0)
  })
})
