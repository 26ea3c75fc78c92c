import type { Notice, SessionSnapshot } from '../../shared/domain/connections.ts'
import type { LockState } from '../../shared/domain/lock.ts'
import type { SignInProgress } from '../../shared/domain/sign-in.ts'
import type { Store } from '../database/store.ts'
import type { Pushes } from '../pushes.ts'

export type SessionStateDeps = {
  readonly store: Pick<Store, 'settings'>
  readonly pushes: Pick<Pushes, 'nextRevision' | 'send'>
  readonly lock: () => LockState
  readonly signIn: () => SignInProgress | null
  readonly waiting: () => SessionSnapshot['waiting']
  /** What the operator must know from the start: a database that was moved aside. */
  readonly notices: readonly Notice[]
}

/** What the session itself knows. `notices` are those of the organization; others stand until they are dismissed. */
export type SessionFacts = Omit<
  SessionSnapshot,
  'revision' | 'lock' | 'signIn' | 'waiting' | 'firstRun'
>

export type SessionState = ReturnType<typeof createSessionState>

/** Nothing is open. */
export const nobody = {
  caller: null,
  path: null,
  renewal: null,
} as const satisfies Partial<SessionFacts>

const nothingYet: SessionFacts = {
  connection: null,
  connectionState: 'disconnected',
  connectionFailure: null,
  region: '',
  ...nobody,
  organization: null,
  lastAuditAt: null,
  notices: [],
}

/** The state of the session, pushed whole at every change. */
export function createSessionState(deps: SessionStateDeps) {
  const { store, pushes } = deps
  let facts = nothingYet
  let standing = [...deps.notices]
  let revision = 0

  function snapshot(): SessionSnapshot {
    return {
      ...facts,
      revision,
      lock: deps.lock(),
      signIn: deps.signIn(),
      waiting: deps.waiting(),
      firstRun: store.settings.remembered('connection') === null,
      notices: [...standing, ...facts.notices],
    }
  }

  /** SECURITY: the snapshot as the window gets it. A locked one learns which connection it is, and nothing of the organization. */
  function shown(): SessionSnapshot {
    const whole = snapshot()
    if (!whole.lock.locked) return whole
    const { connection } = whole
    return {
      ...whole,
      // The line that tells it apart names account and role, and a failure may name anything.
      connection: connection && { ...connection, detail: '', organizationId: null },
      connectionFailure: null,
      caller: null,
      organization: null,
      lastAuditAt: null,
      notices: [],
    }
  }

  function update(change: Partial<SessionFacts>): SessionSnapshot {
    facts = { ...facts, ...change }
    revision = pushes.nextRevision()
    pushes.send('session', 'changed', shown())
    return snapshot()
  }

  return {
    facts: (): SessionFacts => facts,
    snapshot,
    shown,
    update,

    /** Shows a notice until it is dismissed; once. */
    notify(notice: Notice): void {
      if (standing.some(({ id }) => id === notice.id)) return
      standing = [...standing, notice]
      update({})
    },

    dismissNotice(id: string): SessionSnapshot {
      standing = standing.filter((notice) => notice.id !== id)
      return update({ notices: facts.notices.filter((notice) => notice.id !== id) })
    },
  }
}
