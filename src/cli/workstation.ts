import packageJson from '../../package.json' with { type: 'json' }
import type { SessionSnapshot } from '../shared/domain/connections.ts'
import type { Outcome } from '../shared/ipc/result.ts'
import { createWorkstation, type Workstation } from '../main/workstation.ts'
import { connectionOf, type Options } from './arguments.ts'

/** The workstation without a window. */
export function openWorkstation(options: Options): Outcome<Workstation> {
  if (options.endpoint !== null) process.env['AWS_ENDPOINT_URL'] = options.endpoint
  if (options.region !== null) process.env['AWS_REGION'] = options.region
  return createWorkstation({
    dataFolder: options.dataFolder,
    practiceWorker: new URL('../simulator/worker.ts', import.meta.url),
    shell: { version: packageJson.version, shell: 'none', shellVersion: '', sandboxed: true },
    environment: process.env,
    runsProcedures: false,
  })
}

/** Opens that connection. */
export function connect(
  workstation: Workstation,
  options: Options,
): Promise<Outcome<SessionSnapshot>> {
  return workstation.session.connect(connectionOf(options))
}
