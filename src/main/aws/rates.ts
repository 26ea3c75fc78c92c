import type { RateProfile } from './rate-control.ts'

/**
 * What is known about the limits of each operation. Calls that share a `lane` share a bucket.
 */
export function laneOf(
  service: string,
  operation: string,
  account: string,
): { lane: string; profile: RateProfile } {
  if (service === 'organizations') {
    return {
      lane: `organizations/${operation}`,
      profile: documented(organizations[operation] ?? [1, 2]),
    }
  }
  if (service === 'sts') {
    return operation === 'AssumeRoot'
      ? { lane: 'sts/AssumeRoot', profile: unpublished }
      : { lane: 'sts', profile: { start: 20, startBurst: 10, ceiling: 600, ceilingBurst: 600 } }
  }
  if (service === 'account') {
    return { lane: `account/${operation}`, profile: documented(mailboxes[operation] ?? [1, 1]) }
  }
  return { lane: `${service}/${account}`, profile: perAccount }
}

/** Rate and burst for one account (fact sheet 3.1). */
const organizations: { readonly [operation: string]: readonly [rate: number, burst: number] } = {
  DescribeAccount: [20, 30],
  ListAccounts: [8, 12],
  ListParents: [5, 8],
  ListAccountsForParent: [5, 8],
  ListOrganizationalUnitsForParent: [5, 8],
  ListChildren: [6, 10],
  ListRoots: [1, 2],
  ListTagsForResource: [10, 15],
  DescribeOrganization: [1, 2],
  EnableAWSServiceAccess: [1, 2],
  DisableAWSServiceAccess: [1, 2],
  ListAWSServiceAccessForOrganization: [1, 3],
  ListDelegatedServicesForAccount: [1, 3],
  ListDelegatedAdministrators: [5, 8],
  RegisterDelegatedAdministrator: [1, 2],
  DeregisterDelegatedAdministrator: [1, 2],
}

/**
 * A documented bucket is used from the start, one call short of its burst: requests that leave a full bucket's worth
 * together may arrive closer together than they left.
 */
function documented([rate, burst]: readonly [number, number]): RateProfile {
  const usable = Math.max(1, burst - 1)
  return { start: rate, startBurst: usable, ceiling: rate, ceilingBurst: usable }
}

/** The quota of AssumeRoot is unpublished; the ceiling is what one workstation can make use of. */
const unpublished: RateProfile = { start: 20, startBurst: 10, ceiling: 1000, ceilingBurst: 100 }

/** Rate and burst for one calling account, as the quotas page of AWS Account Management has them. */
const mailboxes: { readonly [operation: string]: readonly [rate: number, burst: number] } = {
  GetPrimaryEmail: [3, 3],
  StartPrimaryEmailUpdate: [1, 1],
  AcceptPrimaryEmailUpdate: [1, 1],
}

/** IAM, S3 or SQS in one account, whose rates are unpublished: an audit or an unlock of one account is a dozen calls. */
const perAccount: RateProfile = { start: 10, startBurst: 10, ceiling: 100, ceilingBurst: 20 }
