import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { noShell } from '../src/main/shell-services.ts'
import { createWorkstation, type Workstation } from '../src/main/workstation.ts'
import type { Bench, Benchmark } from './benchmark.ts'
import { withDataFolder } from './data-folder.ts'
import { fillOfflineFolder } from './offline-folder.ts'
import { watchMemory } from './process-memory.ts'

const passphrase = 'a passphrase of the benchmark'
const printedAccounts = 5_000

export const reports: Benchmark = {
  name: 'reports',
  about: 'reports, PDF, an evidence bundle, its verification and the viewer, at 50,000 accounts',
  async run(bench) {
    const accounts = bench.options.accounts ?? 50_000
    await withDataFolder(async (home) => {
      bench.say(`filling a database with ${accounts} accounts`)
      fillOfflineFolder(home, accounts)
      await measureFormats(home, accounts, bench)
      const bundle = await measureBundle(home, accounts, bench)
      await measureViewer(bundle, accounts, bench)
    })
    await withDataFolder(async (home) => {
      bench.say(`filling a database with ${printedAccounts} accounts`)
      fillOfflineFolder(home, printedAccounts)
      await measurePdf(home, bench)
    })
  },
}

async function measureFormats(home: string, accounts: number, { say, figure }: Bench) {
  say('writing every format but PDF')
  const out = join(home, 'reports')
  mkdirSync(out)
  const ended = await rootkeep(home, [
    'report',
    '--format',
    'html,csv,json,ocsf,md',
    '--out',
    out,
    '--since',
    '30d',
  ])
  const conditions = {
    accounts,
    exitCode: ended.code ?? -1,
    files: sizesIn(out),
    counted: 'the whole command: start, reading the database, drawing, writing to disk',
  }
  figure({
    figure: 'all formats but PDF, on the command line',
    value: ended.seconds,
    unit: 's',
    target: { most: 6 },
    conditions,
  })
  figure({
    figure: 'all formats but PDF, memory at its peak',
    value: ended.peak,
    unit: 'MB',
    target: { most: 500 },
    conditions,
  })
}

async function measureBundle(
  home: string,
  accounts: number,
  { say, figure }: Bench,
): Promise<string> {
  say('signing a bundle')
  await makeIdentity(home)
  const file = join(home, 'evidence.zip')
  const key = join(home, 'passphrase')
  writeFileSync(key, passphrase)
  const written = await rootkeep(home, ['bundle', '--out', file, '--passphrase-file', key])
  const megabytes = Math.round(statSync(file).size / 1024 / 1024)
  const conditions = { accounts, megabytes }
  figure({
    figure: 'bundle with all formats but PDF, on the command line',
    value: written.seconds,
    unit: 's',
    conditions: { ...conditions, exitCode: written.code ?? -1, peakMB: Math.round(written.peak) },
  })
  say('verifying it')
  const verified = await rootkeep(home, ['verify', file])
  const ended = { ...conditions, exitCode: verified.code ?? -1 }
  figure({
    figure: 'verify, on the command line',
    value: verified.seconds,
    unit: 's',
    target: { most: 6 },
    conditions: { ...ended, peakMB: Math.round(verified.peak) },
  })
  return file
}

/** Opens the bundle over an empty data folder, as an auditor would. */
async function measureViewer(bundle: string, accounts: number, { say, figure }: Bench) {
  say('opening it in the viewer')
  await withDataFolder(async (home) => {
    const workstation = open(home, bundle)
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const began = performance.now()
    const opened = await workstation.handlers.bundles.open(undefined)
    const overview = await workstation.handlers.overview.get(undefined)
    const seconds = (performance.now() - began) / 1000
    delay.disable()
    if (!opened.ok) throw new Error(opened.error.message)
    if (!overview.ok) throw new Error(overview.error.message)
    const conditions = {
      accounts,
      inOrganization: overview.value.completeness.inOrganization,
      counted: 'from the file chosen to the numbers of the Overview',
    }
    figure({
      figure: 'viewer, bundle chosen to Overview',
      value: seconds,
      unit: 's',
      target: { most: 3 },
      conditions,
    })
    figure({
      figure: 'viewer, longest hold of main meanwhile',
      value: delay.max / 1e6,
      unit: 'ms',
      conditions,
    })
    await workstation.close()
  })
}

async function measurePdf(home: string, { say, figure }: Bench) {
  say(`printing ${printedAccounts} accounts`)
  const out = join(home, 'reports')
  mkdirSync(out)
  const ended = await rootkeep(home, ['report', '--format', 'pdf', '--out', out])
  figure({
    figure: 'PDF, on the command line',
    value: ended.seconds,
    unit: 's',
    target: { most: 20 },
    conditions: {
      accounts: printedAccounts,
      exitCode: ended.code ?? -1,
      files: sizesIn(out),
      counted: 'the whole command, the start of the browser engine included',
    },
  })
}

function open(home: string, bundle: string): Workstation {
  const opened = createWorkstation({
    dataFolder: home,
    practiceWorker: new URL('../src/simulator/worker.ts', import.meta.url),
    shell: { version: 'bench', shell: 'none', shellVersion: '', sandboxed: true },
    environment: {},
    services: { ...noShell, chooseFile: () => Promise.resolve(bundle) },
  })
  if (!opened.ok) throw new Error(opened.error.message)
  return opened.value
}

async function makeIdentity(home: string): Promise<void> {
  const workstation = open(home, '')
  const made = await workstation.handlers.identity.create({ name: 'Bench', passphrase })
  await workstation.close()
  if (!made.ok) throw new Error(made.error.message)
}

function sizesIn(folder: string): string {
  return readdirSync(folder)
    .map((name) => `${name} ${Math.round(statSync(join(folder, name)).size / 1024)} KB`)
    .join(', ')
}

async function rootkeep(home: string, words: readonly string[]) {
  const began = performance.now()
  const cli = fileURLToPath(new URL('../src/cli/index.ts', import.meta.url))
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', cli, ...words], {
    env: { ...process.env, ROOTKEEP_HOME: home },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const watch = watchMemory(child.pid ?? 0, 10)
  const [code] = (await once(child, 'exit')) as [number | null]
  watch.stop()
  return { code, peak: watch.peak(), seconds: (performance.now() - began) / 1000 }
}
