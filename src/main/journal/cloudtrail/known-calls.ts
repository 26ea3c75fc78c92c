import type { Instant } from '../../../shared/domain/accounts.ts'
import type { JournalCall } from './journal-calls.ts'
import type { LedgerCalls } from './ledger-calls.ts'
import { isAssumeRoot, type TrailEvent } from './trail-event.ts'

/** Two clocks, and the time that a call takes to be given up. */
const nearMs = 2 * 60_000

export type KnownCalls = ReturnType<typeof knowCalls>

/** What this workstation knows of calls, put so that an event of CloudTrail finds its call. */
export function knowCalls(journal: readonly JournalCall[], ledger: LedgerCalls) {
  const byRequest = new Map(journal.flatMap((call) => keyed(call.requestId, call)))
  const byIssuedKey = new Map(journal.flatMap((call) => keyed(call.issuedKeyId, call)))
  const callers = new Set([...journal.map(({ actor }) => actor), ...ledger.callers])
  const unanswered = Map.groupBy(
    journal.filter(({ requestId }) => requestId === null),
    ({ call, accountId }) => `${call} ${accountId}`,
  )
  const unansweredInLedger = Map.groupBy(
    ledger.unanswered,
    ({ operation, accountId }) => `${operation} ${accountId}`,
  )
  const taken = new Set<JournalCall>()

  return {
    /** True for the request ID or the access key ID of a call in the journal. */
    isKnown: (id: string): boolean => byRequest.has(id) || byIssuedKey.has(id),

    byRequest: (requestId: string | null): JournalCall | null =>
      (requestId !== null && byRequest.get(requestId)) || null,

    /** The AssumeRoot that issued a key. */
    issuerOf: (accessKeyId: string | null): JournalCall | null =>
      (accessKeyId !== null && byIssuedKey.get(accessKeyId)) || null,

    inLedger: (requestId: string | null): boolean =>
      requestId !== null && ledger.regions.has(requestId),

    regionOf: (requestId: string): string | null => ledger.regions.get(requestId) ?? null,

    /** False where the ledger does not reach back to this time: then it cannot miss anything there. */
    ledgerReaches: (at: Instant): boolean => ledger.since !== null && at >= ledger.since,

    /** A call of the journal that no answer came to, and that this event can be. Each is given once. */
    unansweredCall(event: TrailEvent): JournalCall | null {
      const found = unanswered
        .get(`${event.call} ${event.accountId}`)
        ?.find(
          (call) =>
            !taken.has(call) &&
            isNear(call.at, event.at) &&
            (isAssumeRoot(event)
              ? call.actor === event.callerArn
              : call.sessionKeyId === event.accessKeyId),
        )
      if (found) taken.add(found)
      return found ?? null
    },

    /** True where the ledger has a call without an answer that this event can be, by a caller of ours. */
    unansweredInLedger: (event: TrailEvent): boolean =>
      (unansweredInLedger
        .get(`${event.eventName} ${event.accountId}`)
        ?.some(({ at }) => isNear(at, event.at)) ??
        false) &&
      (!isAssumeRoot(event) || callers.has(event.callerArn ?? '')),
  }
}

function keyed<T>(key: string | null, value: T): [string, T][] {
  return key === null ? [] : [[key, value]]
}

function isNear(one: Instant, other: Instant): boolean {
  return Math.abs(Date.parse(one) - Date.parse(other)) <= nearMs
}
