import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import {
  publicEndpoints,
  type Connection,
  type SessionSnapshot,
} from '../../../shared/domain/connections.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import type { Failure } from '../../../shared/domain/failure.ts'
import type { Readiness, ReadinessCheckId } from '../../../shared/domain/readiness.ts'
import { fail, succeed, type Outcome } from '../../../shared/ipc/result.ts'
import { createSimulator } from '../../../simulator/simulator.ts'
import type { SimulatorOptions } from '../../../simulator/options.ts'
import { UNLIMITED } from '../../../simulator/testing/practice.ts'
import { createAwsAccess } from '../../aws/aws-access.ts'
import type { SigningCredentials } from '../../aws/signing.ts'
import { openDatabase } from '../../database/database.ts'
import { createStore } from '../../database/store.ts'
import { openDoor } from '../../egress/open-door.ts'
import { introduce } from '../../inventory/organization-reader.ts'
import { createPushes } from '../../pushes.ts'
import { thisComputer, type Computer } from '../computer.ts'
import { createReadinessService, type ReadinessWay } from '../readiness-service.ts'

type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string }

/** Readiness over the simulator, with real calls and a session that is set by the test. */
export async function startStage(
  options: SimulatorOptions,
  effects: { readonly computer?: Partial<Computer>; readonly region?: string } = {},
) {
  const { region = 'us-east-1' } = effects
  const simulator = createSimulator({ limits: UNLIMITED, ...options })
  const ready = await simulator.listen()
  const folder = mkdtempSync(join(tmpdir(), 'rootkeep-readiness-'))
  const opened = required(openDatabase(folder, new Date()))
  const record = required(openDatabase(folder, new Date(), 'record'))
  const store = createStore(opened.db)
  const pushes = createPushes()
  const saved: { name: string; text: string }[] = []
  const settings = {
    partition: 'aws' as const,
    signIn: { kind: 'environment' as const },
    endpoints: { ...publicEndpoints, all: ready.endpoint },
    proxy: null,
    caBundle: null,
  }
  // Nobody waits here for the rates of AWS: time passes instead.
  let waitedMs = 0
  let access: ReadinessWay['access'] = fail(failureOf('nothing-connected'))
  let snapshot: SessionSnapshot = disconnected(region)

  const service = createReadinessService({
    store,
    clock: { now: () => Date.now(), instant: () => new Date().toISOString() },
    log: { problem: (_area, message, error) => expectNoProblem(message, error) },
    pushes,
    shell: {
      saveText(file) {
        saved.push(file)
        return Promise.resolve(file.name)
      },
    },
    dataFolder: folder,
    about: () => ({
      version: '0.1.0',
      shell: 'chromium',
      shellVersion: '141.0',
      nodeVersion: process.versions.node,
      sqliteVersion: store.sqliteVersion(),
      dataFolder: folder,
      sandboxed: true,
    }),
    snapshot: () => snapshot,
    way: () =>
      Promise.resolve(succeed({ settings, region, door: doorFor(), access, release() {} })),
    refused: () => [],
    computer: { ...thisComputer, ...effects.computer },
  })

  function doorFor() {
    return required(
      openDoor({
        settings: { ...settings, partition: region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws' },
        region,
        signInRegions: [],
        proxyPassword: null,
        ledger: () => {},
        refused: () => {},
        clock: () => Date.now(),
      }),
    )
  }

  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${ready.endpoint}/_sim/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`/_sim/${path}: ${answer.status} ${await answer.text()}`)
    return answer.status === 204 ? null : answer.json()
  }

  return {
    ready,
    service,
    store,
    pushes,
    saved,
    folder,
    control,
    /** Connects with these keys; where that fails, the session shows why. */
    async connect(
      keys: Keys | null = ready.operators.delegated,
      change: Partial<SessionSnapshot> = {},
    ) {
      const credentials: SigningCredentials = keys ?? { accessKeyId: '', secretAccessKey: '' }
      const opened = createAwsAccess({
        door: doorFor(),
        credentials: () => () => Promise.resolve(credentials),
        region,
        endpoints: settings.endpoints,
        ledger: store.ledger.recorder(connection.id).record,
        clock: () => Date.now() + waitedMs,
        random: () => 0,
        sleep(ms) {
          waitedMs += ms
          return Promise.resolve()
        },
      })
      const met = await introduce(opened, store.inventory, {
        now: () => Date.now(),
        instant: () => new Date().toISOString(),
      })
      access = succeed(opened)
      snapshot = {
        ...disconnected(region),
        connection,
        connectionState: met.ok ? 'connected' : 'failed',
        connectionFailure: met.ok ? null : met.error,
        caller: met.ok ? met.value.caller : null,
        organization: met.ok ? met.value.organization : null,
        renewal: 'never',
        ...change,
      }
    },
    /** Nobody is signed in, for this reason. */
    signedOut(failure: Failure) {
      access = fail(failure)
      snapshot = {
        ...disconnected(region),
        connection,
        connectionState: 'failed',
        connectionFailure: failure,
      }
    },
    async run(
      ids: readonly ReadinessCheckId[] | null = null,
      probeAccountId: AccountId | null = null,
    ): Promise<Readiness> {
      return required(await service.handlers.run({ ids: ids && [...ids], probeAccountId }))
    },
    async close() {
      await service.close()
      if (access.ok) access.value.close()
      opened.close()
      record.close()
      await simulator.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type Stage = Awaited<ReturnType<typeof startStage>>

/** How each check came out: `{ caller: 'ok', … }`; those that were not run are left out. */
export function statesIn({ checks }: Readiness): Partial<Record<ReadinessCheckId, string>> {
  return Object.fromEntries(
    checks.flatMap(({ id, result }) => (result ? [[id, result.state]] : [])),
  )
}

/** The result of one check. */
export function resultIn({ checks }: Readiness, id: ReadinessCheckId) {
  const result = checks.find((check) => check.id === id)?.result
  if (!result) throw new Error(`${id} was not run`)
  return result
}

export const connection: Connection = {
  id: 'environment',
  kind: 'environment',
  name: 'Environment',
  colour: 'blue',
  partition: 'aws',
  detail: '',
  kept: false,
  organizationId: null,
  needsSignIn: false,
}

export function disconnected(region: string): SessionSnapshot {
  return {
    revision: 0,
    connection: null,
    connectionState: 'disconnected',
    connectionFailure: null,
    region,
    path: null,
    caller: null,
    renewal: null,
    organization: null,
    lastAuditAt: null,
    signIn: null,
    lock: {
      locked: false,
      opensBy: 'sign-in',
      storage: 'sealed',
      backend: 'keychain',
      hasPassphrase: false,
    },
    waiting: { runs: 0, procedures: 0 },
    firstRun: false,
    notices: [],
  }
}

function expectNoProblem(message: string, error: unknown): never {
  throw new Error(message, { cause: error })
}

function required<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`)
  return outcome.value
}
