import { hash } from 'node:crypto'
import type { Account } from '../organization.ts'

/** The 34 entries of GetAccountSummary (fact sheet, section 2.2). Counts of users, roles and the like are plausible and constant for an account. */
export function accountSummary({ id, root }: Account): ReadonlyMap<string, number> {
  const dice = Buffer.from(hash('sha256', `summary ${id}`, 'hex'), 'hex')
  const draw = (index: number, maximum: number) => (dice[index] ?? 0) % (maximum + 1)
  const present = (count: number) => (count > 0 ? 1 : 0)
  const users = draw(0, 4)
  const userDevices = draw(1, users)
  const policies = draw(2, 24)
  return new Map([
    ['GroupPolicySizeQuota', 5120],
    ['InstanceProfilesQuota', 1000],
    ['Policies', policies],
    ['GroupsPerUserQuota', 10],
    ['InstanceProfiles', draw(3, 12)],
    ['AttachedPoliciesPerUserQuota', 10],
    ['Users', users],
    ['PoliciesQuota', 1500],
    ['Providers', draw(4, 2)],
    ['AccountMFAEnabled', present(root.mfaDevices.length)],
    ['AccessKeysPerUserQuota', 2],
    ['AssumeRolePolicySizeQuota', 2048],
    ['PolicyVersionsInUseQuota', 10000],
    ['GlobalEndpointTokenVersion', 1],
    ['VersionsPerPolicyQuota', 5],
    ['AttachedPoliciesPerGroupQuota', 10],
    ['PolicySizeQuota', 6144],
    ['Groups', draw(5, 3)],
    ['AccountSigningCertificatesPresent', present(root.signingCertificates.length)],
    ['UsersQuota', 5000],
    ['ServerCertificatesQuota', 20],
    ['MFADevices', root.mfaDevices.length + userDevices],
    ['UserPolicySizeQuota', 2048],
    ['PolicyVersionsInUse', policies + draw(6, 30)],
    ['ServerCertificates', draw(7, 1)],
    ['Roles', 8 + draw(8, 60)],
    ['RolesQuota', 1000],
    ['SigningCertificatesPerUserQuota', 2],
    ['MFADevicesInUse', root.mfaDevices.length + userDevices],
    ['RolePolicySizeQuota', 10240],
    ['AttachedPoliciesPerRoleQuota', 10],
    ['AccountAccessKeysPresent', present(root.accessKeys.length)],
    ['GroupsQuota', 300],
    ['AccountPasswordPresent', present(root.passwordSetAt === null ? 0 : 1)],
  ])
}
