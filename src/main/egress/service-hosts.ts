import type { Partition } from '../../shared/domain/regions.ts'
import { partitionOf } from '../aws/partition.ts'

/** The services of AWS that Rootkeep knows the hosts of. */
export type ServiceName =
  | 'sts'
  | 'iam'
  | 'organizations'
  | 'account'
  | 's3'
  | 'sqs'
  | 'oidc'
  | 'portal'
  | 'signin'

/** Which of AWS's public endpoints are meant. */
export type HostKind = { readonly partition: Partition; readonly dualStack: boolean }

/**
 * The public host of a service. IAM, Organizations and the Account API have one for each partition (fact sheet 3), the others one for
 * each Region.
 *
 * Written out on its own, not asked of the SDK's endpoint rules, so that the two check each other (the test compares them).
 * STS is regional always: the global endpoint knows no AssumeRoot (fact sheet 0.3).
 */
export function serviceHost(
  service: ServiceName,
  { partition, dualStack }: HostKind,
  region: string,
): string {
  const { suffix, dualSuffix, iam, dualIam, signInSuffix } = partitions[partition]
  const regionalSuffix = dualStack ? dualSuffix : suffix
  switch (service) {
    case 'iam':
      return dualStack ? `${dualIam}.${dualSuffix}` : `${iam}.${suffix}`
    case 'organizations':
    case 'account':
      return `${service}.${homeRegion(service, partition)}.${regionalSuffix}`
    case 's3':
      return dualStack ? `s3.dualstack.${region}.${suffix}` : `s3.${region}.${suffix}`
    case 'portal':
      return `portal.sso.${region}.${regionalSuffix}`
    case 'signin':
      return dualStack ? `signin.${region}.${dualSuffix}` : `${region}.signin.${signInSuffix}`
    case 'sts':
    case 'sqs':
    case 'oidc':
      return `${service}.${region}.${regionalSuffix}`
  }
}

/** The Region that a service of the whole partition lies in, and is signed for. */
export function homeRegion(
  service: 'iam' | 'organizations' | 'account',
  partition: Partition,
): string {
  const { iamRegion, controlRegion } = partitions[partition]
  return service === 'iam' ? iamRegion : controlRegion
}

/** The partition of a Region; null where Rootkeep does not know its hosts. */
export function knownPartitionOf(region: string): Partition | null {
  const name = partitionOf(region)
  return isKnown(name) ? name : null
}

function isKnown(name: string): name is Partition {
  return Object.hasOwn(partitions, name)
}

type PartitionHosts = {
  readonly suffix: string
  readonly dualSuffix: string
  readonly iam: string
  readonly dualIam: string
  readonly iamRegion: string
  /** Where Organizations and the Account API lie. */
  readonly controlRegion: string
  readonly signInSuffix: string
}

const partitions: Readonly<Record<Partition, PartitionHosts>> = {
  aws: {
    suffix: 'amazonaws.com',
    dualSuffix: 'api.aws',
    iam: 'iam',
    dualIam: 'iam.global',
    iamRegion: 'us-east-1',
    controlRegion: 'us-east-1',
    signInSuffix: 'aws.amazon.com',
  },
  'aws-us-gov': {
    suffix: 'amazonaws.com',
    dualSuffix: 'api.aws',
    iam: 'iam.us-gov',
    dualIam: 'iam.us-gov',
    iamRegion: 'us-gov-west-1',
    controlRegion: 'us-gov-west-1',
    signInSuffix: 'amazonaws-us-gov.com',
  },
  'aws-cn': {
    suffix: 'amazonaws.com.cn',
    dualSuffix: 'api.amazonwebservices.com.cn',
    iam: 'iam.cn-north-1',
    dualIam: 'iam.global',
    iamRegion: 'cn-north-1',
    controlRegion: 'cn-northwest-1',
    signInSuffix: 'amazonaws.cn',
  },
  'aws-eusc': {
    suffix: 'amazonaws.eu',
    dualSuffix: 'api.amazonwebservices.eu',
    iam: 'iam.eusc-de-east-1',
    dualIam: 'iam.global',
    iamRegion: 'eusc-de-east-1',
    controlRegion: 'eusc-de-east-1',
    signInSuffix: 'amazonaws-eusc.eu',
  },
}
