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
