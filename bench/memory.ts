import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Launched } from '../e2e/launched.ts'
import { openDatabase } from '../src/main/database/database.ts'
import { createStore } from '../src/main/database/store.ts'
import type { RootkeepContract } from '../src/shared/ipc/contract.ts'
import type { Client } from '../src/shared/ipc/derived.ts'
import type { RunProgress } from '../src/shared/domain/runs.ts'
import type { Bench, Benchmark } from './benchmark.ts'
import { withDataFolder } from './data-folder.ts'
import { withApp } from './opened-app.ts'
import { watchMemory } from './process-memory.ts'
import { startSimulator } from './simulator-process.ts'

/** The page's own, for the functions that are sent there. */
declare const window: { readonly rootkeep: Client<RootkeepContract> }

const target = { most: 350 }
const restSeconds = 15

export const memory: Benchmark = {
  name: 'memory',
  about: "main's memory while it audits 50,000 accounts with the window open, and afterwards",
  async run(bench) {
    const { options, say, figure } = bench
    const accounts = options.accounts ?? 50_000
    say(`simulating ${accounts} accounts`)
    const simulator = await startSimulator(accounts)
    try {
      await withDataFolder(async (home) => {
        rememberConnection(home)
        await withApp({ home, env: simulator.environment }, (app) =>
          measureAudit(app, accounts, bench),
        )
        say('printing all accounts on the command line')
        const printed = await printAccounts(home)
        figure({
          figure: 'command line that prints all accounts as JSON, peak',
          value: printed.peak,
          unit: 'MB',
          target,
          conditions: { accounts, exitCode: printed.code ?? -1, seconds: printed.seconds },
        })
      })
    } finally {
      await simulator.close()
    }
  },
}

async function measureAudit(app: Launched, accounts: number, { say, figure }: Bench) {
  const watch = watchMemory(app.main.pid ?? 0, 250)
  try {
    const startedAt = performance.now()
    await startAudit(app)
    const beforeMB = Math.round(watch.now())
    const state = await untilOver(app, ({ done, targets, listing }) => {
      const listed = listing ? ' (still listing)' : ''
      say(`${done} of ${targets}${listed} audited, ${Math.round(watch.now())} MB`)
    })
    const runSeconds = Math.round((performance.now() - startedAt) / 1000)
    await wait(restSeconds * 1000)
    const after = watch.now()
    const conditions = {
      accounts,
      counted:
        'resident memory of main under the host on Chromium, with the window on the Overview',
      simulator: 'in its own process, on the same machine',
      listing:
        'at the documented 8 pages of 20 a second: 50,000 accounts take over 5 minutes, as on AWS',
      runSeconds,
      restSeconds,
      beforeMB,
      state,
    }
    figure({ figure: 'main, peak', value: watch.peak(), unit: 'MB', target, conditions })
    figure({ figure: 'main, after', value: after, unit: 'MB', target, conditions })
  } finally {
    watch.stop()
  }
}

/** Makes the first start open the simulator and not the practice organization, which would run in main. */
function rememberConnection(home: string): void {
  const opened = openDatabase(home, new Date())
  if (!opened.ok) throw new Error(opened.error.message)
  createStore(opened.value.db).settings.remember('connection', 'environment')
  opened.value.close()
}

async function startAudit({ page }: Launched): Promise<void> {
  await page.waitForFunction(async () => {
    const session = await window.rootkeep.session.snapshot()
    return session.ok && session.value.connectionState === 'connected'
  })
  const started = await page.evaluate(() =>
    window.rootkeep.runs.start({ scope: { kind: 'organization' }, deep: false }),
  )
  if (!started.ok) throw new Error(started.error.message)
}

/** Looks every few seconds until no run is under way; returns how the newest ended. */
async function untilOver(
  { page }: Launched,
  see: (progress: RunProgress) => void,
): Promise<string> {
  for (;;) {
    await wait(5000)
    const active = await page.evaluate(() => window.rootkeep.runs.active())
    if (!active.ok) throw new Error(active.error.message)
    if (active.value?.state === 'running') {
      see(active.value)
      continue
    }
    const runs = await page.evaluate(() => window.rootkeep.runs.list({ offset: 0, limit: 1 }))
    return runs.ok ? (runs.value.runs[0]?.state ?? 'none') : runs.error.code
  }
}

async function printAccounts(home: string) {
  const startedAt = performance.now()
  const cli = fileURLToPath(new URL('../src/cli/index.ts', import.meta.url))
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      cli,
      'accounts',
      '--format',
      'json',
      '--out',
      join(home, 'accounts.json'),
    ],
    { env: { ...process.env, ROOTKEEP_HOME: home }, stdio: ['ignore', 'inherit', 'inherit'] },
  )
  const watch = watchMemory(child.pid ?? 0, 20)
  const [code] = (await once(child, 'exit')) as [number | null]
  watch.stop()
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10
  return { code, peak: watch.peak(), seconds }
}
