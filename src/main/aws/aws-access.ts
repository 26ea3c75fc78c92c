import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { AccountId, type Instant } from '../../shared/domain/accounts.ts'
import type { LedgerEntry } from '../../shared/domain/ledger.ts'
import type { Outcome } from '../../shared/ipc/result.ts'
import type { Log } from '../log.ts'
import { IncompleteAnswer, instantOrNull, requiredText } from './answers.ts'
import { createCaller, type CallerScope } from './call.ts'
import { createClients } from './clients.ts'
import { createClockOffset } from './clock-offset.ts'
import { createEgressList } from './egress.ts'
import { endpointsOf } from './endpoints.ts'
import { createLimiter, type LaneReport, type Sleep } from './limiter.ts'
import { createOperatorCredentials, type CredentialSource } from './operator-credentials.ts'
import { createOrganizationSwitches, type OrganizationSwitches } from './organization-switches.ts'
import { createOrganizationAccess, type OrganizationAccess } from './organization.ts'
import type { RootTask } from './partition.ts'
import { defaultRetryLimits, type RetryLimits } from './retry-policy.ts'
import { createRootMailbox, type RootMailbox } from './root-mailbox.ts'
import { createRootSessions, type RootSession } from './root-session.ts'
import { createSigning } from './signing.ts'
import { createTransport, type Timeouts } from './transport.ts'

export type { LaneReport } from './limiter.ts'
export type { Member } from './member.ts'
export type { OrganizationAccess } from './organization.ts'
export type { RootTask } from './partition.ts'
export type { RootSession } from './root-session.ts'

export type AwsAccessDeps = {
  /** The operator's credentials: any provider of the AWS SDK. */
  readonly credentials: CredentialSource
  /** Where STS is called and CloudTrail records it; also names the partition. */
  readonly region: string
  /** One endpoint for all services: the simulator, later a VPC endpoint. Plain HTTP only on loopback. */
  readonly endpoint?: string | undefined
  /** Gets every attempt of every call. Must not throw. */
  readonly ledger: (entry: LedgerEntry) => void
  /** Where an unexpected exception is logged. */
  readonly log?: Pick<Log, 'problem'>
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** In [0, 1): for the jitter of backoff. */
  readonly random: () => number
  readonly sleep?: Sleep
  readonly limits?: Partial<
    RetryLimits & { readonly inFlightPerLane: number; readonly sockets: number }
  >
  readonly timeouts?: Partial<Timeouts>
}

/** Who is calling, as GetCallerIdentity says; `expiresAt` is null where the credentials do not end or do not say. */
export type CallerIdentity = {
  readonly arn: string
  readonly accountId: AccountId
  readonly expiresAt: Instant | null
}

/**
 * AWS for one connection. Every call answers with an `Outcome` and never rejects; repeats, pacing and the ledger are inside.
 */
export type AwsAccess = {
  caller(): Promise<Outcome<CallerIdentity>>
  readonly organization: OrganizationAccess
  readonly switches: OrganizationSwitches
  readonly rootMailbox: RootMailbox
  /** One AssumeRoot. The session has to be closed. */
  openRootSession(accountId: AccountId, task: RootTask): Promise<Outcome<RootSession>>
  /** The same access for one run: `signal` ends its calls with `cancelled` (but not a change that was sent), `onCall` sees its attempts. */
  scoped(scope: CallerScope): AwsAccess
  /** The rates learned so far. */
  limiterState(): LaneReport[]
  /**
   * Ends the connections and forgets the operator's credentials. Reads under way and calls that wait fail with `cancelled`; a
   * change that was sent is finished first (call.ts).
   */
  close(): void
}

const defaultTimeouts: Timeouts = { connectMs: 5_000, requestMs: 20_000 }

/** Builds the access. Makes no call yet. */
export function createAwsAccess(deps: AwsAccessDeps): AwsAccess {
  const { region, endpoint, clock, random } = deps
  const sleep = deps.sleep ?? pause
  const time = createClockOffset(clock)
  const signing = createSigning(time)
  const transport = createTransport({
    egress: createEgressList(endpointsOf(region, endpoint)),
    timeouts: { ...defaultTimeouts, ...deps.timeouts },
    socketsMost: deps.limits?.sockets ?? 128,
  })
  const clients = createClients({ region, endpoint, handler: transport.handler, signing })
  const limiter = createLimiter({ clock, sleep, inFlightMost: deps.limits?.inFlightPerLane ?? 64 })
  const operator = createOperatorCredentials(deps.credentials, clock)
  const callerDeps = {
    operator,
    signing,
    limiter,
    time,
    region,
    ledger: deps.ledger,
    problem: (error: unknown) =>
      deps.log?.problem('aws', 'an AWS call failed inside Rootkeep', error),
    clock,
    random,
    sleep,
    retries: { ...defaultRetryLimits, ...deps.limits },
  }

  const closing = new AbortController()

  function viewOf(scope: CallerScope): AwsAccess {
    const call = createCaller(callerDeps, scope)
    return {
      caller: () =>
        call({
          service: 'sts',
          operation: 'GetCallerIdentity',
          accountId: null,
          send: (exchange) =>
            clients.sts.send(exchange.bind(new GetCallerIdentityCommand({})), exchange),
          read: ({ Arn, Account }) => {
            const account = AccountId.safeParse(Account)
            if (!account.success) throw new IncompleteAnswer('Account')
            return {
              arn: requiredText(Arn, 'Arn'),
              accountId: account.data,
              expiresAt: instantOrNull(operator.held()?.expiration),
            }
          },
        }),
      organization: createOrganizationAccess(clients, call),
      switches: createOrganizationSwitches(clients, call),
      rootMailbox: createRootMailbox(clients, call),
      openRootSession: createRootSessions({ clients, call, limiter, time, region, endpoint }),
      scoped: (inner) => viewOf(joined(scope, inner)),
      limiterState: () => limiter.report(),
      close() {
        closing.abort()
        transport.close()
        clients.close()
        operator.drop()
      },
    }
  }

  return viewOf({ signal: closing.signal })
}

/** A scope inside a scope: ends with either, is seen by both. */
function joined(outer: CallerScope, inner: CallerScope): CallerScope {
  const signals = [outer.signal, inner.signal].filter((signal) => signal !== undefined)
  return {
    signal: signals.length > 1 ? AbortSignal.any(signals) : signals[0],
    onCall: (entry) => {
      outer.onCall?.(entry)
      inner.onCall?.(entry)
    },
  }
}

/** Waits; ends early with the signal. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done, { once: true })
    if (signal?.aborted) done()
  })
}
