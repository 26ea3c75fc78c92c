import { gzipSync } from 'node:zlib'
import { accountId, draft, keepJournal, organizationId } from '../../testing/kept-journal.ts'
import { importTrail, type EventFile } from '../trail-import.ts'

export const operator = 'arn:aws:sts::111122223333:assumed-role/operator/jane'
export const member = accountId(1)

export type Change = Record<string, unknown>
export type TrailScene = ReturnType<typeof setTrailScene>

/** A file of CloudTrail with these events. */
export function file(...records: object[]): EventFile {
  return { name: 'events.json.gz', bytes: gzipSync(JSON.stringify({ Records: records })) }
}

/** A journal, a ledger, and events of CloudTrail made by hand to compare them with. */
export function setTrailScene() {
  const kept = keepJournal()
  let events = 0

  const minutes = (count: number) =>
    new Date(kept.time.now + count * 60_000).toISOString().replace(/\.\d+Z$/, 'Z')
  const pass = (count: number): void => {
    kept.time.now += count * 60_000
  }

  /** An AssumeRoot as the operator's account records it (fact sheet 1.6). */
  function opening(
    change: Change & { requestID: string; key?: string | null; at?: number },
  ): object {
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
    kept.store.ledger.recorder(null).record({
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

  return { kept, pass, opening, inside, journaled, ledgered, imported, close: () => kept.close() }
}
