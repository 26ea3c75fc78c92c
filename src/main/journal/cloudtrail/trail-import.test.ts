import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CloudTrailFinding } from '../../../shared/domain/journal.ts'
import {
  accountId,
  draft,
  keepJournal,
  organizationId,
  type KeptJournal,
} from '../testing/kept-journal.ts'
import { importTrail, type EventFile } from './trail-import.ts'

const operator = 'arn:aws:sts::111122223333:assumed-role/operator/jane'
const stranger = 'arn:aws:sts::111122223333:assumed-role/breaker/mallory'
const member = accountId(1)

let kept: KeptJournal
beforeEach(() => {
  kept = keepJournal()
})
afterEach(() => kept.close())

const minutes = (count: number) =>
  new Date(kept.time.now + count * 60_000).toISOString().replace(/\.\d+Z$/, 'Z')
const pass = (count: number) => {
  kept.time.now += count * 60_000
}

type Change = Record<string, unknown>
let events = 0

/** An AssumeRoot as the operator's account records it (fact sheet 1.6). */
function opening(change: Change & { requestID: string; key?: string | null; at?: number }): object {
  const { key = null, at = 0, ...more } = change
  events += 1
  return {
    eventName: 'AssumeRoot',
    eventSource: 'sts.amazonaws.com',
    eventTime: minutes(at),
    eventID: `event-${events}`,
    awsRegion: 'eu-west-1',
    recipientAccountId: '111122223333',
    sourceIPAddress: '192.0.2.1',
    userIdentity: { type: 'AssumedRole', arn: operator, accountId: '111122223333' },
    requestParameters: {
      targetPrincipal: member,
      taskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials' },
    },
    responseElements: key === null ? null : { credentials: { accessKeyId: key } },
    ...more,
  }
}

/** A call of a root session, as the member account records it. */
function inside(
  change: Change & { requestID: string; key: string; at?: number; assumedRoot?: unknown },
): object {
  const { key, at = 0, assumedRoot = 'true', ...more } = change
  events += 1
  return {
    eventName: 'DeleteAccessKey',
    eventSource: 'iam.amazonaws.com',
    eventTime: minutes(at),
    eventID: `event-${events}`,
    awsRegion: 'us-east-1',
    recipientAccountId: member,
    sourceIPAddress: '192.0.2.1',
    userIdentity: {
      type: 'Root',
      arn: `arn:aws:iam::${member}:root`,
      accountId: member,
      accessKeyId: key,
      sessionContext: { attributes: {}, assumedRoot },
    },
    ...more,
  }
}

/** What the engine writes for one call. Returns the sequence of its answer. */
function journaled(
  call: string,
  {
    requestId,
    accessKeyId = null,
    issued = null,
    state = 'done',
  }: {
    requestId: string | null
    accessKeyId?: string | null
    issued?: string | null
    state?: string
  },
): number {
  const heading = { actor: operator, procedureId: 'p-1', accountId: member }
  const [intent] = kept.journal.write([
    draft({
      ...heading,
      kind: 'call-intent',
      detail: { itemId: 'i', call, arguments: {}, accessKeyId },
    }),
  ])
  const [result] = kept.journal.write([
    draft({
      ...heading,
      kind: 'call-result',
      detail: {
        intent: intent?.sequence ?? 0,
        itemId: 'i',
        call,
        state,
        requestId,
        awsCode: null,
        code: null,
        ...(call === 'sts:AssumeRoot' ? { accessKeyId: issued, expiresAt: null } : {}),
      },
    }),
  ])
  return result?.sequence ?? 0
}

function ledgered(operation: string, requestId: string | null, service = 'iam'): void {
  kept.store.ledger.record({
    at: kept.clock.instant(),
    service,
    operation,
    accountId: member,
    region: service === 'iam' ? 'us-east-1' : 'eu-west-1',
    requestId,
    status: requestId === null ? null : 200,
    errorCode: null,
    durationMs: 40,
    attempt: 1,
  })
}

const file = (...records: object[]): EventFile => ({
  name: 'events.json.gz',
  bytes: gzipSync(JSON.stringify({ Records: records })),
})

async function imported(...files: EventFile[]) {
  const summary = await importTrail(files, organizationId, operator, {
    entries: kept.entries,
    imports: kept.record.cloudTrailImports,
    journal: kept.journal,
    store: kept.store,
    clock: kept.clock,
  })
  const found = kept.record.cloudTrailImports.findings(summary.id, null, 0, 1000)
  return { summary, findings: found?.findings ?? [] }
}

const short = ({ match, eventName, requestId, sequence }: CloudTrailFinding) => ({
  match,
  eventName,
  requestId,
  sequence,
})

