import { policyOf, type PolicyDocument } from './policy-text.ts'

/** Who may assume the role on the way, and what they have to bring. */
export type TrustQuestion = {
  /** Who signs in: the ARN of a user, of a role, or of the session of a role as GetCallerIdentity gives it. */
  readonly callerArn: string
  readonly externalId: string | null
  /** The person that CloudTrail shall name; null where none is asked for. */
  readonly sourceIdentity: string | null
  /** What a session has to be named like, with `*` and `?`: the tickets of the organization. Null for any name. */
  readonly sessionName: string | null
}

/** The trust policy of the role on the way: AssumeRole by one principal alone, and under the names that reach CloudTrail. */
export function hopTrustPolicy(asked: TrustQuestion): PolicyDocument {
  const { externalId, sourceIdentity, sessionName } = asked
  const { principal, arnLike } = principalBehind(asked.callerArn)
  const equal = {
    ...(externalId === null ? {} : { 'sts:ExternalId': externalId }),
    ...(sourceIdentity === null ? {} : { 'sts:SourceIdentity': sourceIdentity }),
  }
  const condition = {
    ...(Object.keys(equal).length === 0 ? {} : { StringEquals: equal }),
    ...(sessionName === null ? {} : { StringLike: { 'sts:RoleSessionName': sessionName } }),
    ...(arnLike === null ? {} : { ArnLike: { 'aws:PrincipalArn': arnLike } }),
  }
  return policyOf([
    {
      Sid: 'OperatorsOfRootUsers',
      Effect: 'Allow',
      Principal: { AWS: principal },
      Action:
        sourceIdentity === null ? 'sts:AssumeRole' : ['sts:AssumeRole', 'sts:SetSourceIdentity'],
      ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
    },
  ])
}

/** What whoever signs in needs to take the role on the way. */
export function hopPolicy(roleArn: string, setsSourceIdentity: boolean): PolicyDocument {
  return policyOf([
    {
      Sid: 'TakeTheRoleOnTheWay',
      Effect: 'Allow',
      Action: setsSourceIdentity ? ['sts:AssumeRole', 'sts:SetSourceIdentity'] : 'sts:AssumeRole',
      Resource: roleArn,
    },
  ])
}

/**
 * What a trust policy names for a caller. The roles of Identity Center lie under a path with a Region that the ARN of their sessions does not show, and
 * are made anew with another ending; a principal takes no wildcard, so their account is trusted under a condition (IAM Identity Center User Guide,
 * “Referencing permission sets in resource policies”).
 */
function principalBehind(callerArn: string): { principal: string; arnLike: string | null } {
  const session = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(callerArn)
  if (!session) return { principal: callerArn, arnLike: null }
  const [, partition = '', account = '', role = ''] = session
  const set = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(role)?.[1]
  const iam = `arn:${partition}:iam::${account}`
  return set === undefined
    ? { principal: `${iam}:role/${role}`, arnLike: null }
    : {
        principal: `${iam}:root`,
        arnLike: `${iam}:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_${set}_*`,
      }
}
