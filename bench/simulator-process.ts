import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { TrueAccount } from '../src/main/testing/trial.ts'

type Ready = {
  readonly endpoint: string
  readonly region: string
  readonly operators: {
    readonly management: { readonly accessKeyId: string; readonly secretAccessKey: string }
  }
}

export type LoggedRequest = {
  readonly at: string
  readonly service: string
  readonly operation: string
  readonly targetAccountId: string | null
  readonly errorCode: string | null
}

export type Truth = {
  readonly organization: { readonly managementAccountId: string }
  readonly accounts: readonly TrueAccount[]
}

/** A simulated organization in a process of its own, so that its work is not counted as ours. */
export type SimulatorProcess = {
  /** What a workstation needs in its environment to audit it. */
  readonly environment: Readonly<Record<string, string>>
  control(method: 'GET' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<unknown>
  truth(): Promise<Truth>
  requests(): Promise<LoggedRequest[]>
  close(): Promise<void>
}

const cli = fileURLToPath(new URL('../src/simulator/cli.ts', import.meta.url))

/** A limit that is none. */
export const unlimited = { rate: 1e6, burst: 1e6 } as const

export async function startSimulator(accounts: number, seed = 7): Promise<SimulatorProcess> {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      cli,
      '--accounts',
      String(accounts),
      '--seed',
      String(seed),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const lines = createInterface({ input: child.stdout })
  const [line] = (await Promise.race([once(lines, 'line'), once(child, 'exit')])) as unknown[]
  if (typeof line !== 'string') throw new Error('the simulator ended before it was ready')
  const { endpoint, region, operators } = JSON.parse(line) as Ready

  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${endpoint}/_sim/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`/_sim/${path}: ${answer.status} ${await answer.text()}`)
    const text = await answer.text()
    return text === '' ? null : JSON.parse(text)
  }

  return {
    environment: {
      AWS_ACCESS_KEY_ID: operators.management.accessKeyId,
      AWS_SECRET_ACCESS_KEY: operators.management.secretAccessKey,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      // No profile of this computer's user is read.
      HOME: tmpdir(),
    },
    control,
    truth: async () => (await control('GET', 'state')) as Truth,
    requests: async () => (await control('GET', 'requests')) as LoggedRequest[],
    async close() {
      child.kill('SIGTERM')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}
