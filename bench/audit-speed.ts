import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expectedPosture, required } from '../src/main/testing/trial.ts'
import type { Run } from '../src/shared/domain/runs.ts'
import type { Workstation } from '../src/main/workstation.ts'
import type { Benchmark } from './benchmark.ts'
import { busyMs } from './busy-time.ts'
import { quantile } from './distribution.ts'
import { withConnectedWorkstation } from './simulated-audit.ts'
import { unlimited, type LoggedRequest, type Truth } from './simulator-process.ts'

const latencyMs = 40
const lookEveryMs = 100
const resolutionMs = 5

export const auditSpeed: Benchmark = {
  name: 'audit-speed',
  about:
    'an audit of 2,000 accounts at 40 ms a call, with nothing throttled: time, calls, CPU, event loop',
  async run({ options, say, figure }) {
    const accounts = options.accounts ?? 2000
    say(`simulating ${accounts} accounts`)
    await withConnectedWorkstation(accounts, async (workstation, simulator) => {
      await simulator.control('PUT', 'limits', {
        ListAccounts: unlimited,
        ListRoots: unlimited,
        ListOrganizationalUnitsForParent: unlimited,
      })
      await simulator.control('PUT', 'faults', [{ probability: 1, latencyMs }])
      await simulator.control('DELETE', 'requests')
      const measured = await measuredAudit(workstation, say)
      const requests = await simulator.requests()
      const truth = await simulator.truth()
      const { run, endMs, listingEndMs, cpuMs, delay, turns } = measured
      const conditions = {
        accounts,
        latencyMs,
        serverLimits: 'none',
        calls: requests.length,
        listing: 'at the documented 8 pages a second, which the workstation keeps to by itself',
        simulator: 'in its own process on the same machine',
        state: run.state,
      }

      figure({ figure: 'whole audit', value: endMs / 1000, unit: 's', conditions })
      figure({ figure: 'listing', value: listingEndMs / 1000, unit: 's', conditions })
      figure({
        figure: 'audit after the listing',
        value: (endMs - listingEndMs) / 1000,
        unit: 's',
        target: { most: 3 },
        conditions,
      })
      const { clean, otherwise } = callsOfClean(requests, truth)
      figure({
        figure: 'clean accounts with other than 2 calls',
        value: otherwise,
        unit: 'accounts',
        target: { most: 0 },
        conditions: { ...conditions, clean },
      })
      figure({
        figure: 'CPU of a call',
        value: cpuMs / requests.length,
        unit: 'ms',
        target: { most: 1.1 },
        conditions: { ...conditions, counted: 'whole process from start to end of the run, cold' },
      })
      figure({
        figure: 'event loop delay p99',
        value: delay.p99Ms,
        unit: 'ms',
        target: { most: 50 },
        conditions: { ...conditions, maxMs: delay.maxMs, p50Ms: delay.p50Ms, resolutionMs },
      })
      figure({
        figure: 'main at work in one turn of the event loop, p99',
        value: quantile(turns, 0.99),
        unit: 'ms',
        conditions: {
          ...conditions,
          maxMs: Math.round(Math.max(...turns)),
          counted:
            'CPU time of the main thread between timer ticks: the part of the delay that is ours',
        },
      })
    })
  },
}

/** Runs an audit. Times are from its start; the listing ends where it was last seen under way. */
async function measuredAudit(workstation: Workstation, say: (text: string) => void) {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  histogram.enable()
  const cpuBefore = process.cpuUsage()
  const startedAt = performance.now()
  let listingEndMs = 0
  required(workstation.audits.start({ kind: 'organization' }, false))
  const active = workstation.audits.activeRun()
  if (!active) throw new Error('the run was over before it could be watched')
  const turns: number[] = []
  let busyBefore = busyMs()
  const turnWatch = setInterval(() => {
    const busyNow = busyMs()
    turns.push(busyNow - busyBefore)
    busyBefore = busyNow
  }, resolutionMs)
  let looks = 0
  const watch = setInterval(() => {
    const progress = active.progress(0)
    if (progress.listing) listingEndMs = performance.now() - startedAt
    looks += 1
    if (looks % 50 === 0) say(`${progress.done} of ${progress.targets} audited`)
  }, lookEveryMs)
  const run: Run = await active.finished
  const endMs = performance.now() - startedAt
  clearInterval(watch)
  clearInterval(turnWatch)
  const { user, system } = process.cpuUsage(cpuBefore)
  histogram.disable()
  const ms = (nanoseconds: number) => Math.round(nanoseconds / 1e5) / 10
  const delay = {
    p50Ms: ms(histogram.percentile(50)),
    p99Ms: ms(histogram.percentile(99)),
    maxMs: ms(histogram.max),
  }
  return { run, endMs, listingEndMs, cpuMs: (user + system) / 1000, delay, turns }
}

/** Of the accounts that are clean in truth: how many there are, and how many were not asked exactly twice. */
function callsOfClean(requests: readonly LoggedRequest[], { accounts, organization }: Truth) {
  const calls = Map.groupBy(
    requests.filter(({ service }) => /^(sts|iam)/i.test(service)),
    (request) => request.targetAccountId,
  )
  const clean = accounts.filter(
    (account) => expectedPosture(account, organization.managementAccountId) === 'compliant',
  )
  const otherwise = clean.filter(({ id }) => calls.get(id)?.length !== 2)
  return { clean: clean.length, otherwise: otherwise.length }
}
