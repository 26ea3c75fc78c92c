import { partitionOf } from './partition.ts'

/**
 * The URLs that a connection may call: the source of the egress list.
 *
 * Written out on their own, not asked of the SDK's endpoint rules, so that the two check each other (the test compares them).
 * STS is regional always: the global endpoint knows no AssumeRoot (fact sheet 0.3). IAM and Organizations have one endpoint
 * a partition (fact sheet 3). A Region of an unknown form or partition gives an empty list: every call is refused.
 */
export function endpointUrls(region: string, endpoint: string | undefined): URL[] {
  if (endpoint !== undefined) return URL.canParse(endpoint) ? [new URL(endpoint)] : []
  if (!/^[a-z]{2,4}(-[a-z]+){1,2}-\d{1,2}$/.test(region)) return []
  const partition = hosts[partitionOf(region)]
  if (!partition) return []
  return [`sts.${region}.${partition.suffix}`, partition.iam, partition.organizations].map(
    (host) => new URL(`https://${host}`),
  )
}

type PartitionHosts = {
  readonly suffix: string
  readonly iam: string
  readonly organizations: string
}

const hosts: { readonly [partition: string]: PartitionHosts } = {
  aws: {
    suffix: 'amazonaws.com',
    iam: 'iam.amazonaws.com',
    organizations: 'organizations.us-east-1.amazonaws.com',
  },
  'aws-us-gov': {
    suffix: 'amazonaws.com',
    iam: 'iam.us-gov.amazonaws.com',
    organizations: 'organizations.us-gov-west-1.amazonaws.com',
  },
  'aws-cn': {
    suffix: 'amazonaws.com.cn',
    iam: 'iam.cn-north-1.amazonaws.com.cn',
    organizations: 'organizations.cn-northwest-1.amazonaws.com.cn',
  },
  'aws-eusc': {
    suffix: 'amazonaws.eu',
    iam: 'iam.eusc-de-east-1.amazonaws.eu',
    organizations: 'organizations.eusc-de-east-1.amazonaws.eu',
  },
}
