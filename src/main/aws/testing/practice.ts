import type { AccountId } from '../../../shared/domain/accounts.ts'
import type { Failure } from '../../../shared/domain/failure.ts'
import type { LedgerEntry } from '../../../shared/domain/ledger.ts'
import type { Outcome } from '../../../shared/ipc/result.ts'
import type { SimulatorOptions } from '../../../simulator/options.ts'
import { createSimulator } from '../../../simulator/simulator.ts'
import { allAt, doorTo } from '../../egress/testing/door-to.ts'
import { createAwsAccess, type AwsAccess, type AwsAccessDeps } from '../aws-access.ts'

/** What is true of one account, as far as these tests look at it. */
export type TrueAccount = {
  id: AccountId
  email: string
  state: string
  assumeRootDenied: boolean
  scpDeniesRootSessions: boolean
  root: {
    passwordPresent: boolean
    accessKeys: { id: string }[]
    mfaDevices: { serialNumber: string }[]
    signingCertificates: { id: string }[]
  }
  buckets: { name: string; region: string; policy: string | null }[]
  queues: { name: string; region: string; policy: string | null }[]
}
type Truth = {
  organization: {
    managementAccountId: AccountId
    trustedServices: string[]
    features: string[]
    delegatedAdministrators: AccountId[]
  }
  accounts: TrueAccount[]
}
type LoggedRequest = { operation: string; requestId: string; errorCode: string | null }

/** A practice organization for the tests of this folder: its control interface, and accesses to it over real HTTP. */
export async function startPractice(options: SimulatorOptions) {
  const simulator = createSimulator(options)
  const ready = await simulator.listen()
  const connected: (() => void)[] = []

  async function control<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${ready.endpoint}/_sim/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`/_sim/${path}: ${answer.status} ${await answer.text()}`)
    return (answer.status === 204 ? null : await answer.json()) as T
  }

  return {
    endpoint: ready.endpoint,
    control,
    truth: () => control<Truth>('GET', 'state'),
    /** How often an operation arrived. */
    async count(operation: string): Promise<number> {
      const requests = await control<LoggedRequest[]>('GET', 'requests')
      return requests.filter((request) => request.operation === operation).length
    },
    account: (id: AccountId) => control<TrueAccount>('GET', `accounts/${id}`),
    connect(
      operator: 'management' | 'delegated' = 'management',
      more: Partial<AwsAccessDeps> = {},
    ): { access: AwsAccess; ledger: LedgerEntry[] } {
      const keys = ready.operators[operator]
      if (!keys) throw new Error(`this organization has no ${operator} operator`)
      const ledger: LedgerEntry[] = []
      const door = doorTo(ready.endpoint, { region: ready.region, timeouts: { requestMs: 3000 } })
      const access = createAwsAccess({
        door,
        credentials: () => () => Promise.resolve(keys),
        region: ready.region,
        endpoints: allAt(ready.endpoint),
        ledger: (entry) => ledger.push(entry),
        clock: () => Date.now(),
        random: () => Math.random(),
        limits: { backoffBaseMs: 5 },
        ...more,
      })
      connected.push(() => {
        access.close()
        door.close()
      })
      return { access, ledger }
    },
    /** Closes what was connected. */
    disconnect(): void {
      for (const close of connected.splice(0)) close()
    },
    close: () => simulator.close(),
  }
}

export type Practice = Awaited<ReturnType<typeof startPractice>>

/** The value of an outcome that must be a success. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`)
  return outcome.value
}

/** The failure of an outcome that must be one. */
export function failureIn(outcome: Outcome<unknown>): Failure {
  if (outcome.ok) throw new Error('it succeeded')
  return outcome.error
}
