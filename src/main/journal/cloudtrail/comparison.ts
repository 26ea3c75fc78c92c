import type { CloudTrailFinding } from '../../../shared/domain/journal.ts'
import type { RootTask } from '../../aws/partition.ts'
import type { Coverage, RecordedAt } from './coverage.ts'
import type { JournalCall } from './journal-calls.ts'
import type { KnownCalls } from './known-calls.ts'
import { isAssumeRoot, type TrailEvent } from './trail-event.ts'

/**
 * Compares the events of CloudTrail with what this workstation knows. Pure.
 *
 * Findings are: every call of the journal that an event confirms or that the files lack, every AssumeRoot of an audit run, and every AssumeRoot and every
 * call of a root session that nobody here made. What else our own root sessions read agrees, and is no finding.
 */
export function compareWithTrail(
  events: readonly TrailEvent[],
  known: KnownCalls,
): CloudTrailFinding[] {
  const [openings, others] = [events.filter(isAssumeRoot), events.filter((e) => !isAssumeRoot(e))]
  /** Keys that AssumeRoot issued to audit runs of ours. */
  const runKeys = new Set<string>()
  const findings: CloudTrailFinding[] = []
  for (const event of openings) {
    const finding = judgedOpening(event, known)
    if (finding.match === 'audit-run' && event.accessKeyId !== null) runKeys.add(event.accessKeyId)
    findings.push(finding)
  }
  for (const event of others) {
    const finding = judgedCall(event, known, runKeys)
    if (finding) findings.push(finding)
  }
  return findings
}

const auditTask: RootTask = 'IAMAuditRootUserCredentials'

/** An AssumeRoot: whose was it? */
function judgedOpening(event: TrailEvent, known: KnownCalls): CloudTrailFinding {
  const call =
    known.byRequest(event.requestId) ??
    known.issuerOf(event.accessKeyId) ??
    (known.inLedger(event.requestId) ? null : known.unansweredCall(event))
  if (call) return findingOf(event, 'confirmed', call)
  // Every session but those of audits is in the journal: one that only the ledger knows lost its entries.
  const ours =
    event.task === auditTask && (known.inLedger(event.requestId) || known.unansweredInLedger(event))
  return findingOf(event, ours ? 'audit-run' : 'unknown-session', null)
}

/** Another call: null where it agrees with what is known and the journal does not keep it. */
function judgedCall(
  event: TrailEvent,
  known: KnownCalls,
  runKeys: ReadonlySet<string>,
): CloudTrailFinding | null {
  const call = known.byRequest(event.requestId)
  if (call) return findingOf(event, 'confirmed', call)
  if (known.inLedger(event.requestId)) return null
  const ourKey =
    known.issuerOf(event.accessKeyId) !== null ||
    (event.accessKeyId !== null && runKeys.has(event.accessKeyId))
  if (ourKey) {
    const unanswered = known.unansweredCall(event)
    if (unanswered) return findingOf(event, 'confirmed', unanswered)
    // SECURITY: our key under a request that we never made is somebody else using it.
    const explained = known.unansweredInLedger(event) || !known.ledgerReaches(event.at)
    return explained ? null : findingOf(event, 'unknown-session', null)
  }
  return findingOf(event, 'unknown-session', null)
}

function findingOf(
  event: TrailEvent,
  match: CloudTrailFinding['match'],
  call: JournalCall | null,
): CloudTrailFinding {
  const { at, eventName, accountId, callerArn, requestId, accessKeyId, eventId, sourceIp } = event
  return {
    match,
    at,
    eventName,
    accountId,
    callerArn,
    requestId,
    accessKeyId,
    eventId,
    sourceIp,
    errorCode: event.errorCode,
    sequence: call?.sequence ?? null,
  }
}

/**
 * The calls that the journal calls done and that the files lack, although they have events of that account, Region and day and reach beyond it. A folder
 * that was imported only in part looks the same: it is a question, not a proof.
 */
export function missingInTrail(
  calls: readonly JournalCall[],
  found: readonly CloudTrailFinding[],
  known: KnownCalls,
  coverage: Coverage,
): CloudTrailFinding[] {
  const confirmed = new Set(found.map(({ sequence }) => sequence))
  return calls
    .filter((call) => call.state === 'done' && !confirmed.has(call.sequence))
    .filter((call) => {
      const place = recordedAt(call, known)
      return place !== null && coverage.covers(place)
    })
    .map(({ sequence, at, call, accountId, actor, requestId, ...keys }) => ({
      match: 'missing',
      at,
      eventName: call.slice(call.indexOf(':') + 1),
      accountId,
      callerArn: actor,
      requestId,
      accessKeyId: keys.issuedKeyId ?? keys.sessionKeyId,
      eventId: null,
      sourceIp: null,
      errorCode: null,
      sequence,
    }))
}

/** Services that record everything in one Region of their partition. */
const globalServices: ReadonlySet<string> = new Set(['iam', 'organizations', 'account'])
const homeRegions: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-cn': 'cn-north-1',
}

/** Where CloudTrail records a call; null where that is not known any more. */
function recordedAt(call: JournalCall, known: KnownCalls): RecordedAt | null {
  const [, partition = '', , , callerAccount = ''] = call.actor.split(':')
  const accountId = call.sessionKeyId === null ? callerAccount : call.accountId
  const service = call.call.slice(0, call.call.indexOf(':'))
  const region = globalServices.has(service)
    ? homeRegions[partition]
    : call.requestId !== null && known.regionOf(call.requestId)
  return accountId && region ? { accountId, region, at: call.at } : null
}
