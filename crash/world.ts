import { randomBytes, randomUUID } from 'node:crypto'
import type { AccountId } from '../src/shared/domain/accounts.ts'
import { expectedPosture, type TrueAccount } from '../src/main/testing/trial.ts'
import type { Chooser } from './chooser.ts'

type State = {
  organization: {
    managementAccountId: string
    features: string[]
    delegatedAdministrators: string[]
  }
  accounts: TrueAccount[]
}
type Mail = { to: string; code: string }

export type World = ReturnType<typeof createWorld>

/** The organization that is worked on, changed from outside as life would: credentials come up, resources get locked. */
export function createWorld(endpoint: string, choose: Chooser) {
  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${endpoint}/_sim/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`/_sim/${path}: ${answer.status} ${await answer.text()}`)
    return answer.status === 204 ? null : await answer.json()
  }

  const state = async () => (await control('GET', 'state')) as State

  /** The accounts in which a root session may work. */
  async function reachable(): Promise<TrueAccount[]> {
    const { accounts, organization } = await state()
    return accounts.filter((account) => {
      const posture = expectedPosture(account, organization.managementAccountId)
      return posture === 'compliant' || posture === 'non-compliant'
    })
  }

  return {
    control,
    state,

    async features(): Promise<string[]> {
      return (await state()).organization.features
    },

    /** Gives so many accounts new root credentials of all kinds; nobody ever held the same ones. */
    async furnish(count: number): Promise<AccountId[]> {
      const accounts = await reachable()
      const chosen = new Set<AccountId>()
      while (chosen.size < Math.min(count, accounts.length)) chosen.add(choose.one(accounts).id)
      for (const id of chosen) {
        const at = '2024-02-03T04:05:06.000Z'
        await control('PUT', `accounts/${id}`, {
          root: {
            passwordPresent: true,
            passwordLastUsed: null,
            accessKeys: [
              { id: `AKIA${fresh(16)}`, status: 'Active', createdAt: at, lastUsed: null },
            ],
            mfaDevices: [{ serialNumber: `arn:aws:iam::${id}:mfa/${fresh(8)}`, enabledAt: at }],
            signingCertificates: [{ id: fresh(24), uploadedAt: at }],
          },
        })
      }
      return [...chosen]
    },

    /** Takes every root credential of an account away. */
    async empty(): Promise<AccountId> {
      const { id } = choose.one(await reachable())
      await control('PUT', `accounts/${id}`, {
        root: { passwordPresent: false, accessKeys: [], mfaDevices: [], signingCertificates: [] },
      })
      return id
    },

    async lockedBucket(): Promise<{ accountId: AccountId; bucket: string; region: string }> {
      const holders = (await reachable()).filter(({ buckets }) => buckets.length > 0)
      const { id, buckets } = choose.one(holders)
      const { name, region } = choose.one(buckets)
      const locked = buckets.map((one) =>
        one.name === name ? { ...one, policy: lock(`arn:aws:s3:::${name}`, 's3') } : one,
      )
      await control('PUT', `accounts/${id}`, { buckets: locked })
      return { accountId: id, bucket: name, region }
    },

    async lockedQueue(): Promise<{
      accountId: AccountId
      queueUrl: string
      region: string
      arn: string
    }> {
      const holders = (await reachable()).filter(({ queues }) => queues.length > 0)
      const { id, queues } = choose.one(holders)
      const { name, region } = choose.one(queues)
      const arn = `arn:aws:sqs:${region}:${id}:${name}`
      const locked = queues.map((one) =>
        one.name === name && one.region === region ? { ...one, policy: lock(arn, 'sqs') } : one,
      )
      await control('PUT', `accounts/${id}`, { queues: locked })
      return { accountId: id, queueUrl: `${endpoint}/${id}/${name}`, region, arn }
    },

    /** A policy that locks nobody out, different each time. */
    openPolicy: (arn: string, service: 's3' | 'sqs'): string =>
      policy('Allow', arn, service === 's3' ? 's3:GetBucketLocation' : 'sqs:SendMessage'),

    freshAddress: (): string => `root-${fresh(10).toLowerCase()}@example.com`,

    /** The newest code that was mailed to an address; null where none was. */
    async codeFor(address: string): Promise<string | null> {
      const mails = (await control('GET', 'mailboxes')) as Mail[]
      return mails.findLast(({ to }) => to === address)?.code ?? null
    },
  }
}

function lock(arn: string, service: 's3' | 'sqs'): string {
  return policy('Deny', arn, `${service}:*`)
}

function policy(effect: 'Allow' | 'Deny', arn: string, action: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Id: randomUUID(),
    Statement: [{ Effect: effect, Principal: '*', Action: action, Resource: arn }],
  })
}

function fresh(length: number): string {
  return [...randomBytes(length)]
    .map((byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte % 32])
    .join('')
}
