import type { AccountId } from '../../shared/domain/accounts.ts'
import type { Permit } from './execution.ts'

/** The work on one procedure that is under way. */
export type Job = {
  /** The accounts it changes or reads back; empty while it only looks. */
  readonly accountIds: ReadonlySet<AccountId>
  /** Ends waits and looks; calls that change something are finished. */
  readonly signal: AbortSignal
  /** Whether a further account may begin. */
  permit(): Permit
}

export type Jobs = ReturnType<typeof createJobs>

/**
 * Holds the work that is under way, one job a procedure.
 *
 * @param broken called with what a job threw.
 * @param rested called when a job has ended, however it did.
 */
export function createJobs(hooks: {
  readonly broken: (id: string, error: unknown) => void
  readonly rested: (id: string) => void
}) {
  const jobs = new Map<
    string,
    { job: Job; abort: AbortController; hold: Permit; finished: Promise<void> }
  >()

  return {
    launch(
      id: string,
      accountIds: ReadonlySet<AccountId>,
      work: (job: Job) => Promise<void>,
    ): void {
      if (jobs.has(id)) throw new Error(`a job for ${id} is under way`)
      const abort = new AbortController()
      const job: Job = {
        accountIds,
        signal: abort.signal,
        permit: () => jobs.get(id)?.hold ?? 'closing',
      }
      const finished = Promise.resolve()
        .then(() => work(job))
        .catch((error: unknown) => hooks.broken(id, error))
        .finally(() => {
          jobs.delete(id)
          hooks.rested(id)
        })
      jobs.set(id, { job, abort, hold: 'go', finished })
    },

    isAtWork: (id: string): boolean => jobs.has(id),

    /** True while any job is under way. */
    isAnyAtWork: (): boolean => jobs.size > 0,

    /** The accounts that other procedures than this one work on at this moment. */
    busyAccounts(exceptId: string): Set<AccountId> {
      const others = [...jobs].filter(([id]) => id !== exceptId)
      return new Set(others.flatMap(([, { job }]) => [...job.accountIds]))
    },

    /**
     * Lets no further account begin. Those under way are finished: an account half done is worse than either end. Returns false where nothing is
     * under way.
     */
    hold(id: string, why: 'paused' | 'cancelled'): boolean {
      const held = jobs.get(id)
      if (!held) return false
      // Once cancelled it stays so, whatever is pressed after.
      if (held.hold !== 'cancelled') held.hold = why
      // A look has nothing to finish.
      if (held.job.accountIds.size === 0) held.abort.abort()
      return true
    },

    finished: (id: string): Promise<void> => jobs.get(id)?.finished ?? Promise.resolve(),

    /** Stops everything at a place from which it resumes. */
    async close(): Promise<void> {
      for (const held of jobs.values()) {
        if (held.hold === 'go') held.hold = 'closing'
        held.abort.abort()
      }
      await Promise.all([...jobs.values()].map(({ finished }) => finished))
    },
  }
}
