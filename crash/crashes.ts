import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createSimulator } from '../src/simulator/simulator.ts'
import { openWorkstation, required } from '../src/main/testing/trial.ts'
import { createChooser, type Chooser } from './chooser.ts'
import { disagreementsOf } from './comparison.ts'
import { createWorld } from './world.ts'

export type CrashOptions = {
  readonly seed: number
  /** How many times the process is killed. */
  readonly count: number
  readonly accounts: number
  readonly say?: (text: string) => void
}

/** What is printed: `disagreements` is empty where journal, database and truth agree. */
export type CrashOutcome = {
  readonly seed: number
  readonly kills: number
  readonly procedures: number
  readonly disagreements: readonly string[]
}

const worker = fileURLToPath(new URL('./worker.ts', import.meta.url))

/** Besides the kills: calls that AWS refuses for now, that never arrive, or whose answer is cut after they were done. */
const badNetwork = [
  { probability: 1, latencyMs: 8 },
  { probability: 0.01, throttle: true },
  { probability: 0.01, status: 500 },
  { probability: 0.01, reset: true },
  { probability: 0.01, truncate: true },
]

/** A process that says nothing for so long is killed as it is. */
const silentMs = 8_000

/**
 * Kills an operator's process at random points of procedures, again and again over the same data folder, lets the last one finish, and compares journal,
 * database and organization.
 */
export async function runCrashes({
  seed,
  count,
  accounts,
  say = () => {},
}: CrashOptions): Promise<CrashOutcome> {
  const choose = createChooser(seed)
  const simulator = createSimulator({
    accounts,
    seed,
    faults: badNetwork,
  })
  const { endpoint, region, operators } = await simulator.listen()
  const home = mkdtempSync(join(tmpdir(), 'rootkeep-crash-'))
  const environment = {
    ...process.env,
    AWS_ACCESS_KEY_ID: operators.management.accessKeyId,
    AWS_SECRET_ACCESS_KEY: operators.management.secretAccessKey,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    HOME: home,
  }
  delete (environment as NodeJS.ProcessEnv)['AWS_SESSION_TOKEN']
  const start = (task: 'go-on' | 'finish', round: number): ChildProcess =>
    spawn(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        worker,
        home,
        endpoint,
        String(seed * 100_000 + round),
        task,
      ],
      { env: environment, stdio: ['ignore', 'pipe', 'inherit'] },
    )
  try {
    for (let round = 0; round < count; round += 1) {
      const where = await killAtRandom(start('go-on', round), choose)
      say(`${round + 1} of ${count}: killed at ${where}`)
    }
    const last = start('finish', count)
    last.stdout?.resume()
    const [code] = (await once(last, 'exit')) as [number | null]
    const disagreements = code === 0 ? [] : [`the last process ended with ${code}`]
    const workstation = openWorkstation(home, environment)
    try {
      const organizationId = required(await workstation.session.connect('environment')).organization
        ?.id
      if (!organizationId) throw new Error('there is no organization')
      disagreements.push(
        ...(await disagreementsOf(workstation, organizationId, createWorld(endpoint, choose))),
      )
      const { total } = required(
        workstation.acts.procedures.list(organizationId, { caseId: null, offset: 0, limit: 1 }),
      )
      return { seed, kills: count, procedures: total, disagreements }
    } finally {
      await workstation.close()
    }
  } finally {
    await simulator.close()
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Kills a process with no chance to do anything, some steps after it is ready; returns the step it had last told of. */
async function killAtRandom(child: ChildProcess, choose: Chooser): Promise<string> {
  const after = choose.between(0, 14)
  const delayMs = choose.between(0, 45)
  const exited = once(child, 'exit') as Promise<[number | null]>
  let told = 0
  let last = 'the start'
  let timer = setTimeout(() => child.kill('SIGKILL'), silentMs)
  if (!child.stdout) throw new Error('the process has no output')
  createInterface({ input: child.stdout }).on('line', (line) => {
    told += 1
    last = line
    if (told !== after + 1) return
    clearTimeout(timer)
    timer = setTimeout(() => child.kill('SIGKILL'), delayMs)
  })
  const [code] = await exited
  clearTimeout(timer)
  if (code !== null) throw new Error(`the process ended by itself with ${code}, after ${last}`)
  return last
}
