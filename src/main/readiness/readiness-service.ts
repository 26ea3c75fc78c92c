import type { AccountId } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Readiness, ReadinessCheckId, ReadinessResult } from '../../shared/domain/readiness.ts'
import type { RootkeepContract } from '../../shared/ipc/contract.ts'
import type { Handlers } from '../../shared/ipc/derived.ts'
import { fail, succeed } from '../../shared/ipc/result.ts'
import { factsAway, factsOf } from './aws-facts.ts'
import type { CheckContext } from './check-context.ts'
import { checks } from './checks/all.ts'
import { thisComputer } from './computer.ts'
import { diagnosticsFile } from './diagnostics/diagnostics.ts'
import { logTail } from './diagnostics/log-tail.ts'
import { pathFactsOf } from './path-facts.ts'
import type { ReadinessDeps } from './readiness-ports.ts'
import { createReadinessMemory } from './readiness-memory.ts'
import { runChecks } from './run-checks.ts'

export type { ReadinessDeps, ReadinessWay } from './readiness-ports.ts'

export type ReadinessService = {
  readonly handlers: Handlers<RootkeepContract>['readiness']
  /** Ends what is being looked at. */
  close(): Promise<void>
}

/** A person clicks every check once; more at a time are nobody's. SECURITY: each opens a way to AWS of its own, with root sessions where it proves them. */
const atOnceMost = 40

const tooMany = failureOf('invalid-input', {
  message: 'Too many checks are under way: wait until they are done, or stop them.',
})

/**
 * Whether this workstation, the way to AWS, the operator and the organization are as they have to be: the checks, run when somebody asks, and how each
 * came out last on this connection, also after a restart.
 *
 * Nothing is changed by it: the root sessions that prove the task policies are dropped unused. Each call is in the ledger.
 */
export function createReadinessService(deps: ReadinessDeps): ReadinessService {
  const { store, clock, log, pushes, dataFolder, computer = thisComputer } = deps
  const memory = createReadinessMemory(store.settings)
  const running = new Map<ReadinessCheckId, number>()
  const underWay = new Set<Promise<void>>()
  let stopping = new AbortController()

  function current(revision = pushes.revision()): Readiness {
    const connectionId = connectionIdNow()
    const known = memory.of(connectionId)
    return {
      revision,
      connectionId,
      checks: checks.map(({ id, group, title, about }) => ({
        id,
        group,
        title,
        about,
        result: known.results.get(id) ?? null,
        running: (running.get(id) ?? 0) > 0,
      })),
      probeAccountId: known.probeAccountId,
    }
  }

  function connectionIdNow(): string | null {
    return deps.snapshot().connection?.id ?? null
  }

  function tell(): void {
    pushes.send('readiness', 'changed', current(pushes.nextRevision()))
  }

  function mark(ids: readonly ReadinessCheckId[], by: 1 | -1): void {
    for (const id of ids) running.set(id, (running.get(id) ?? 0) + by)
  }

  async function look(
    ids: readonly ReadinessCheckId[] | null,
    probeAccountId: AccountId | null,
  ): Promise<void> {
    const connectionId = connectionIdNow()
    const chosen = checks.filter(({ id }) => ids === null || ids.includes(id))
    const left = new Set(chosen.map(({ id }) => id))
    memory.choose(connectionId, probeAccountId)
    mark([...left], 1)
    tell()
    const { signal } = stopping
    const ended = new AbortController()
    const until = AbortSignal.any([signal, ended.signal])
    let opened: Awaited<ReturnType<ReadinessDeps['way']>> = null
    try {
      opened = await deps.way()
      const settle = (id: ReadinessCheckId, result: ReadinessResult | null): void => {
        left.delete(id)
        mark([id], -1)
        if (result !== null) memory.keep(connectionId, result)
        tell()
      }
      await runChecks({
        checks: chosen,
        context: contextOf(opened, probeAccountId, until),
        clock,
        signal,
        problem: (error) => log.problem('readiness', 'a check failed inside Rootkeep', error),
        onSettled: settle,
      })
    } finally {
      ended.abort()
      if (opened?.ok) opened.value.release()
      mark([...left], -1)
      store.ledger.flush()
      tell()
    }
  }

  function contextOf(
    opened: Awaited<ReturnType<ReadinessDeps['way']>>,
    probeAccountId: AccountId | null,
    signal: AbortSignal,
  ): CheckContext {
    const session = deps.snapshot()
    const access =
      opened === null
        ? fail(failureOf('nothing-connected'))
        : opened.ok
          ? opened.value.access
          : opened
    return {
      computer,
      dataFolder,
      about: deps.about(),
      session,
      now: () => clock.now(),
      path: pathFactsOf(opened, signal),
      aws: access.ok
        ? factsOf(access.value, store.inventory, session.organization?.id ?? null, signal)
        : factsAway(access.error),
      probeAccountId,
    }
  }

  async function diagnostics() {
    const opened = await deps.way()
    if (opened?.ok) opened.value.release()
    store.ledger.flush()
    return diagnosticsFile({
      at: clock.instant(),
      about: deps.about(),
      readiness: current(),
      session: deps.snapshot(),
      way: opened?.ok ? opened.value : null,
      operations: store.requests.operations(),
      refused: deps.refused(),
      log: logTail(dataFolder),
    })
  }

  return {
    handlers: {
      get: () => succeed(current()),
      async run({ ids, probeAccountId }) {
        if (underWay.size >= atOnceMost) return fail(tooMany)
        const looking = look(ids, probeAccountId)
        underWay.add(looking)
        try {
          await looking
        } finally {
          underWay.delete(looking)
        }
        return succeed(current())
      },
      async stop() {
        stopping.abort()
        stopping = new AbortController()
        await Promise.allSettled(underWay)
        return succeed(current())
      },
      saveDiagnostics: async () => succeed(await deps.shell.saveText(await diagnostics())),
    },
    async close() {
      stopping.abort()
      await Promise.allSettled(underWay)
    },
  }
}
