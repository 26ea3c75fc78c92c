import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { fail, type Outcome } from '../../shared/ipc/result.ts'

/**
 * The AWS partition that a Region lies in, for building ARNs (fact sheet 5). Endpoints come from the SDK's own rules.
 */
export function partitionOf(region: string): string {
  return partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws'
}

const partitions: readonly (readonly [prefix: string, partition: string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['eusc-', 'aws-eusc'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
]

/**
 * True where a Region is written as Regions are and lies in the partition. Whether AWS has it, and the account has turned it on,
 * only AWS knows.
 */
export function isRegionOf(partition: string, region: string): boolean {
  return /^[a-z]{2,4}(-[a-z]+){1,2}-\d{1,2}$/.test(region) && partitionOf(region) === partition
}

/** Nothing is sent to what is not a Region of the partition. */
export function notARegion(region: string): Outcome<never> {
  const message = `“${region}” is not a Region of the partition of this connection.`
  return fail(failureOf('invalid-input', { message }))
}

/** The five privileged tasks; each is the name of its AWS managed task policy (fact sheet 1.4). */
export const rootTasks = [
  'IAMAuditRootUserCredentials',
  'IAMCreateRootUserPassword',
  'IAMDeleteRootUserCredentials',
  'S3UnlockBucketPolicy',
  'SQSUnlockQueuePolicy',
] as const
export type RootTask = (typeof rootTasks)[number]

/** The ARN of a task policy in a partition. Outside `aws` the form is inferred (fact sheet 5). */
export function taskPolicyArn(partition: string, task: RootTask): string {
  return `arn:${partition}:iam::aws:policy/root-task/${task}`
}
