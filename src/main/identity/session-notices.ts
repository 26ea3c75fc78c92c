import type {
  Caller,
  ConnectionSettings,
  Notice,
  Organization,
  Path,
} from '../../shared/domain/connections.ts'
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

/** Through what the calls of a connection reach AWS. */
export function pathOf({ endpoints, proxy, caBundle }: ConnectionSettings): Path {
  const { dualStack: _, ...urls } = endpoints
  const hosts = Object.values(urls).flatMap((url) => (url === null ? [] : [new URL(url).host]))
  return {
    proxy: proxy === null ? null : new URL(proxy.url).host,
    endpoints: [...new Set(hosts)],
    ownAuthority: caBundle !== null,
  }
}

/** Something wanted to go where the connection does not lead. */
export const egressNotice: Notice = {
  id: 'egress-refused',
  tone: 'warning',
  title: 'A connection to a place that is not on the list was refused.',
  detail: 'Nothing was sent. Requests, Refused names what it was and who wanted it.',
}

/** A key store that was there does not do its part. */
export function keyStoreNotice(backend: string): Notice {
  return {
    id: 'key-store-refused',
    tone: 'warning',
    title: `The key store of the system (${backend}) did not open or take a secret of a connection.`,
    detail:
      'Unlock it and connect again. What it sealed for another user or on another computer has to be entered or signed in once more; until it answers, secrets stay in memory alone.',
  }
}
