import { required } from '../src/main/testing/trial.ts'
import type { Benchmark } from './benchmark.ts'
import { withConnectedWorkstation } from './simulated-audit.ts'
import { unlimited, type LoggedRequest } from './simulator-process.ts'

const limit = { rate: 20, burst: 40 }
const latencyMs = 40

export const auditThrottled: Benchmark = {
  name: 'audit-throttled',
  about: 'an audit of 600 accounts where AssumeRoot is limited to 20 a second, burst 40',
  async run({ options, say, figure }) {
    const accounts = options.accounts ?? 600
    say(`simulating ${accounts} accounts`)
    await withConnectedWorkstation(accounts, async (workstation, simulator) => {
      await simulator.control('PUT', 'limits', {
        AssumeRoot: limit,
        ListAccounts: unlimited,
        ListRoots: unlimited,
        ListOrganizationalUnitsForParent: unlimited,
      })
      await simulator.control('PUT', 'faults', [{ probability: 1, latencyMs }])
      await simulator.control('DELETE', 'requests')
      const startedAt = performance.now()
      required(workstation.audits.start({ kind: 'organization' }, false))
      const active = workstation.audits.activeRun()
      if (!active) throw new Error('the run was over before it could be watched')
      const watch = setInterval(() => {
        const { done, targets, throttled } = active.progress(0)
        say(`${done} of ${targets} audited, ${throttled} calls throttled`)
      }, 5000)
      const run = await active.finished
      clearInterval(watch)
      const seconds = (performance.now() - startedAt) / 1000
      const requests = await simulator.requests()
      const rate = rateOf(requests.filter(({ operation }) => operation === 'AssumeRoot'))
      const conditions = {
        accounts,
        latencyMs,
        assumeRootPerSecond: limit.rate,
        assumeRootBurst: limit.burst,
        otherServerLimits: 'none that matter',
        assumeRootCalls: rate.calls,
        calls: requests.length,
        runSeconds: Math.round(seconds * 10) / 10,
        state: run.state,
      }

      figure({
        figure: 'part of the permitted rate, while limited',
        value: rate.whileLimited * 100,
        unit: '%',
        target: { least: 90 },
        conditions: {
          ...conditions,
          counted:
            'AssumeRoot accepted from the first throttling to the last AssumeRoot, over 20 a second',
        },
      })
      figure({
        figure: 'part of the permitted calls, from start to end',
        value: rate.inAll * 100,
        unit: '%',
        target: { least: 90 },
        conditions: {
          ...conditions,
          counted: 'AssumeRoot accepted from the first to the last, over the burst and 20 a second',
        },
      })
      const throttledAccounts = workstation.store.accountTable
        .unknownReasons(run.organizationId)
        .filter(({ code }) => code === 'throttled')
        .reduce((sum, reason) => sum + reason.accounts, 0)
      figure({
        figure: 'accounts unknown because of throttling',
        value: throttledAccounts,
        unit: 'accounts',
        target: { most: 0 },
        conditions,
      })
      figure({
        figure: 'AssumeRoot calls throttled',
        value: (rate.throttled / rate.calls) * 100,
        unit: '%',
        target: { most: 5 },
        conditions: { ...conditions, throttled: rate.throttled },
      })
    })
  },
}

/** How much of what the server allowed was used, as the server saw it. */
function rateOf(calls: readonly LoggedRequest[]) {
  const times = calls.map(({ at }) => Date.parse(at))
  const isThrottled = calls.map(({ errorCode }) => /throttl/i.test(errorCode ?? ''))
  const first = times[0] ?? 0
  const last = times.findLast((_, index) => !isThrottled[index]) ?? first
  // The server's bucket is empty at the first throttling: what was left of its burst counts no more.
  const emptyAt = times.find((_, index) => isThrottled[index]) ?? last
  const acceptedSince = (from: number) =>
    times.filter((at, index) => !isThrottled[index] && at > from).length
  const seconds = (from: number) => (last - from) / 1000
  const accepted = isThrottled.filter((is) => !is).length
  return {
    calls: calls.length,
    throttled: calls.length - accepted,
    whileLimited: acceptedSince(emptyAt) / (seconds(emptyAt) * limit.rate),
    inAll: accepted / (limit.burst + seconds(first) * limit.rate),
  }
}
