import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AccountId } from '../../shared/domain/accounts.ts'
import type { Posture } from '../../shared/domain/posture.ts'
import type { Run, RunScope } from '../../shared/domain/runs.ts'
import type { Outcome } from '../../shared/ipc/result.ts'
import { createSimulator } from '../../simulator/simulator.ts'
import type { SimulatorOptions } from '../../simulator/options.ts'
import type { Sleep } from '../aws/limiter.ts'
import type { Clock } from '../clock.ts'
import type { Environment } from '../identity/connections/environment.ts'
import { noShell, type ConsentQuestion, type ShellServices } from '../shell-services.ts'
import { createWorkstation, type Workstation, type WorkstationOptions } from '../workstation.ts'

/** The truth about one account, as the simulator states it. */
export type TrueAccount = {
  id: AccountId
  name: string
  state: string
  assumeRootDenied: boolean
  scpDeniesRootSessions: boolean
  root: {
    passwordPresent: boolean
    passwordLastUsed: string | null
    accessKeys: {
      id: string
      status: string
      createdAt: string
      lastUsed: { at: string; service: string; region: string } | null
    }[]
    mfaDevices: { serialNumber: string; enabledAt: string }[]
    signingCertificates: { id: string; uploadedAt: string }[]
  }
  email: string
  buckets: { name: string; region: string; policy: string | null }[]
  queues: { name: string; region: string; policy: string | null }[]
}
type Truth = {
  organization: {
    id: string
    managementAccountId: string
    features: string[]
    trustedServices: string[]
    delegatedAdministrators: string[]
  }
  accounts: TrueAccount[]
}
type LoggedRequest = {
  requestId: string
  operation: string
  targetAccountId: string | null
  accessKeyId: string
  errorCode: string | null
}

export type Trial = {
  readonly endpoint: string
  readonly environment: Environment
  readonly home: string
  readonly workstation: Workstation
  /** The person in front of the shell: whether they agree, what they were asked, and what happens while they read it. */
  readonly person: {
    agrees: boolean
    readonly asked: ConsentQuestion[]
    meanwhile: () => Promise<unknown> | void
  }
  /** Sends a control call to the simulator. */
  control(method: string, path: string, body?: unknown): Promise<unknown>
  truth(): Promise<Truth>
  requests(): Promise<LoggedRequest[]>
  /** Lets time pass, for the workstation and for AWS. */
  pass(ms: number): Promise<void>
  /** Puts the organization back to its beginning, at the time that it is now. */
  reset(): Promise<void>
  /** The way to AWS is gone, until it is `mended`. */
  cutNetwork(): Promise<void>
  mendNetwork(): Promise<void>
  /** Closes the workstation and opens it again over the same folder. */
  reopen(): Promise<Workstation>
  connect(): ReturnType<Workstation['session']['connect']>
  /** Runs an audit to its end. */
  audit(scope?: RunScope, deep?: boolean): Promise<Run>
  close(): Promise<void>
}

/** What a trial may set of the workstation. */
export type TrialEffects = {
  readonly services?: Partial<ShellServices>
  /** Called instead of waiting for AWS. */
  readonly sleep?: Sleep
  /** How far in the past it begins, milliseconds. */
  readonly agoMs?: number
  /** Whether it locks, as behind a window. */
  readonly locks?: boolean
}

