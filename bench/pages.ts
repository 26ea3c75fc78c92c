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

      const combinations: { name: string; times: number[] }[] = []
      for (const [filterName, part] of Object.entries(filters)) {
        say(`pages of: ${filterName}`)
        const filter = { ...everyAccount, ...part }
        for (const key of accountSortKeys) {
          for (const descending of [false, true]) {
            const sort = { key, descending }
            const times: number[] = []
            const page = (offset: number) =>
              ask('accounts.page', { filter, sort, offset, limit: pageSize })
            const { total } = (await page(0)).value as AccountPage
            for (let round = 0; round < rounds; round += 1) {
              for (const offset of offsetsIn(total)) times.push((await page(offset)).ms)
            }
            combinations.push({
              name: `${filterName}, ${key} ${descending ? 'down' : 'up'}`,
              times,
            })
          }
        }
      }
      const all = combinations.flatMap(({ times }) => times)
      const ranked = combinations
        .map(({ name, times }) => ({ name, p95: quantile(times, 0.95), p50: quantile(times, 0.5) }))
        .toSorted((a, b) => b.p95 - a.p95)
      for (const { name, p95, p50 } of ranked.slice(0, 8)) {
        say(`slow: ${name}: p95 ${p95.toFixed(1)} ms, median ${p50.toFixed(1)} ms`)
      }
      const conditions = { ...base, pages: all.length, combinations: combinations.length }
      const target = { most: 30 }
      const p95 = quantile(all, 0.95)
      figure({ figure: 'page p95', value: p95, unit: 'ms', target, conditions })
      const worst = ranked[0]
      figure({
        figure: 'page p95 of the worst combination',
        value: worst?.p95 ?? Number.NaN,
        unit: 'ms',
        target,
        conditions: { ...conditions, combination: worst?.name ?? '', medianMs: worst?.p50 ?? 0 },
      })
      figure({ figure: 'page median', value: quantile(all, 0.5), unit: 'ms', conditions })

      const sort = { key: 'name', descending: false }
      for (const [name, channel, inputs] of [
        ['facets', 'accounts.facets', filterInputs((filter) => ({ filter }))],
        ['ids', 'accounts.ids', filterInputs((filter) => ({ filter, sort }))],
        ['units', 'accounts.units', [undefined]],
        ['overview', 'overview.get', [undefined]],
      ] as const) {
        const times: number[] = []
        for (let round = 0; round < rounds * 3; round += 1) {
          for (const input of inputs) times.push((await ask(channel, input)).ms)
        }
        figure({
          figure: `${name} p95`,
          value: quantile(times, 0.95),
          unit: 'ms',
          conditions: { ...base, calls: times.length, medianMs: quantile(times, 0.5) },
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

/** Calls as the window does, and says how long main was busy with it. */
function createAsking(dispatcher: ReturnType<typeof createDispatcher>) {
  return async (channel: string, input: unknown): Promise<{ ms: number; value: unknown }> => {
    const startedAt = performance.now()
    const outcome: Outcome<unknown> = await dispatcher.dispatch(channel, input)
    const ms = performance.now() - startedAt
    if (!outcome.ok) throw new Error(`${channel}: ${outcome.error.message}`)
    return { ms, value: outcome.value }
  }
}
