import type { AccountId } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import type { PortalAccount, SignInMeans, SignInProgress } from '../../shared/domain/sign-in.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { IdentityCenter, PortalPlace } from './identity-ports.ts'

/** What to sign in as. */
export type RoleChoice = { readonly accountId: AccountId; readonly roleName: string }

export type SignInServiceDeps = {
  readonly center: IdentityCenter
  readonly clock: Clock
  readonly log: Log
  readonly connectionName: (connectionId: string) => string
  /** Opens a door for the sign-in, which this service closes. */
  readonly place: (connectionId: string) => Outcome<PortalPlace>
  /** Connects, now that the connection is signed in. */
  readonly connect: (connectionId: string) => Promise<Outcome<unknown>>
  /** Keeps the choice with the connection. */
  readonly keepChoice: (
    connectionId: string,
    choice: RoleChoice,
  ) => Outcome<unknown> | Promise<Outcome<unknown>>
  /** Holds the choice for as long as the program runs. */
  readonly useChoice: (connectionId: string, choice: RoleChoice) => void
  /** Forgets the kept sign-in where it cannot be revoked, because no door opens. */
  readonly forget: (connectionId: string) => void
  readonly onChanged: (progress: SignInProgress | null) => void
}

/** A sign-in from its beginning until it is connected, failed or cancelled. */
type UnderWay = {
  readonly connectionId: string
  readonly place: PortalPlace
  readonly ending: AbortController
}

