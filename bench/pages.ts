import { createDispatcher } from '../src/main/dispatcher.ts'
import { openWorkstation } from '../src/main/testing/trial.ts'
import {
  accountSortKeys,
  everyAccount,
  type AccountFilter,
  type AccountPage,
} from '../src/shared/domain/account-query.ts'
import { contract } from '../src/shared/ipc/contract.ts'
import type { Outcome } from '../src/shared/ipc/result.ts'
import type { Benchmark } from './benchmark.ts'
import { withDataFolder } from './data-folder.ts'
import { busyMs } from './busy-time.ts'
import { quantile } from './distribution.ts'
import { fillOfflineFolder } from './offline-folder.ts'

const pageSize = 200
const rounds = 4

const filters: Readonly<Record<string, Partial<AccountFilter>>> = {
  'every account': {},
  'non-compliant': { postures: ['non-compliant'] },
  'unknown or stale': { postures: ['unknown', 'stale'] },
  'with access keys': { findings: ['access-key'] },
  suspended: { states: ['SUSPENDED'] },
  'one unit': { unitId: 'ou-bnch-00000007' },
  'below the root': { unitId: 'r-bnch' },
  'search for a name': { search: 'workload 12' },
  'search for what is nowhere': { search: 'nobody has this' },
  'search among the non-compliant': { search: 'unit 7', postures: ['non-compliant'] },
  'with those that left': { includeLeft: true },
  'a tag': { tag: 'Environment=production' },
}

export const pages: Benchmark = {
  name: 'pages',
  about: 'filtered and sorted pages of 50,000 accounts, as the window asks for them',
  async run({ options, say, figure }) {
    const accounts = options.accounts ?? 50_000
    await withDataFolder(async (folder) => {
      say(`filling a database with ${accounts} accounts`)
      const { environment } = fillOfflineFolder(folder, accounts)
      const workstation = openWorkstation(folder, environment)
      // It fails, since nothing listens there; the organization of the cache is on screen then.
      await workstation.session.connect('environment')
      const ask = createAsking(createDispatcher(contract, workstation.handlers, workstation.log))
      const base = { accounts, rows: pageSize, through: 'dispatcher, handler, SQL, rows; no IPC' }

      const combinations: { name: string; taken: Taken[] }[] = []
      for (const [filterName, part] of Object.entries(filters)) {
        say(`pages of: ${filterName}`)
        const filter = { ...everyAccount, ...part }
        for (const key of accountSortKeys) {
          for (const descending of [false, true]) {
            const sort = { key, descending }
            const taken: Taken[] = []
            const page = (offset: number) =>
              ask('accounts.page', { filter, sort, offset, limit: pageSize })
            const { total } = (await page(0)).value as AccountPage
            for (let round = 0; round < rounds; round += 1) {
              for (const offset of offsetsIn(total)) taken.push(await page(offset))
            }
            combinations.push({
              name: `${filterName}, ${key} ${descending ? 'down' : 'up'}`,
              taken,
            })
          }
        }
      }
      const all = combinations.flatMap(({ taken }) => taken)
      const ranked = combinations
        .map(({ name, taken }) => ({ name, ...timesOf(taken) }))
        .toSorted((a, b) => b.busyP95Ms - a.busyP95Ms)
      for (const { name, p95Ms, busyP95Ms } of ranked.slice(0, 12)) {
        say(`slow: ${name}: p95 ${p95Ms} ms, at work ${busyP95Ms} ms`)
      }
      const conditions = { ...base, pages: all.length, combinations: combinations.length }
      const target = { most: 30 }
      const whole = timesOf(all)
      const worst = ranked.toSorted((a, b) => b.p95Ms - a.p95Ms)[0] ?? { name: '', ...whole }
      const busiest = ranked[0] ?? worst
      const named = ({ name, ...times }: typeof worst) => ({ ...conditions, ...times, worst: name })
      for (const [name, value, bound, more] of [
        ['page p95', whole.p95Ms, target, { ...conditions, ...whole }],
        ['page p95, worst combination', worst.p95Ms, target, named(worst)],
        ['page p95, main at work', whole.busyP95Ms, undefined, { ...conditions, ...whole }],
        ['page p95, main at work, worst combination', busiest.busyP95Ms, undefined, named(busiest)],
      ] as const) {
        figure({
          figure: name,
          value,
          unit: 'ms',
          ...(bound ? { target: bound } : {}),
          conditions: more,
        })
      }

      const sort = { key: 'name', descending: false }
      for (const [name, channel, inputs] of [
        ['facets', 'accounts.facets', filterInputs((filter) => ({ filter }))],
        ['ids', 'accounts.ids', filterInputs((filter) => ({ filter, sort }))],
        ['units', 'accounts.units', [undefined]],
        ['overview', 'overview.get', [undefined]],
      ] as const) {
        const taken: Taken[] = []
        for (let round = 0; round < rounds * 3; round += 1) {
          for (const input of inputs) taken.push(await ask(channel, input))
        }
        const times = timesOf(taken)
        figure({
          figure: `${name} p95`,
          value: times.p95Ms,
          unit: 'ms',
          conditions: { ...base, calls: taken.length, ...times },
        })
      }
      await workstation.close()
    })
  },
}

function filterInputs<T>(inputOf: (filter: AccountFilter) => T): T[] {
  return Object.values(filters).map((part) => inputOf({ ...everyAccount, ...part }))
}

/** The first pages, two in the middle, and the last. */
function offsetsIn(total: number): number[] {
  const pagesInAll = Math.max(1, Math.ceil(total / pageSize))
  const numbers = [0, 1, Math.floor(pagesInAll / 4), Math.floor(pagesInAll / 2), pagesInAll - 1]
  return [...new Set(numbers.filter((page) => page < pagesInAll))].map((page) => page * pageSize)
}

type Taken = { readonly ms: number; readonly busyMs: number; readonly value: unknown }

/** Times of calls: as the clock saw them, and how long main was at work, whatever else the machine did. */
function timesOf(taken: readonly Taken[]) {
  const tenth = (ms: number) => Math.round(ms * 10) / 10
  const at = (part: number) =>
    tenth(
      quantile(
        taken.map(({ ms }) => ms),
        part,
      ),
    )
  const busyAt = (part: number) =>
    tenth(
      quantile(
        taken.map(({ busyMs }) => busyMs),
        part,
      ),
    )
  return { p50Ms: at(0.5), p95Ms: at(0.95), busyP50Ms: busyAt(0.5), busyP95Ms: busyAt(0.95) }
}

/** Calls as the window does, and says how long main took. */
function createAsking(dispatcher: ReturnType<typeof createDispatcher>) {
  return async (channel: string, input: unknown): Promise<Taken> => {
    const startedAt = performance.now()
    const busyBefore = busyMs()
    const outcome: Outcome<unknown> = await dispatcher.dispatch(channel, input)
    const taken = { ms: performance.now() - startedAt, busyMs: busyMs() - busyBefore }
    if (!outcome.ok) throw new Error(`${channel}: ${outcome.error.message}`)
    return { ...taken, value: outcome.value }
  }
}
