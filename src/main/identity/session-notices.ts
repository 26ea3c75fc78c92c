import type { Caller, Notice, Organization } from '../../shared/domain/connections.ts'
import { failureCatalogue } from '../../shared/domain/failure-catalogue.ts'
import type { FailureCode } from '../../shared/domain/failure.ts'

/** What stands in the way of an audit and is known before it begins. */
export function sessionNotices(caller: Caller, organization: Organization): Notice[] {
  const codes: FailureCode[] = []
  if (organization.featureSet !== 'ALL') codes.push('organization-not-all-features')
  if (caller.kind === 'member') codes.push('not-management-or-delegate')
  if (caller.arn.endsWith(':root')) codes.push('caller-is-root')
  if (organization.trustedAccess === false) codes.push('trusted-access-off')
  if (
    organization.features !== null &&
    !organization.features.includes('RootCredentialsManagement')
  ) {
    codes.push('root-credentials-management-off')
  }
  return codes.map((code) => ({
    id: code,
    tone: 'warning',
    title: failureCatalogue[code].message,
    detail: failureCatalogue[code].remedy,
  }))
}