/** A simulated organization and a workstation connected to it, over real HTTP with the real SDK. */
export async function startTrial(
  options: SimulatorOptions,
  operator: 'management' | 'delegated' = 'management',
  effects: TrialEffects = {},
): Promise<Trial> {
  const { agoMs = 0, sleep, locks = false } = effects
  const began = new Date(Date.now() - agoMs).toISOString()
  const simulator = createSimulator(
    agoMs === 0 ? options : { referenceTime: began, startTime: began, ...options },
  )
  const ready = await simulator.listen()
  const keys = ready.operators[operator]
  if (!keys) throw new Error(`this organization has no ${operator} operator`)
  const environment: Environment = {
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_SESSION_TOKEN: keys.sessionToken,
    AWS_ENDPOINT_URL: ready.endpoint,
    AWS_REGION: ready.region,
    HOME: tmpdir(),
  }
  const home = mkdtempSync(join(tmpdir(), 'rootkeep-trial-'))
  const person: Trial['person'] = { agrees: true, asked: [], meanwhile() {} }
  const services: ShellServices = {
    ...noShell,
    async consent(question) {
      person.asked.push(question)
      await person.meanwhile()
      return person.agrees
    },
    ...effects.services,
  }
  let passedMs = -agoMs
  const now = () => Date.now() + passedMs
  const clock: Clock = { now, instant: () => new Date(now()).toISOString() }
  const open = () =>
    openWorkstation(home, environment, services, { clock, locks, ...(sleep ? { sleep } : {}) })
  let workstation = open()

  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${ready.endpoint}/_sim/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`/_sim/${path}: ${answer.status} ${await answer.text()}`)
    return answer.status === 204 ? null : answer.json()
  }

  if (agoMs !== 0) await control('PUT', 'clock', { skewSeconds: passedMs / 1000 })

  return {
    endpoint: ready.endpoint,
    environment,
    home,
    person,
    get workstation() {
      return workstation
    },
    control,
    truth: async () => (await control('GET', 'state')) as Truth,
    requests: async () => (await control('GET', 'requests')) as LoggedRequest[],
    async pass(ms) {
      passedMs += ms
      const skewSeconds = passedMs / 1000
      await control('PUT', 'clock', { advanceSeconds: ms / 1000, skewSeconds })
    },
    async reset() {
      await control('POST', 'reset')
      const skewSeconds = passedMs / 1000
      await control('PUT', 'clock', { advanceSeconds: skewSeconds, skewSeconds })
    },
    cutNetwork: () => simulator.close(),
    async mendNetwork() {
      const { hostname: host, port } = new URL(ready.endpoint)
      await simulator.listen({ host, port: Number(port) })
    },
    async reopen() {
      await workstation.close()
      workstation = open()
      return workstation
    },
    connect: () => workstation.session.connect('environment'),
    async audit(scope = { kind: 'organization' }, deep = false) {
      if (!workstation.session.target()) {
        const connected = await workstation.session.connect('environment')
        if (!connected.ok) throw new Error(connected.error.message)
      }
      const started = workstation.audits.start(scope, deep)
      if (!started.ok) throw new Error(started.error.message)
      return (await workstation.audits.activeRun()?.finished) ?? started.value
    },
    async close() {
      await workstation.close()
      await simulator.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** A workstation over a data folder, as the command line opens it. */
export function openWorkstation(
  home: string,
  environment: Environment,
  services: ShellServices = noShell,
  effects: Pick<WorkstationOptions, 'clock' | 'sleep' | 'locks'> = {},
): Workstation {
  return required(
    createWorkstation({
      dataFolder: home,
      practiceWorker: new URL('../../simulator/worker.ts', import.meta.url),
      shell: { version: '0.0.0', shell: 'none', shellVersion: '', sandboxed: true },
      environment,
      services,
      ...effects,
    }),
  )
}

/** What an audit must find, drawn from the truth alone; `unknown` where the simulator denies the look. */
export function expectedPosture(account: TrueAccount, managementAccountId: string): Posture {
  if (account.id === managementAccountId || account.state !== 'ACTIVE') return 'not-applicable'
  if (account.assumeRootDenied || account.scpDeniesRootSessions) return 'unknown'
  const { passwordPresent, accessKeys, mfaDevices, signingCertificates } = account.root
  const holds =
    passwordPresent || accessKeys.length + mfaDevices.length + signingCertificates.length > 0
  return holds ? 'non-compliant' : 'compliant'
}

/** The value of an outcome that must be a success. */
export function required<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`)
  return outcome.value
}