describe('a call of ours', () => {
  test('is confirmed by its request ID, AssumeRoot also by the key that it issued', async () => {
    const opened = journaled('sts:AssumeRoot', { requestId: 'r-1', issued: 'ASIAOURS' })
    const deleted = journaled('iam:DeleteAccessKey', { requestId: 'r-2', accessKeyId: 'ASIAOURS' })
    const { summary, findings } = await imported(
      file(
        opening({ requestID: 'another', key: 'ASIAOURS' }),
        inside({ requestID: 'r-2', key: 'ASIAOURS' }),
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
    const sequence = journaled('iam:EnableOrganizationsRootSessions', { requestId: 'r-1' })
    const { findings } = await imported(
      file({
        ...opening({ requestID: 'r-1' }),
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
    journaled('sts:AssumeRoot', { requestId: 'r-1', issued: 'ASIAOURS' })
    const doubtful = journaled('iam:DeleteAccessKey', {
      requestId: null,
      accessKeyId: 'ASIAOURS',
      state: 'in-doubt',
    })
    ledgered('AssumeRoot', 'r-1', 'sts')
    ledgered('DeleteAccessKey', null)
    const event = inside({ requestID: 'never-told', key: 'ASIAOURS', at: 1 })
    const { findings } = await imported(file(event))
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
    journaled('sts:AssumeRoot', { requestId: 'r-1', issued: 'ASIAOURS' })
    const event = opening({ requestID: 'r-1', key: 'ASIAOURS' })
    const { summary } = await imported(file(event), file(event))
    expect(summary).toMatchObject({ files: 2, events: 2, counts: { confirmed: 1 } })
  })

  test('that only read, with a key of ours, agrees and is no finding', async () => {
    journaled('sts:AssumeRoot', { requestId: 'r-1', issued: 'ASIAOURS' })
    ledgered('AssumeRoot', 'r-1', 'sts')
    ledgered('ListAccessKeys', 'r-2')
    const { findings } = await imported(
      file(inside({ requestID: 'r-2', key: 'ASIAOURS', eventName: 'ListAccessKeys' })),
    )
    expect(findings).toEqual([])
  })
})

describe('an audit run', () => {
  test('is known by the request ledger, and its reads by the key or the ledger', async () => {
    ledgered('AssumeRoot', 'r-1', 'sts')
    ledgered('GetAccountSummary', 'r-2')
    const { findings } = await imported(
      file(
        opening({ requestID: 'r-1', key: 'ASIARUN' }),
        inside({ requestID: 'r-2', key: 'ASIARUN', eventName: 'GetAccountSummary' }),
      ),
      file(inside({ requestID: 'r-2', key: 'ASIAELSE', eventName: 'GetAccountSummary' })),
    )
    expect(findings.map(short)).toEqual([
      { match: 'audit-run', eventName: 'AssumeRoot', requestId: 'r-1', sequence: null },
    ])
  })

  test('that the ledger has forgotten is known by its time and its caller, and by nothing else', async () => {
    const run = {
      id: 'run-1',
      organizationId,
      state: 'completed',
      scope: { kind: 'organization' },
      deep: false,
      startedAt: kept.clock.instant(),
      endedAt: new Date(kept.time.now + 600_000).toISOString(),
      callerArn: operator,
      completeness: {
        inOrganization: 1,
        notApplicable: 0,
        observed: 1,
        unknown: 0,
        stale: 0,
      },
      nonCompliant: 0,
      calls: {},
      failure: null,
    } as const
    kept.store.inventory.saveOrganization({
      id: organizationId,
      managementAccountId: member,
      featureSet: 'ALL',
      features: null,
      trustedAccess: null,
      describedAt: run.startedAt,
    })
    kept.store.runs.begin(run, { pid: 1 })
    kept.store.runs.save(
      run,
      { compliant: 0, 'non-compliant': 0, exempt: 0, unknown: 0, stale: 0, 'not-applicable': 0 },
      { pid: 1 },
      run.endedAt,
    )
    const during = opening({ requestID: 'r-1', at: 5 })
    const after = opening({ requestID: 'r-2', at: 30 })
    const other = opening({ requestID: 'r-3', at: 5, userIdentity: { arn: stranger } })
    const task = { targetPrincipal: member, taskPolicyArn: { arn: 'x/S3UnlockBucketPolicy' } }
    const unlock = opening({ requestID: 'r-4', at: 5, requestParameters: task })
    pass(60)
    ledgered('AssumeRoot', 'later', 'sts')
    const { findings } = await imported(file(during, after, other, unlock))
    expect(findings.map(({ match, requestId }) => `${requestId} ${match}`).toSorted()).toEqual([
      'r-1 audit-run',
      'r-2 unknown-session',
      'r-3 unknown-session',
      'r-4 unknown-session',
    ])
  })
})

describe('SECURITY: what nobody here did is said', () => {
  beforeEach(() => ledgered('ListAccounts', 'r-0', 'organizations'))

  test('an AssumeRoot by somebody else, and every call of its session, with and without the flag as text', async () => {
    const { findings } = await imported(
      file(
        opening({ requestID: 'x-1', key: 'ASIATHEIRS', userIdentity: { arn: stranger } }),
        inside({ requestID: 'x-2', key: 'ASIATHEIRS', at: 1 }),
        inside({ requestID: 'x-3', key: 'ASIATHEIRS', at: 2, assumedRoot: true }),
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
    const { findings } = await imported(
      file(opening({ requestID: 'x-1', errorCode: 'AccessDenied', responseElements: null })),
    )
    expect(findings).toMatchObject([{ match: 'unknown-session', errorCode: 'AccessDenied' }])
  })

  test('a request that we never made, under a key that was ours', async () => {
    journaled('sts:AssumeRoot', { requestId: 'r-1', issued: 'ASIAOURS' })
    const { findings } = await imported(file(inside({ requestID: 'x-1', key: 'ASIAOURS' })))
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
    const { summary } = await imported(
      file(
        { ...inside({ requestID: 'x-1', key: 'AKIAROOT', assumedRoot: null }) },
        { ...opening({ requestID: 'x-2' }), eventName: 'AssumeRole' },
      ),
    )
    expect(summary).toMatchObject({ events: 2, counts: { 'unknown-session': 0 } })
  })
})

describe('a call of ours that the files lack', () => {
  const noise = (at: number, change: Change = {}) => ({
    ...inside({ requestID: `n-${at}`, key: 'AKIAUSER', at, assumedRoot: null }),
    ...change,
  })

  test('is missing where they speak of its account, Region and day and reach beyond it', async () => {
    const sequence = journaled('iam:DeleteAccessKey', { requestId: 'r-1', accessKeyId: 'ASIAOURS' })
    const { findings } = await imported(file(noise(-10), noise(20)))
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
    journaled('iam:DeleteAccessKey', { requestId: 'r-1', accessKeyId: 'ASIAOURS' })
    expect((await imported(file(...records()))).summary.counts.missing).toBe(0)
  })

  test('is not called missing where its Region is not known any more', async () => {
    journaled('sts:AssumeRoot', { requestId: 'r-1', issued: 'ASIAOURS' })
    const around = [-10, 60].map((at) => ({
      ...noise(at, { awsRegion: 'eu-west-1', recipientAccountId: '111122223333' }),
    }))
    expect((await imported(file(...around))).summary.counts.missing).toBe(0)
    ledgered('AssumeRoot', 'r-1', 'sts')
    expect((await imported(file(...around))).summary.counts.missing).toBe(1)
  })

  test('is not missing where AWS did not do it', async () => {
    journaled('iam:DeleteAccessKey', { requestId: 'r-1', state: 'failed', accessKeyId: 'ASIA' })
    expect((await imported(file(noise(-10), noise(60)))).summary.counts.missing).toBe(0)
  })
})

test('files that cannot be read are named with the reason, and nothing of them counts', async () => {
  journaled('sts:AssumeRoot', { requestId: 'r-1', issued: 'ASIAOURS' })
  const whole = file(opening({ requestID: 'r-1', key: 'ASIAOURS' }))
  const text = JSON.stringify({
    Records: [opening({ requestID: 'x-1' }), opening({ requestID: 'x-2' })],
  })
  const { summary } = await imported(
    whole,
    { name: 'cut.json', bytes: Buffer.from(text.slice(0, -30)) },
    { name: 'notes.txt', bytes: Buffer.from('remember the milk') },
  )
  expect(summary).toMatchObject({
    files: 3,
    events: 1,
    unreadable: [
      { name: 'cut.json', reason: 'It ends in the middle of a record.' },
      { name: 'notes.txt', reason: 'It is not JSON.' },
    ],
    from: kept.clock.instant(),
    until: kept.clock.instant(),
    counts: { confirmed: 1, 'unknown-session': 0 },
  })
})

test('an import is kept and journaled; one that came to no end leaves nothing', async () => {
  const imports = kept.record.cloudTrailImports
  imports.addFindings('broken off', [], 0)
  kept.db.prepare(`INSERT INTO cloudtrail_findings VALUES ('broken off', 0, 'missing', '{}')`).run()
  const { summary } = await imported(file(opening({ requestID: 'x-1' })))
  expect(imports.list(organizationId)).toEqual([summary])
  expect(imports.findings('broken off', null, 0, 10)).toBeNull()
  expect(kept.db.prepare('SELECT count(*) AS n FROM cloudtrail_findings').get()).toEqual({ n: 1 })
  expect(kept.entries.newest()).toMatchObject({ kind: 'cloudtrail-imported' })
  expect((await kept.verify()).intact).toBe(true)
})

test('findings are read by match and page', async () => {
  const openings = [3, 1, 2].map((at) => opening({ requestID: `x-${at}`, at }))
  const { summary } = await imported(file(...openings))
  const page = kept.record.cloudTrailImports.findings(summary.id, 'unknown-session', 1, 1)
  expect(page?.total).toBe(3)
  expect(page?.findings.map(({ requestId }) => requestId)).toEqual(['x-2'])
  expect(kept.record.cloudTrailImports.findings(summary.id, 'missing', 0, 10)?.total).toBe(0)
})
