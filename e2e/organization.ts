import { findingsOf, type FindingKind } from '../src/shared/domain/findings.ts'
import type { Posture } from '../src/shared/domain/posture.ts'
import { expectedPosture, type TrueAccount } from '../src/main/testing/trial.ts'
import type { FaultRule } from '../src/simulator/faults.ts'
import type { SimulatorOptions } from '../src/simulator/options.ts'
import { createSimulator } from '../src/simulator/simulator.ts'

/** One account as the simulator states it. */
export type Member = TrueAccount & {
  readonly email: string
  readonly path: string
  readonly tags: Readonly<Record<string, string>>
  /** What an audit must say of it. */
  readonly posture: Posture
  /** Its findings, in the order in which they are shown; drawn also where no audit may see them. */
  readonly findings: readonly FindingKind[]
}

export type LoggedRequest = {
  readonly requestId: string
  readonly service: string
  readonly operation: string
  readonly targetAccountId: string | null
  readonly errorCode: string | null
}

/** An AWS Organization that belongs to one test, and the truth about it. */
export type Organization = {
  readonly id: string
  readonly managementAccountId: string
  readonly endpoint: string
  /** What makes the app offer it as the connection `Environment`. */
  readonly environment: Readonly<Record<string, string | undefined>>
  members(): Promise<Member[]>
  member(id: string): Promise<Member>
  /** Changes the truth about one account; `PUT /_sim/accounts/<id>`. */
  change(id: string, change: object): Promise<void>
  requests(): Promise<LoggedRequest[]>
  forgetRequests(): Promise<void>
  faults(rules: readonly FaultRule[]): Promise<void>
  control(method: string, path: string, body?: unknown): Promise<unknown>
  close(): Promise<void>
}

/**
 * Starts an organization; thirty accounts are enough for one of each kind.
 *
 * @param port where it listens; 0 for any free one.
 */
export async function startOrganization(
  options: SimulatorOptions = {},
  port = 0,
): Promise<Organization> {
  const simulator = createSimulator({ accounts: 40, seed: 11, ...options })
  const ready = await simulator.listen({ port })
  const { accessKeyId, secretAccessKey } = ready.operators.management

  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${ready.endpoint}/_sim/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`/_sim/${path}: ${answer.status} ${await answer.text()}`)
    const text = await answer.text()
    return text === '' ? null : JSON.parse(text)
  }

  async function members(): Promise<Member[]> {
    const state = (await control('GET', 'state')) as { accounts: Member[] }
    return state.accounts.map((account) => ({
      ...account,
      posture: expectedPosture(account, ready.managementAccountId),
      findings: findingKindsOf(account),
    }))
  }

  return {
    id: ready.organizationId,
    managementAccountId: ready.managementAccountId,
    endpoint: ready.endpoint,
    environment: {
      AWS_ENDPOINT_URL: ready.endpoint,
      AWS_REGION: ready.region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: undefined,
      ROOTKEEP_PRACTICE_ACCOUNTS: '3',
    },
    members,
    async member(id) {
      const found = (await members()).find((member) => member.id === id)
      if (!found) throw new Error(`there is no account ${id}`)
      return found
    },
    change: async (id, change) => void (await control('PUT', `accounts/${id}`, change)),
    requests: async () => (await control('GET', 'requests')) as LoggedRequest[],
    forgetRequests: async () => void (await control('DELETE', 'requests')),
    faults: async (rules) => void (await control('PUT', 'faults', rules)),
    control,
    close: () => simulator.close(),
  }
}

/** How many members have each posture. */
export function posturesOf(members: readonly Member[]): Record<Posture, number> {
  const count = (posture: Posture) => members.filter((member) => member.posture === posture).length
  return {
    'non-compliant': count('non-compliant'),
    unknown: count('unknown'),
    stale: 0,
    exempt: 0,
    compliant: count('compliant'),
    'not-applicable': count('not-applicable'),
  }
}

/** The first member that fits; a test that has none says so. */
export function pick(members: readonly Member[], fits: (member: Member) => boolean): Member {
  const found = members.find(fits)
  if (!found) throw new Error('the organization of this test has no such account: choose a seed')
  return found
}

function findingKindsOf({ root }: TrueAccount): FindingKind[] {
  return findingsOf({
    present: {
      password: root.passwordPresent,
      accessKeys: root.accessKeys.length > 0,
      mfaDevices: root.mfaDevices.length > 0,
      signingCertificates: root.signingCertificates.length > 0,
    },
    details: null,
    detailsMissing: false,
  }).map((finding) => finding.kind)
}