/** Signing in to IAM Identity Center, one connection at a time: begun here, answered in a browser, ended by connecting. */
export function createSignInService(deps: SignInServiceDeps) {
  const { center, clock } = deps
  let progress: SignInProgress | null = null
  let underWay: UnderWay | null = null
  let running = Promise.resolve()

  function show(next: SignInProgress | null): void {
    progress = next
    deps.onChanged(next)
  }

  /** Changes what is shown of a sign-in; nothing where it is over. */
  function step(mine: UnderWay, change: Partial<SignInProgress>): void {
    if (progress && underWay === mine) show({ ...progress, ...change })
  }

  function end(mine: UnderWay, shown: SignInProgress | null): void {
    if (underWay !== mine) return
    underWay = null
    mine.place.door.close()
    show(shown)
  }

  function endFailed(mine: UnderWay, failure: Failure): void {
    const shown = progress && failure.code !== 'cancelled' ? progress : null
    end(mine, shown && { ...shown, ...answered, state: 'failed', failure })
  }

  async function run(mine: UnderWay, means: SignInMeans): Promise<void> {
    const toChoose = leavesChoice(mine.place)
    const signedIn =
      toChoose && (await stillSignedIn(mine)) ? succeed(null) : await signIn(mine, means)
    if (underWay !== mine) return
    if (!signedIn.ok) endFailed(mine, signedIn.error)
    else if (toChoose) step(mine, { ...answered, state: 'choosing' })
    else await connect(mine)
  }

  /** Where the role alone is open, a kept sign-in that AWS still accepts needs no browser. */
  async function stillSignedIn({ connectionId, place }: UnderWay): Promise<boolean> {
    return center.standing(connectionId).signedIn && (await center.accounts(place)).ok
  }

  function signIn(mine: UnderWay, means: SignInMeans): Promise<Outcome<null>> {
    return center.signIn({
      ...mine.place,
      means,
      signal: mine.ending.signal,
      onStep: (now) =>
        step(
          mine,
          now.state === 'waiting'
            ? { state: 'waiting', until: now.until, verification: now.verification }
            : { ...answered, state: 'finishing' },
        ),
    })
  }

  /** What goes wrong from here on is the session's to show. */
  async function connect(mine: UnderWay): Promise<Outcome<unknown>> {
    const connected = await deps.connect(mine.connectionId)
    const unassigned = !connected.ok && connected.error.code === 'role-not-assigned'
    if (unassigned && leavesChoice(mine.place)) {
      step(mine, { state: 'choosing', failure: connected.error })
    } else if (!connected.ok && connected.error.code === 'run-in-progress') {
      // The session stays where it is, and shows nothing of this.
      const { message } = connected.error
      endFailed(mine, { ...connected.error, message: `You are signed in. ${message}` })
    } else {
      end(mine, null)
    }
    return connected
  }

  /** Asks the portal for what there is to choose from. A sign-in that is over there is over here. */
  async function choosing<T>(
    ask: (place: PortalPlace) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const mine = underWay
    if (!mine || progress?.state !== 'choosing') return fail(failureOf('sign-in-needed'))
    const found = await ask(mine.place)
    const over =
      !found.ok && (found.error.code === 'token-revoked' || found.error.code === 'sign-in-needed')
    if (over) endFailed(mine, found.error)
    return found
  }

  function cancel(): void {
    underWay?.ending.abort()
    if (underWay) end(underWay, null)
    else if (progress) show(null)
  }

  return {
    /** The sign-in as it stands; null where there is none. */
    progress: (): SignInProgress | null => progress,

    /** Begins; how it goes on is in `progress`. Errors: `sign-in-under-way`, and those of the place. */
    begin(connectionId: string, means: SignInMeans): Outcome<null> {
      if (underWay) return fail(failureOf('sign-in-under-way'))
      const place = deps.place(connectionId)
      if (!place.ok) return place
      const mine = { connectionId, place: place.value, ending: new AbortController() }
      underWay = mine
      show({
        ...answered,
        connectionId,
        connectionName: deps.connectionName(connectionId),
        means,
        state: 'starting',
        startedAt: clock.instant(),
        failure: null,
      })
      running = run(mine, means).catch((error: unknown) => {
        const logId = deps.log.problem('sign-in', 'a sign-in ended unexpectedly', error)
        endFailed(mine, failureOf('internal', { logId }))
      })
      return succeed(null)
    },

    /** Ends the one under way, or clears away the failed one. What is signed in already stays so. */
    cancel,

    openAgain: (): Promise<Outcome<undefined>> => center.openAgain(),

    accounts: (): Promise<Outcome<PortalAccount[]>> => choosing(center.accounts),

    roles: (accountId: AccountId): Promise<Outcome<string[]>> =>
      choosing((place) => center.roles(place, accountId)),

    /** Connects as this role. Where it turns out not to be assigned, the person may choose again. */
    async choose(choice: RoleChoice, remember: boolean): Promise<Outcome<unknown>> {
      const mine = underWay
      if (!mine || progress?.state !== 'choosing') return fail(failureOf('sign-in-needed'))
      // First of all, so that a second click finds nothing to choose.
      step(mine, { state: 'finishing', failure: null })
      if (!remember) deps.useChoice(mine.connectionId, choice)
      const kept = remember ? await deps.keepChoice(mine.connectionId, choice) : succeed(null)
      if (kept.ok) return connect(mine)
      step(mine, { state: 'choosing', failure: kept.error })
      return kept
    },

    /** Revokes the sign-in at AWS and forgets it here, the second in any case. The session is disconnected by who calls. */
    async signOut(connectionId: string): Promise<Outcome<null>> {
      if (progress?.connectionId === connectionId) cancel()
      const place = deps.place(connectionId)
      if (!place.ok) {
        deps.forget(connectionId)
        return place
      }
      try {
        return await center.signOut(place.value)
      } finally {
        place.value.door.close()
      }
    },

    /** Resolves when nothing is under way but a person's choice. */
    settled: (): Promise<void> => running,

    async close(): Promise<void> {
      cancel()
      await running
    },
  }
}

/** True where account and role are chosen at each sign-in. */
function leavesChoice({ way }: PortalPlace): boolean {
  return way.accountId === null || way.roleName === null
}

/** The person has answered, or need not. */
const answered = { until: null, verification: null } as const
