import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expectedPosture, required } from '../src/main/testing/trial.ts'
import { noShell } from '../src/main/shell-services.ts'
import type { AccountId } from '../src/shared/domain/accounts.ts'
import { credentialKinds } from '../src/shared/domain/procedures.ts'
import type { Workstation } from '../src/main/workstation.ts'
import type { Benchmark } from './benchmark.ts'
import { withConnectedWorkstation } from './simulated-audit.ts'
import { unlimited, type SimulatorProcess } from './simulator-process.ts'

const latencyMs = 40
const itemsEach = 3
const resolutionMs = 5

export const deletion: Benchmark = {
  name: 'deletion',
  about:
    'root credentials of 1,000 accounts deleted, 3 items each, at 40 ms a call: time, event loop',
  async run({ options, say, figure }) {
    const accounts = options.accounts ?? 1000
    say(`simulating an organization with ${accounts} accounts to delete in`)
    // Some accounts of an organization cannot be reached; there are enough others.
    await withConnectedWorkstation(
      Math.ceil(accounts * 1.35) + 20,
      async (workstation, simulator) => {
        required(workstation.audits.start({ kind: 'organization' }, false))
        await workstation.audits.activeRun()?.finished
        const targets = await furnish(simulator, accounts)
        await simulator.control('PUT', 'limits', { AssumeRoot: unlimited })
        await simulator.control('PUT', 'faults', [{ probability: 1, latencyMs }])
        const planned = await timed(() => plan(workstation, targets))
        await simulator.control('DELETE', 'requests')
        say('planned; executing')
        const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
        const cpuBefore = process.cpuUsage()
        histogram.enable()
        const executed = await timed(() => execute(workstation, planned.value.id))
        histogram.disable()
        const { user, system } = process.cpuUsage(cpuBefore)
        const calls = (await simulator.requests()).length
        const truth = await simulator.truth()
        const left = truth.accounts
          .filter(({ id }) => targets.includes(id))
          .filter(({ root }) => root.passwordPresent || root.accessKeys.length > 0).length
        const ms = (nanoseconds: number) => Math.round(nanoseconds / 1e5) / 10
        const conditions = {
          accounts: targets.length,
          itemsEach,
          latencyMs,
          calls,
          serverLimits: 'none',
          simulator: 'in its own process on the same machine',
          state: executed.value.state,
          verified: executed.value.accounts.verified,
        }
        figure({ figure: 'plan', value: planned.ms / 1000, unit: 's', conditions })
        figure({
          figure: 'execution, reading back included',
          value: executed.ms / 1000,
          unit: 's',
          target: { most: 60 },
          conditions,
        })
        figure({
          figure: 'accounts that still hold something, by the truth',
          value: left + (targets.length - executed.value.accounts.verified),
          unit: 'accounts',
          target: { most: 0 },
          conditions,
        })
        figure({
          figure: 'event loop delay p99',
          value: ms(histogram.percentile(99)),
          unit: 'ms',
          target: { most: 50 },
          conditions: { ...conditions, maxMs: ms(histogram.max), resolutionMs },
        })
        figure({
          figure: 'CPU of a call',
          value: (user + system) / 1000 / calls,
          unit: 'ms',
          conditions,
        })
      },
      { ...noShell, consent: () => Promise.resolve(true) },
    )
  },
}

/** Gives so many reachable accounts two access keys and a password. */
async function furnish(simulator: SimulatorProcess, count: number): Promise<AccountId[]> {
  const { accounts, organization } = await simulator.truth()
  const reachable = accounts
    .filter((account) =>
      ['compliant', 'non-compliant'].includes(
        expectedPosture(account, organization.managementAccountId),
      ),
    )
    .slice(0, count)
  if (reachable.length < count) throw new Error(`only ${reachable.length} accounts can be reached`)
  const at = '2021-02-03T04:05:06.000Z'
  for (const [index, { id }] of reachable.entries()) {
    const key = (which: string) => ({
      id: `AKIA${which}${String(index).padStart(15, '0')}`,
      status: 'Active',
      createdAt: at,
      lastUsed: null,
    })
    await simulator.control('PUT', `accounts/${id}`, {
      root: {
        passwordPresent: true,
        passwordLastUsed: null,
        accessKeys: [key('A'), key('B')],
        mfaDevices: [],
        signingCertificates: [],
      },
    })
  }
  return reachable.map(({ id }) => id)
}

async function plan({ acts }: Workstation, accountIds: AccountId[]) {
  const begun = required(
    acts.procedures.begin({
      kind: 'delete-root-credentials',
      scope: { kind: 'accounts', accountIds },
      credentials: [...credentialKinds],
      caseId: null,
      ticket: null,
      reason: 'a measurement',
    }),
  )
  await acts.finished(begun.id)
  const planned = required(acts.procedures.get(begun.id))
  if (planned.state !== 'waiting') throw new Error(planned.failure?.message ?? planned.state)
  return planned
}

async function execute({ acts }: Workstation, id: string) {
  const { digest, phrase } = required(acts.procedures.get(id))
  const acknowledged = required(acts.procedures.plan(id))?.acknowledgements ?? []
  required(
    await acts.procedures.confirm({
      procedureId: id,
      digest: digest ?? '',
      typed: phrase ?? '',
      acknowledged: acknowledged.map(({ itemId }) => itemId),
    }),
  )
  await acts.finished(id)
  return required(acts.procedures.get(id))
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const startedAt = performance.now()
  const value = await work()
  return { value, ms: performance.now() - startedAt }
}
