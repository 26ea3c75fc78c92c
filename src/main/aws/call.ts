import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import type { LedgerEntry } from '../../shared/domain/ledger.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import { emptyTrace, type Trace } from '../egress/transport.ts'
import type { ClockOffset } from './clock-offset.ts'
import { CredentialsUnavailable, failureFrom } from './error-catalogue.ts'
import type { Limiter, Sleep } from './limiter.ts'
import type { OperatorCredentials } from './operator-credentials.ts'
import { laneOf } from './rates.ts'
import { decideRetry, type RetryLimits } from './retry-policy.ts'
import type { Signing, SigningCredentials } from './signing.ts'

/** What a sending needs: passed to `client.send(exchange.bind(command), exchange)`. */
export type Exchange = {
  /** Binds the command to the credentials of this call. */
  bind<C extends object>(command: C): C
  readonly abortSignal?: AbortSignal
  readonly trace: Trace
}

/** One operation of AWS, as often as it has to be sent. */
export type Call<O, T> = {
  readonly service: string
  readonly operation: string
  /** The account that the call is about; null for organization-wide calls. */
  readonly accountId: string | null
  /** The credentials of a root session; the operator's where left out. */
  readonly session?: SigningCredentials
  /** Sends a new command with `exchange`. */
  readonly send: (exchange: Exchange) => Promise<O>
  /** Reads the answer; throws `IncompleteAnswer` where it lacks what it must have. */
  readonly read: (output: O) => T
  /**
   * `once` for calls that must not be repeated blindly: they are repeated only where AWS answered that it did not do them
   * (throttling, clock skew), and finished, within the time for one request, even when the run ends meanwhile: a sending that
   * is broken off would leave in doubt what an answer settles (`isInDoubt`). Reads, and AssumeRoot, are `repeatable`.
   */
  readonly repeat?: 'repeatable' | 'once'
}

/** Performs a call signed by a root session; fails with `root-session-expired` after its end. */
export type SessionCaller = <O, T>(
  call: Omit<Call<O, T>, 'session' | 'accountId'>,
) => Promise<Outcome<T>>

/** Performs calls; never rejects. */
export type Caller = <O, T>(call: Call<O, T>) => Promise<Outcome<T>>

export type CallerDeps = {
  readonly operator: OperatorCredentials
  readonly signing: Signing
  readonly limiter: Limiter
  readonly time: ClockOffset
  readonly region: string
  readonly ledger: (entry: LedgerEntry) => void
  readonly problem: (error: unknown) => string | undefined
  readonly clock: () => number
  readonly random: () => number
  readonly sleep: Sleep
  readonly retries: RetryLimits
}

/** What belongs to one run: its end, its own eye on the calls, and the name under which it signs. */
export type CallerScope = {
  readonly signal?: AbortSignal | undefined
  readonly onCall?: ((entry: LedgerEntry) => void) | undefined
  /** The session name of the role on the way (a ticket, a case); the standing one where left out. */
  readonly sessionName?: string | undefined
}

type Attempt<T> = {
  readonly outcome: Outcome<T>
  /** Who signed; null where nothing was sent for want of credentials. */
  readonly credentials: SigningCredentials | null
  readonly sentAt: number
  /** The answer taught us that AWS's clock differs from what the signature said. */
  readonly skewed: boolean
}

/**
 * The one way to AWS: limiter, credentials, signature, sending, reading, ledger, error catalogue and repeats, in this order,
 * for every attempt of every call.
 */
