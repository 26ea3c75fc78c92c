import { statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import type { LedgerEntry } from '../src/shared/domain/ledger.ts'
import type { Benchmark } from './benchmark.ts'
import { withDataFolder } from './data-folder.ts'
import { completedRun, fillStore, organizationId, type FilledStore } from './filled-store.ts'

const dayMs = 86_400_000
const daysOfYear = 365
const firstDay = Date.UTC(2026, 0, 1, 6)
const callsAFlush = 60
/** After two days the ledger of calls is full and its index has the shape that it keeps. */
const settlingDays = 2

export const year: Benchmark = {
  name: 'year',
  about: 'what a year of daily audits of 50,000 unchanged accounts adds to the database',
  async run({ options, say, figure }) {
    const accounts = options.accounts ?? 50_000
    const days = options.days ?? 40
    await withDataFolder(async (folder) => {
      say(`filling a database with ${accounts} accounts`)
      const filled = fillStore(folder, accounts, new Date(firstDay))
      auditDay(filled, 0)
      const afterFirst = measured(filled.file)
      for (let day = 1; day < settlingDays; day += 1) auditDay(filled, day)
      const before = measured(filled.file)
      const sizes = [before.bytes]
      for (let day = 1; day <= days; day += 1) {
        auditDay(filled, settlingDays - 1 + day)
        sizes.push(measured(filled.file).bytes)
        const grown = (sizes.at(-1) ?? 0) - before.bytes
        if (day % 5 === 0 || day === days) say(`day ${day} of ${days}: ${grown} bytes more`)
      }
      const after = measured(filled.file)
      filled.close()
      const conditions = {
        accounts,
        days,
        begins: `after ${settlingDays} daily runs, when the ledger of calls is full`,
        databaseMB: Math.round(before.bytes / 1e5) / 10,
        recorded:
          'each day the listing, a look at every target, 2 calls a target in the ledger, the run',
        measured: 'the file after a checkpoint that empties the write-ahead log',
      }
      figure({
        figure: 'observation rows added',
        value: after.observations - before.observations,
        unit: 'rows',
        target: { most: 0 },
        conditions,
      })
      figure({
        figure: 'failure and change rows added',
        value: after.others - before.others,
        unit: 'rows',
        target: { most: 0 },
        conditions,
      })
      figure({
        figure: 'database grown once, until the ledger is full',
        value: (before.bytes - afterFirst.bytes) / 1e6,
        unit: 'MB',
        conditions,
      })
      figure({
        figure: 'database grown in the days that were run',
        value: (after.bytes - before.bytes) / 1e6,
        unit: 'MB',
        conditions,
      })
      figure({
        figure: 'database grown in a year',
        value: yearly(sizes) / 1e6,
        unit: 'MB',
        target: { most: 1 },
        conditions: {
          ...conditions,
          reckoned:
            days >= daysOfYear ? 'run in full' : 'the days run, then the pace of their later half',
        },
      })
    })
  },
}

/** One daily audit that finds everything as it was, recorded as a run does. */
function auditDay(filled: FilledStore, day: number): void {
  const { store } = filled
  const calls = store.ledger.recorder(null)
  calls.leadsTo(organizationId)
  const at = new Date(firstDay + day * dayMs)
  const run = completedRun(`00000000-0000-4000-8000-${String(day).padStart(12, '0')}`, at)
  const owner = { pid: process.pid }
  store.runs.begin(run, owner)
  filled.listAll(at)
  filled.auditAll(run.id, at)
  filled.targets.forEach((accountId, index) => {
    for (const entry of callsOf(accountId, at.toISOString(), day * 1e6 + index)) {
      calls.record(entry)
    }
    if (index % callsAFlush === 0) store.ledger.flush()
  })
  store.ledger.flush()
  store.runs.save(run, store.accountTable.postureCounts(organizationId), owner, at.toISOString())
}

function callsOf(accountId: string, at: string, number: number): LedgerEntry[] {
  const common = { at, accountId, region: 'us-east-1', status: 200, errorCode: null, attempt: 1 }
  const requestId = `6f2c1b60-0000-4000-8000-${String(number).padStart(12, '0')}`
  return [
    { ...common, service: 'sts', operation: 'AssumeRoot', requestId, durationMs: 48 },
    { ...common, service: 'iam', operation: 'GetAccountSummary', requestId, durationMs: 51 },
  ]
}

function measured(file: string): { bytes: number; observations: number; others: number } {
  const database = new Sqlite(file)
  database.pragma('wal_checkpoint(TRUNCATE)')
  const count = (table: string) =>
    Number(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
  const observations = count('observations')
  const others = count('failures') + count('changes')
  database.close()
  return { bytes: statSync(file).size, observations, others }
}

/** The growth over a year: that of the days that were run, and for the rest the pace of their later half. */
function yearly(sizes: readonly number[]): number {
  const days = sizes.length - 1
  const [first = 0, middle = 0, last = 0] = [sizes[0], sizes[Math.floor(days / 2)], sizes[days]]
  const pace = (last - middle) / Math.max(1, days - Math.floor(days / 2))
  return last - first + pace * Math.max(0, daysOfYear - days)
}
