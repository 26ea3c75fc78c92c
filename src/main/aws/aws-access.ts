import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { AccountId, type Instant } from '../../shared/domain/accounts.ts'
import type { ConnectionEndpoints } from '../../shared/domain/connections.ts'
import type { LedgerEntry } from '../../shared/domain/ledger.ts'
import type { Outcome } from '../../shared/ipc/result.ts'
import type { Door } from '../egress/door.ts'
import type { Log } from '../log.ts'
import { createAccountRegions, type AccountRegion } from './account-regions.ts'
import { IncompleteAnswer, requiredText } from './answers.ts'
import { createCaller, type CallerScope } from './call.ts'
import { createClients } from './clients.ts'
import { createClockOffset } from './clock-offset.ts'
import { createLimiter, type LaneReport, type Sleep } from './limiter.ts'
import { createOperators, endOf, type CredentialSource } from './operator-credentials.ts'
import { createOrganizationSwitches, type OrganizationSwitches } from './organization-switches.ts'
import { createOrganizationAccess, type OrganizationAccess } from './organization.ts'
import type { RootTask } from './partition.ts'
import { defaultRetryLimits, type RetryLimits } from './retry-policy.ts'
import { createRootMailbox, type RootMailbox } from './root-mailbox.ts'
import { createRootSessions, type RootSession } from './root-session.ts'
import { createSigning } from './signing.ts'

export type { LaneReport } from './limiter.ts'
export type { Member } from './member.ts'
export type { OrganizationAccess } from './organization.ts'
export type { RootTask } from './partition.ts'
export type { RootSession } from './root-session.ts'

export type AwsAccessDeps = {
  /** The way out. Whoever opened it closes it. */
  readonly door: Pick<Door, 'handler'>
  /** The operator's credentials, by the name of the session that they are for (`CallerScope`). */
  readonly credentials: (sessionName: string | null) => CredentialSource
  /** Where STS is called and CloudTrail records it; also names the partition. */
  readonly region: string
  /** Where calls go instead of the public endpoints. */
  readonly endpoints: ConnectionEndpoints
  /** Gets every attempt of every call. Must not throw. */
  readonly ledger: (entry: LedgerEntry) => void
  /** Where an unexpected exception is logged. */
  readonly log?: Pick<Log, 'problem'>
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** In [0, 1): for the jitter of backoff. */
  readonly random: () => number
  readonly sleep?: Sleep
  readonly limits?: Partial<RetryLimits & { readonly inFlightPerLane: number }>
}

/** Who is calling, as GetCallerIdentity says; `expiresAt` is null where the credentials do not end or do not say. */
export type CallerIdentity = {
  readonly arn: string
  readonly accountId: AccountId
  readonly expiresAt: Instant | null
  /** Which key signs: no secret, CloudTrail names it. Null where the credentials were dropped meanwhile. */
  readonly accessKeyId: string | null
}

/**
 * AWS for one connection. Every call answers with an `Outcome` and never rejects; repeats, pacing and the ledger are inside.
 */
export type AwsAccess = {
  caller(): Promise<Outcome<CallerIdentity>>
  readonly organization: OrganizationAccess
  readonly switches: OrganizationSwitches
  readonly rootMailbox: RootMailbox
  /** The Regions of the caller's account, and which of them it has turned on. */
  regions(): Promise<Outcome<readonly AccountRegion[]>>
  /** One AssumeRoot. The session has to be closed. */
  openRootSession(accountId: AccountId, task: RootTask): Promise<Outcome<RootSession>>
  /**
   * The same access for one run: `signal` ends its calls with `cancelled` (but not a change that was sent), `onCall` sees its attempts,
   * `sessionName` is whom CloudTrail names where the operator goes through a role.
   */
  scoped(scope: CallerScope): AwsAccess
  /** Forgets the operator's credentials that are held: the next call fetches others. Calls under way keep theirs. */
  renewCredentials(): void
  /** The rates learned so far. */
  limiterState(): LaneReport[]
  /**
   * Forgets the operator's credentials; the door stays open. Reads under way and calls that wait fail with `cancelled`; a
   * change that was sent is finished first (call.ts).
   */
  close(): void
}

/** Builds the access. Makes no call yet. */
export function createAwsAccess(deps: AwsAccessDeps): AwsAccess {
  const { region, endpoints, clock, random } = deps
  const sleep = deps.sleep ?? pause
  const time = createClockOffset(clock)
  const signing = createSigning(time)
  const clients = createClients({ region, endpoints, handler: deps.door.handler, signing })
  const limiter = createLimiter({ clock, sleep, inFlightMost: deps.limits?.inFlightPerLane ?? 64 })
  const operators = createOperators(deps.credentials, clock)
  const callerDeps = {
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
    const operator = operators.of(scope.sessionName ?? null)
    const call = createCaller({ ...callerDeps, operator }, scope)
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
            const held = operator.held()
            return {
              arn: requiredText(Arn, 'Arn'),
              accountId: account.data,
              expiresAt: held && endOf(held),
              accessKeyId: held?.accessKeyId ?? null,
            }
          },
        }),
      organization: createOrganizationAccess(clients, call),
      switches: createOrganizationSwitches(clients, call),
      rootMailbox: createRootMailbox(clients, call),
      regions: createAccountRegions(clients, call),
      openRootSession: createRootSessions({ clients, call, limiter, time, region, endpoints }),
      scoped: (inner) => viewOf(joined(scope, inner)),
      renewCredentials: operators.drop,
      limiterState: () => limiter.report(),
      close() {
        closing.abort()
        clients.close()
        operators.drop()
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
    sessionName: inner.sessionName ?? outer.sessionName,
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
