import type { AccountId } from '../../shared/domain/accounts.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { JournalEntry } from '../../shared/domain/journal.ts'
import type { PlannedItem, PlanTarget } from '../../shared/domain/plans.ts'
import type {
  ItemOutcome,
  OutcomeState,
  ProcedureRequest,
  TargetOutcome,
} from '../../shared/domain/procedures.ts'
import { succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { AwsAccess, RootSession, RootTask } from '../aws/aws-access.ts'
import type { Sleep } from '../aws/limiter.ts'
import type { Clock } from '../clock.ts'
import type { RecordStore } from '../database/record-store.ts'
import type { Store } from '../database/store.ts'
import type { Journal } from '../journal/journal.ts'
import {
  lostSession,
  openJournaledSession,
  sessionItem,
  type JournalHeading,
  itemIdOf,
} from './journaled-session.ts'
import type { Performed, TargetContext, TargetResult, WorkMode } from './procedure-work.ts'
import { pendingItem } from './target-outcomes.ts'
import { verdictOf } from './verdict.ts'

export type TargetRunDeps = {
  readonly access: AwsAccess
  readonly store: Store
  readonly record: RecordStore
  readonly journal: Journal
  readonly clock: Clock
  readonly heading: JournalHeading
  readonly request: ProcedureRequest
  readonly mode: WorkMode
  /** The intents for this account whose outcome is not known, of an earlier attempt. */
  readonly intentsLeft: readonly JournalEntry[]
  readonly signal: AbortSignal
  readonly code: string | null
  readonly sleep: Sleep
  readonly reopened: (target: PlanTarget) => void
  readonly notReopened: (target: PlanTarget) => void
  /** Written with the verification of an account whose root user holds nothing any more. */
  readonly whenEmpty: (accountId: AccountId) => void
  /** Called after each change, when it is in the record. */
  readonly onChange: () => void
}

/** How long a busy entity is waited for, in all, and between two attempts, milliseconds. */
const busyWaits = [2_000, 5_000, 10_000, 20_000, 30_000] as const

/**
 * Works on one account of a plan. Every change of its outcome is in the record before anybody hears of it. Throws where the record cannot be
 * written: what was sent by then is in doubt, and settled at the next start.
 *
 * @param position of the account in the plan.
 */
export async function runTarget(
  deps: TargetRunDeps,
  position: number,
  target: PlanTarget,
  before: TargetOutcome,
  work: (context: TargetContext) => Promise<TargetResult>,
): Promise<TargetOutcome> {
  const { access, record, journal, clock, heading, mode, signal } = deps
  const { procedureId } = heading
  const doubtful = new Map(deps.intentsLeft.map((intent) => [itemIdOf(intent), intent.sequence]))
  let outcome: TargetOutcome = { ...before, startedAt: before.startedAt ?? clock.instant() }
  let session: RootSession | null = null
  let renewed = false

  function keep(change: Partial<TargetOutcome>): void {
    outcome = { ...outcome, ...change }
    if (mode !== 'rehearse') record.procedures.saveOutcome(procedureId, position, outcome)
  }

  function keepItem(itemId: string, change: Partial<ItemOutcome>): ItemOutcome {
    const item = { ...itemOf(itemId), ...change }
    keep({ items: outcome.items.map((one) => (one.itemId === itemId ? item : one)) })
    return item
  }

  const itemOf = (itemId: string) =>
    outcome.items.find((one) => one.itemId === itemId) ?? pendingItem(itemId)

  async function openSession(): Promise<Outcome<RootSession>> {
    if (session) return succeed(session)
    // A plan of ours names one of the five tasks; the digest was checked.
    const opened = await openJournaledSession(
      { journal, access, heading },
      target.accountId,
      target.task as RootTask,
    )
    if (!opened.ok) return opened
    session = opened.value.session
    return succeed(session)
  }

  async function perform(
    item: PlannedItem,
    send: Parameters<TargetContext['perform']>[1],
    options: Parameters<TargetContext['perform']>[2] = {},
  ): Promise<Performed> {
    if (mode !== 'act') return { kind: 'withheld' }
    for (let attempt = 0; ; attempt += 1) {
      const intent = await journal.append(
        {
          ...heading,
          kind: 'call-intent',
          accountId: target.accountId,
          detail: {
            itemId: item.id,
            call: item.call,
            arguments: item.arguments,
            accessKeyId: session?.accessKeyId ?? null,
          },
        },
        () => {
          keepItem(item.id, { state: 'working', at: clock.instant(), note: null, failure: null })
          options.withIntent?.()
        },
      )
      deps.onChange()
      const answer = await send()
      const verdict = verdictOf(answer, item)
      const again =
        verdict.kind === 'failed' && !signal.aborted ? whyAgain(verdict.failure, attempt) : null
      await journal.append(
        {
          ...heading,
          kind: 'call-result',
          accountId: target.accountId,
          detail: {
            intent: intent.sequence,
            itemId: item.id,
            call: item.call,
            state: verdict.kind,
            requestId: verdict.requestId,
            awsCode: verdict.failure?.awsCode ?? null,
            code: verdict.failure?.code ?? null,
            accessKeyId: session?.accessKeyId ?? null,
          },
        },
        () => {
          keepItem(item.id, {
            state: again === null ? verdict.kind : 'working',
            note: again === null ? verdict.note : again.note,
            failure: again === null ? verdict.failure : null,
            requestId: verdict.requestId,
            at: clock.instant(),
          })
          if (verdict.kind === 'failed' && again === null) options.whenRefused?.()
        },
      )
      if (verdict.kind === 'in-doubt') doubtful.set(item.id, intent.sequence)
      deps.onChange()
      if (again === null) return { kind: verdict.kind, outcome: itemOf(item.id) }
      if (again.renew) {
        session?.close()
        session = null
        renewed = true
        const opened = await openSession()
        if (!opened.ok) {
          const { error } = opened
          record.transaction(() => {
            keepItem(item.id, { state: 'failed', note: null, failure: error })
            options.whenRefused?.()
          })
          return { kind: 'failed', outcome: itemOf(item.id) }
        }
      } else {
        await deps.sleep(again.waitMs, signal)
      }
    }
  }

  /** Why a call that AWS plainly did not do is made once more; null where it is not. */
  function whyAgain(
    failure: Failure | null,
    attempt: number,
  ): { renew: boolean; waitMs: number; note: string } | null {
    if (failure?.code === 'root-session-expired' && !renewed && target.task !== null) {
      return { renew: true, waitMs: 0, note: 'The root session had ended; a new one is opened.' }
    }
    const waitMs = busyWaits[attempt]
    if (failure?.code === 'entity-busy' && waitMs !== undefined) {
      return { renew: false, waitMs, note: 'IAM is still busy with it; it is tried again.' }
    }
    return null
  }

  const context: TargetContext = {
    mode,
    organizationId: heading.organizationId,
    procedureId,
    caseId: heading.caseId,
    request: deps.request,
    target,
    access,
    store: deps.store,
    record,
    clock,
    signal,
    code: deps.code,
    sleep: (ms) => deps.sleep(ms, signal),
    session: openSession,
    outcomeOf: itemOf,
    isInDoubt: (itemId) => doubtful.has(itemId),
    perform,
    reopened: () => deps.reopened(target),
    notReopened: () => deps.notReopened(target),
    note: (itemId, change) => void keepItem(itemId, { at: clock.instant(), ...change }),
    async settle(itemId, state, how) {
      const intent = doubtful.get(itemId)
      if (intent === undefined) return
      await journal.append(
        {
          ...heading,
          kind: 'call-resolved',
          accountId: target.accountId,
          detail: { intent, itemId, state, how },
        },
        () => {
          keepItem(itemId, {
            state: stateAfterDoubt[state],
            note: how,
            failure: null,
            at: clock.instant(),
          })
        },
      )
      doubtful.delete(itemId)
      deps.onChange()
    },
  }

  try {
    keep({ state: 'working', note: null, failure: null, endedAt: null })
    await forgetLostSessions()
    const { empty = false, ...result } = doubtFirst(await work(context))
    if (mode !== 'rehearse' && result.verifiedAt !== null) {
      await recordVerification(result.verifiedAt, empty)
    }
    keep({ ...result, endedAt: clock.instant() })
    return outcome
  } finally {
    ;(session as RootSession | null)?.close()
  }

  /** Whatever else an account came to: while a call in it is in doubt, it is in doubt. */
  function doubtFirst(result: TargetResult): TargetResult {
    if (doubtful.size === 0 || result.state === 'in-doubt') return result
    const { note, failure } = result
    return { state: 'in-doubt', note, failure: failure ?? failureOf('in-doubt'), verifiedAt: null }
  }

  async function recordVerification(verifiedAt: string, empty: boolean): Promise<void> {
    await journal.append(
      {
        ...heading,
        kind: 'verification',
        accountId: target.accountId,
        detail: { verifiedAt, noCredentialLeft: empty },
      },
      () => {
        if (empty) deps.whenEmpty(target.accountId)
      },
    )
  }

  async function forgetLostSessions(): Promise<void> {
    doubtful.delete(sessionItem)
    for (const intent of deps.intentsLeft) {
      if (intent.detail['itemId'] === sessionItem) await journal.append(lostSession(intent))
    }
  }
}

/** What a call that was in doubt leaves an item as, once AWS was read. */
const stateAfterDoubt = {
  done: 'done',
  'not-done': 'pending',
  overtaken: 'changed',
} as const satisfies Record<Parameters<TargetContext['settle']>[1], OutcomeState>