export function createCaller(deps: CallerDeps, scope: CallerScope = {}): Caller {
  const { signal } = scope

  async function attempt<O, T>(call: Call<O, T>, count: number): Promise<Attempt<T>> {
    const asked = {
      service: call.service,
      operation: call.operation,
      inRootSession: call.session !== undefined,
    }
    const trace = emptyTrace()
    let credentials = call.session
    try {
      credentials ??= await deps.operator.current()
    } catch (error) {
      const cause = new CredentialsUnavailable('no credentials', { cause: error })
      return notSent(failureFrom(cause, { ...asked, trace }))
    }
    const account = call.session === undefined ? 'caller' : (call.accountId ?? 'caller')
    const lane = laneOf(call.service, call.operation, account)
    const permit = await deps.limiter.acquire(lane, { signal, urgent: count > 1 }).catch(() => null)
    // The limiter lets everybody through, but who leaves the queue because the run ends.
    if (permit === null) return notSent(failureOf('cancelled'))
    const bound = credentials
    const ending = call.repeat === 'once' ? undefined : signal
    const exchange: Exchange = {
      bind: (command) => deps.signing.bind(command, { credentials: bound, trace }),
      ...(ending ? { abortSignal: ending } : {}),
      trace,
    }
    const startedAt = deps.clock()
    const offsetBefore = deps.time.offset()
    const outcome = await call.send(exchange).then(
      (output) => readWith(call, output),
      (error: unknown) => fail(explain(error)),
    )
    // An answer that accepted the signature gives no reason to doubt the clock.
    if (!outcome.ok && isSkew(outcome.error.code)) deps.time.observe(trace.date)
    if (!outcome.ok && outcome.error.code === 'throttled') permit.throttled()
    else if (trace.status === null) permit.unused()
    else permit.accepted()
    record(call, trace, outcome, startedAt, count)
    return { outcome, credentials, sentAt: startedAt, skewed: deps.time.offset() !== offsetBefore }

    function notSent(failure: Failure): Attempt<T> {
      return { outcome: fail(failure), credentials: null, sentAt: deps.clock(), skewed: false }
    }

    function readWith(sent: Call<O, T>, output: O): Outcome<T> {
      try {
        return succeed(sent.read(output))
      } catch (error) {
        return fail(explain(error))
      }
    }

    function explain(error: unknown): Failure {
      if (ending?.aborted) return failureOf('cancelled')
      const failure = failureFrom(error, { ...asked, trace })
      if (failure.code !== 'internal') return failure
      const logId = deps.problem(error)
      return logId === undefined ? failure : { ...failure, logId }
    }
  }

  function record<O, T>(
    call: Call<O, T>,
    trace: Trace,
    outcome: Outcome<T>,
    startedAt: number,
    count: number,
  ): void {
    const entry: LedgerEntry = {
      at: new Date(startedAt).toISOString(),
      service: call.service,
      operation: call.operation,
      accountId: call.accountId,
      region: trace.region ?? deps.region,
      requestId: trace.requestId,
      status: trace.status,
      errorCode: outcome.ok ? null : (outcome.error.awsCode ?? outcome.error.code),
      durationMs: Math.max(0, deps.clock() - startedAt),
      attempt: count,
    }
    deps.ledger(entry)
    scope.onCall?.(entry)
  }

  return async function perform<O, T>(call: Call<O, T>): Promise<Outcome<T>> {
    // The time in the queue before the first sending does not count against the patience.
    let firstSentAt: number | null = null
    let throttled = 0
    let faulty = 0
    let skewMended = false
    let renewed = false
    try {
      for (let count = 1; ; count += 1) {
        const { outcome, credentials, sentAt, skewed } = await attempt(call, count)
        firstSentAt ??= sentAt
        if (outcome.ok || signal?.aborted) return outcome
        const { code } = outcome.error
        if (isSkew(code) && skewed && !skewMended) {
          skewMended = true
          continue
        }
        if (code === 'credentials-expired' && credentials && !renewed) {
          renewed = true
          if (await deps.operator.renewed(credentials).catch(() => false)) continue
          return outcome
        }
        if (code === 'throttled') throttled += 1
        else faulty += 1
        const elapsedMs = deps.clock() - firstSentAt
        const decision = decideRetry(
          code,
          { throttled, faulty, elapsedMs },
          deps.retries,
          deps.random,
        )
        if (!decision.repeat || (call.repeat === 'once' && code !== 'throttled')) {
          return described(outcome.error, count)
        }
        if (decision.waitMs > 0) await deps.sleep(decision.waitMs, signal)
        if (signal?.aborted) return fail(failureOf('cancelled'))
      }
    } catch (error) {
      if (signal?.aborted && call.repeat !== 'once') return fail(failureOf('cancelled'))
      const logId = deps.problem(error)
      return fail(failureOf('internal', { logId }))
    }
  }
}

/** A clock that is off may show as an expired or not yet valid signature, or, with old credentials, as an expired token. */
function isSkew(code: Failure['code']): boolean {
  return code === 'clock-skew' || code === 'signature-rejected' || code === 'credentials-expired'
}

/** Says how often it was tried, where that is more than once. */
function described(error: Failure, attempts: number): Outcome<never> {
  if (attempts === 1) return fail(error)
  return fail({ ...error, message: `${error.message} Tried ${attempts} times.` })
}
