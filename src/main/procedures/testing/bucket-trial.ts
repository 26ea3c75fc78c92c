import type { AccountId } from '../../../shared/domain/accounts.ts'
import type { PolicyChange, ProcedureRequest } from '../../../shared/domain/procedures.ts'
import { required } from '../../testing/trial.ts'
import { forNothing, reachable, trueAccount, type ProcedureTrial } from './procedure-trial.ts'

/** Where a bucket is. */
export type BucketPlace = {
  readonly accountId: AccountId
  readonly name: string
  readonly region: string
}

type UnlockRequest = Extract<ProcedureRequest, { kind: 'unlock-bucket-policy' }>

/** A policy as it is typed into the editor. */
export const put = (policy: string): PolicyChange => ({ kind: 'put', by: 'edit', policy })

/** A bucket of the practice organization, by its purpose, with the account that owns it. Of several the one with most to say. */
export async function bucketFor(trial: ProcedureTrial, purpose: string): Promise<BucketPlace> {
  const lengthOf = ({ policy }: { policy: string | null }) => policy?.length ?? 0
  const [found] = (await reachable(trial))
    .flatMap(({ id: accountId, buckets }) => buckets.map((bucket) => ({ accountId, ...bucket })))
    .filter(({ accountId, name }) => name.startsWith(`${purpose}-${accountId}`))
    .toSorted((a, b) => lengthOf(b) - lengthOf(a))
  if (!found) throw new Error(`there is no bucket for ${purpose}`)
  const { accountId, name, region } = found
  return { accountId, name, region }
}

/** The policy that a bucket truly has. */
export async function bucketPolicyOf(
  trial: ProcedureTrial,
  { accountId, name }: BucketPlace,
): Promise<string | null> {
  const { buckets } = await trueAccount(trial, accountId)
  const found = buckets.find((bucket) => bucket.name === name)
  if (!found) throw new Error(`there is no bucket ${name}`)
  return found.policy
}

/** Writes a policy as somebody else in the account would. */
export async function writtenByOthers(
  trial: ProcedureTrial,
  { accountId, name, region }: BucketPlace,
  policy: string | null,
): Promise<void> {
  const { buckets } = await trueAccount(trial, accountId)
  await trial.control('PUT', `accounts/${accountId}`, {
    buckets: buckets.map((bucket) => (bucket.name === name ? { name, region, policy } : bucket)),
  })
}

/** Reads the policy as the window does, and asks for a change of what was read. */
export async function askedOf(
  trial: ProcedureTrial,
  { accountId, name: bucket, region }: BucketPlace,
  change: PolicyChange,
): Promise<UnlockRequest> {
  const { policy } = required(
    await trial.workstation.acts.resources.bucketPolicy({ accountId, bucket, region }),
  )
  return {
    kind: 'unlock-bucket-policy',
    accountId,
    bucket,
    region,
    seenSha256: policy?.sha256 ?? null,
    change,
    ...forNothing,
  }
}

/** A policy that says little, of so many bytes of UTF-8. */
export function policyOfBytes({ name }: BucketPlace, bytes: number): string {
  const text = `{"Version":"2012-10-17","Id":"größe 東京 ","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::${name}/*"}]}`
  return text.replace(' "', `${' '.repeat(bytes - Buffer.byteLength(text) + 1)}"`)
}
