import { isRegionOf, partitionOf } from './partition.ts'

/** Where a connection may send requests: some URLs, and the hosts of every Region for the services that are regional. */
export type Endpoints = {
  readonly urls: readonly URL[]
  /** True for the S3 or SQS host of a Region of the partition, over HTTPS. */
  readonly isRegional: (hostname: string) => boolean
}

/**
 * The source of the egress list.
 *
 * Written out on its own, not asked of the SDK's endpoint rules, so that the two check each other (the test compares them).
 * STS is regional always: the global endpoint knows no AssumeRoot (fact sheet 0.3). IAM, Organizations and the Account API have
 * one endpoint a partition (fact sheet 3). Buckets and queues lie in any Region, so S3 and SQS are a pattern. A Region of an
 * unknown form or partition leads nowhere: every call is refused.
 */
export function endpointsOf(region: string, endpoint: string | undefined): Endpoints {
  if (endpoint !== undefined) {
    return { urls: URL.canParse(endpoint) ? [new URL(endpoint)] : [], isRegional: () => false }
  }
  const name = partitionOf(region)
  const partition = hosts[name]
  if (!partition || !isRegionOf(name, region)) return { urls: [], isRegional: () => false }
  const { suffix, iam, organizations, account } = partition
  return {
    urls: [`sts.${region}.${suffix}`, iam, organizations, account].map(
      (host) => new URL(`https://${host}`),
    ),
    isRegional(hostname) {
      const [service, inRegion = '', ...rest] = hostname.split('.')
      return (
        (service === 's3' || service === 'sqs') &&
        isRegionOf(name, inRegion) &&
        rest.join('.') === suffix
      )
    },
  }
}

/** The host of a regional service; the Region has to be well-formed. Null in an unknown partition. */
export function regionalHost(service: 's3' | 'sqs', region: string): string | null {
  const suffix = hosts[partitionOf(region)]?.suffix
  return suffix === undefined ? null : `${service}.${region}.${suffix}`
}

type PartitionHosts = {
  readonly suffix: string
  readonly iam: string
  readonly organizations: string
  readonly account: string
}

const hosts: { readonly [partition: string]: PartitionHosts } = {
  aws: {
    suffix: 'amazonaws.com',
    iam: 'iam.amazonaws.com',
    organizations: 'organizations.us-east-1.amazonaws.com',
    account: 'account.us-east-1.amazonaws.com',
  },
  'aws-us-gov': {
    suffix: 'amazonaws.com',
    iam: 'iam.us-gov.amazonaws.com',
    organizations: 'organizations.us-gov-west-1.amazonaws.com',
    account: 'account.us-gov-west-1.amazonaws.com',
  },
  'aws-cn': {
    suffix: 'amazonaws.com.cn',
    iam: 'iam.cn-north-1.amazonaws.com.cn',
    organizations: 'organizations.cn-northwest-1.amazonaws.com.cn',
    account: 'account.cn-northwest-1.amazonaws.com.cn',
  },
  'aws-eusc': {
    suffix: 'amazonaws.eu',
    iam: 'iam.eusc-de-east-1.amazonaws.eu',
    organizations: 'organizations.eusc-de-east-1.amazonaws.eu',
    account: 'account.eusc-de-east-1.amazonaws.eu',
  },
}
