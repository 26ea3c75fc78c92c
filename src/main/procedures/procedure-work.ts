import type { AccountId, OrganizationId } from '../../shared/domain/accounts.ts'
import type { LeftOut, PlannedItem, PlanTarget } from '../../shared/domain/plans.ts'
import type {
  Check,
  ItemOutcome,
  ProcedureKind,
  ProcedureRequest,
  ProcedureRule,
  TargetOutcome,
} from '../../shared/domain/procedures.ts'
import type { Settings } from '../../shared/domain/settings.ts'
import type { Outcome } from '../../shared/ipc/result.ts'
import type { AwsAccess, RootSession, RootTask } from '../aws/aws-access.ts'
import type { Clock } from '../clock.ts'
import type { RecordStore } from '../database/record-store.ts'
import type { Store } from '../database/store.ts'
import type { Introduction } from '../inventory/organization-reader.ts'

/** The request of one kind of procedure. */
export type RequestOf<K extends ProcedureKind> = Extract<ProcedureRequest, { kind: K }>

/** What planning may use. It reads; nothing in it changes anything in AWS. */
export type PlanningContext = {
  readonly procedureId: string
  readonly access: AwsAccess
  readonly introduction: Introduction
  readonly store: Store
  readonly record: RecordStore
  readonly settings: Settings
  readonly rule: ProcedureRule
  /** Where STS is called. */
  readonly region: string
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Opens a root session, journaled before and after. The caller closes it. */
  openSession(accountId: AccountId, task: RootTask): Promise<Outcome<OpenedSession>>
  /** The accounts that this case has opened and not yet closed again. */
  reopenedIn(caseId: string): readonly AccountId[]
  /** Says how far a long look has come. */
  progress(done: number, total: number): void
}

export type OpenedSession = { readonly session: RootSession; readonly requestId: string | null }

/** What a procedure draws from what it saw: the engine adds who, when and until when, and takes the digest. */
export type DrawnPlan = {
  readonly title: string
  readonly phrase: string
  readonly targets: readonly PlanTarget[]
  readonly leftOut: readonly LeftOut[]
}

/**
 * How a target is worked on.
 *
 * - `act`: for real;
 * - `rehearse`: up to the first call that changes something, which is not sent;
 * - `check`: only reads back, and settles what is in doubt.
 */
export type WorkMode = 'act' | 'rehearse' | 'check'

/** What happened when an item was to be done: the calls of a procedure are made through this and no other way. */
export type Performed =
  | { readonly kind: 'done' | 'already-so' | 'in-doubt' | 'failed'; readonly outcome: ItemOutcome }
  /** Nothing was sent: a rehearsal, or a check. */
  | { readonly kind: 'withheld' }

/** What working on one account may use. */
export type TargetContext = {
  readonly mode: WorkMode
  readonly organizationId: OrganizationId
  readonly procedureId: string
  readonly caseId: string | null
  readonly request: ProcedureRequest
  readonly target: PlanTarget
  readonly access: AwsAccess
  readonly store: Store
  readonly record: RecordStore
  readonly clock: Clock
  readonly signal: AbortSignal
  /** The code that was mailed to the new root mailbox; null while there is none. */
  readonly code: string | null
  /** Waits; ends early when the procedure is closed. */
  sleep(ms: number): Promise<void>

  /** The session of the target's task; the same one each time, a new one once after it has ended. */
  session(): Promise<Outcome<RootSession>>
  /** How an item stands. */
  outcomeOf(itemId: string): ItemOutcome
  /** True where a call for the item was sent and its answer is not known. */
  isInDoubt(itemId: string): boolean
  /**
   * SECURITY: the one way in which a procedure changes something in AWS. Writes the intent durably, then sends, then writes the result; where
   * the intent cannot be written nothing is sent. Busy entities are waited for, an ended session is renewed once, `no-such-entity` on a deletion is
   * `already-so`. In `rehearse` and `check` nothing is sent.
   */
  perform(
    item: PlannedItem,
    send: () => Promise<Outcome<{ readonly requestId: string | null }>>,
    options?: PerformOptions,
  ): Promise<Performed>
  /**
   * Settles an item that is in doubt by what was read back: as the call leaves it, as it was before, or, where somebody else has been there since,
   * as neither. Does nothing where there is no doubt.
   */
  settle(itemId: string, state: 'done' | 'not-done' | 'overtaken', how: string): Promise<void>
  /** Tells the case that the account may be open from now on; only inside a transaction of `perform`. */
  reopened(): void
  /** Takes that back: AWS plainly refused. */
  notReopened(): void
  /** Says how an item came out without a call of ours. */
  note(itemId: string, change: Partial<Omit<ItemOutcome, 'itemId'>>): void
}

export type PerformOptions = {
  /** Written into the record in the transaction of the intent: what must never be forgotten once the call may have been made. */
  readonly withIntent?: () => void
  /** Written in the transaction of the result, where AWS plainly did not do it. */
  readonly whenRefused?: () => void
}

/** How the work on one account ended. Items are kept by the context. */
export type TargetResult = Pick<TargetOutcome, 'state' | 'note' | 'failure' | 'verifiedAt'> & {
  /** True where the root user was read back with no credential of any kind. */
  readonly empty?: boolean
}

/**
 * One kind of procedure. `work` brings an account to what the plan wants from wherever it stands: it reads first and compares with the plan, does
 * what is missing, and reads back. So it can be called again after any interruption, and does nothing twice.
 */
export type ProcedureWork<K extends ProcedureKind> = {
  /** What is looked at before anything is planned. */
  preflight(request: RequestOf<K>, context: PlanningContext): Promise<readonly Check[]>
  draw(request: RequestOf<K>, context: PlanningContext): Promise<Outcome<DrawnPlan>>
  work(context: TargetContext): Promise<TargetResult>
}
