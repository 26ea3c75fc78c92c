import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export type Ended = { code: number | null; stdout: string; stderr: string }

/** The exit code of a command that used the network (`no-network.ts`). */
export const networkUsed = 97

const entry = fileURLToPath(new URL('../index.ts', import.meta.url))
const noNetwork = new URL('no-network.ts', import.meta.url).href

/** Runs the command line as a process with no credentials, no endpoint that answers, and a network that ends it at the first use. */
export function rootkeepOffline(
  home: string,
  words: readonly string[],
  environment: Record<string, string> = {},
): Promise<Ended> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', noNetwork, entry, ...words],
    {
      env: {
        PATH: process.env['PATH'],
        HOME: home,
        ROOTKEEP_HOME: home,
        AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const ended: Ended = { code: null, stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (ended.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (ended.stderr += chunk.toString()))
  return new Promise((resolve) => child.once('close', (code) => resolve({ ...ended, code })))
}
