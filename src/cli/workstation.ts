import packageJson from '../../package.json' with { type: 'json' }
import type { SessionSnapshot } from '../shared/domain/connections.ts'
import type { FailureCode } from '../shared/domain/failure.ts'
import { fail, type Outcome } from '../shared/ipc/result.ts'
import { createWorkstation, type Workstation } from '../main/workstation.ts'
import type { Options } from './arguments.ts'
import { connectionIdOf } from './kept-connection.ts'

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
export async function connect(
  workstation: Workstation,
  options: Options,
): Promise<Outcome<SessionSnapshot>> {
  const { connections } = workstation.acts.record.connections.list()
  const id = connectionIdOf(options, connections)
  if (!id.ok) return id
  const connected = await workstation.session.connect(id.value)
  const kind = connections.find((kept) => kept.id === id.value)?.settings.signIn.kind
  const isSealed = kind === 'identity-center' || kind === 'keys'
  if (connected.ok || !isSealed || !lacks.has(connected.error.code)) return connected
  return fail({ ...connected.error, remedy: sealedRemedy })
}

const lacks: ReadonlySet<FailureCode> = new Set(['sign-in-needed', 'credentials-missing'])
/** What somebody signed in with is sealed by a key store, which no command line opens. */
const sealedRemedy =
  'What the window keeps to sign in with can be used there alone: connect in the window, or name a profile with --profile.'
