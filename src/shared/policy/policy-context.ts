/** The two kinds of resource whose policy the unlock tasks can change. */
export const policyServices = ['s3', 'sqs'] as const
export type PolicyService = (typeof policyServices)[number]

/** What has to be known beside a policy to say whom it locks out. */
export type PolicyContext = {
  readonly service: PolicyService
  /** The account that owns the bucket or queue. */
  readonly accountId: string
  /** `aws`, `aws-us-gov`, `aws-cn`, … */
  readonly partition: string
  /** `arn:aws:s3:::bucket`, or the ARN of the queue. */
  readonly resourceArn: string
  /** Of the account; null where it is not known: conditions on the organization then cannot be judged. */
  readonly organizationId: string | null
  /** The instant at which conditions on time are judged, ISO 8601. */
  readonly now: string
}

/**
 * The largest policy that AWS takes, in bytes of UTF-8: 20 KB for a bucket (Amazon S3 User Guide, bucket
 * policies), 8,192 for a queue (Amazon SQS Developer Guide, policy quotas).
 */
export const policyLimitBytes = { s3: 20_480, sqs: 8_192 } as const satisfies Record<
  PolicyService,
  number
>

/** What a Deny can take away. */
export const capabilities = [
  'read-policy',
  'replace-policy',
  'delete-policy',
  'read-data',
  'write-data',
] as const
export type Capability = (typeof capabilities)[number]

/** True where it is the policy itself that is read or changed. */
export function isOfPolicy(capability: Capability): boolean {
  return capability.endsWith('-policy')
}

/**
 * The request that stands for a capability: if it is denied, the capability is gone. Requests on the policy
 * are alike in all that conditions look at.
 */
export type CapabilityRequest = {
  readonly capability: Capability
  readonly action: string
  /** The ARN it is made on; for objects, one that no policy is likely to name. */
  readonly resourceArn: string
  /** True where it reads or changes the policy itself. Only principals of the owning account may do that. */
  readonly onPolicy: boolean
}

/** The actions of the task policies S3UnlockBucketPolicy and SQSUnlockQueuePolicy (fact sheet 1.4). */
export const policyActions = {
  s3: {
    'read-policy': 's3:GetBucketPolicy',
    'replace-policy': 's3:PutBucketPolicy',
    'delete-policy': 's3:DeleteBucketPolicy',
  },
  // Setting the attribute to an empty text deletes a queue's policy: there is no action of its own.
  sqs: { 'read-policy': 'sqs:GetQueueAttributes', 'replace-policy': 'sqs:SetQueueAttributes' },
} as const satisfies Record<PolicyService, Partial<Record<Capability, string>>>

const dataActions = {
  s3: { 'read-data': 's3:GetObject', 'write-data': 's3:PutObject' },
  sqs: { 'read-data': 'sqs:ReceiveMessage', 'write-data': 'sqs:SendMessage' },
} as const satisfies Record<PolicyService, Partial<Record<Capability, string>>>

/** The requests by which a policy is judged, those on the policy itself first. */
export function capabilityRequests({ service, resourceArn }: PolicyContext): CapabilityRequest[] {
  const dataArn = service === 's3' ? `${resourceArn}/${unlikelyKey}` : resourceArn
  const requests = (actions: Partial<Record<Capability, string>>, arn: string, onPolicy: boolean) =>
    capabilities.flatMap((capability) => {
      const action = actions[capability]
      return action === undefined ? [] : [{ capability, action, resourceArn: arn, onPolicy }]
    })
  return [
    ...requests(policyActions[service], resourceArn, true),
    ...requests(dataActions[service], dataArn, false),
  ]
}

/** Part of a name that nobody has: a pattern that fits it fits everything. */
export const unlikely = 'rootkeep-8c1f4e'
const unlikelyKey = `${unlikely}/any/object.bin`
