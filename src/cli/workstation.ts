import type { SessionSnapshot } from '../shared/domain/connections.ts'
import type { Failure } from '../shared/domain/failure.ts'
import type { Outcome } from '../shared/ipc/result.ts'
import { createWorkstation, type Workstation } from '../main/workstation.ts'
import type { Options } from './arguments.ts'

/** The workstation without a window. */
export function openWorkstation(options: Options): Outcome<Workstation> {
  if (options.endpoint !== null) process.env['AWS_ENDPOINT_URL'] = options.endpoint
  if (options.region !== null) process.env['AWS_REGION'] = options.region
  return createWorkstation({
    dataFolder: options.dataFolder,
    practiceWorker: new URL('../simulator/worker.ts', import.meta.url),
    shell: { version: '0.1.0', shell: 'none', shellVersion: '', sandboxed: true },
    environment: process.env,
  })
}

/** Opens the connection that the options name. */
export function connect(
  workstation: Workstation,
  options: Options,
): Promise<Outcome<SessionSnapshot>> {
  const id = options.practice
    ? 'practice'
    : options.profile === null
      ? 'environment'
      : `profile:${options.profile}`
  return workstation.session.connect(id)
}

/** Says on standard error what went wrong and what to do. */
export function complain(failure: Failure): void {
  const aws = [failure.awsCode, failure.requestId ? `request ${failure.requestId}` : null].filter(
    Boolean,
  )
  const source = aws.length > 0 ? ` (${aws.join(', ')})` : ''
  process.stderr.write(`${failure.message}${source}\n${failure.remedy}\n`)
}
