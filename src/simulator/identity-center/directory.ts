import type { PolicyDocument } from '../policy/policy-document.ts'

/** A person whom Identity Center knows. Disabled people cannot sign in, and what they hold stops working. */
export interface DirectoryUser {
  readonly id: string
  readonly userName: string
  readonly displayName: string
  readonly email: string
  readonly enabled: boolean
}

/** A role to be given out in many accounts. Sessions last `sessionSeconds`: 3600 to 43200. */
export interface PermissionSet {
  readonly name: string
  readonly policy: PolicyDocument
  readonly sessionSeconds: number
}

/** Whom which permission set is given to, in which account. */
export interface Assignment {
  readonly userName: string
  readonly permissionSet: string
  readonly accountId: string
}

/** The role that a permission set has in one account: `AWSReservedSSO_<set>_<16 hexadecimal digits>`. */
export interface ReservedRole {
  readonly name: string
  /** `AROA…` */
  readonly id: string
}

/** The organization's instance of IAM Identity Center. */
export interface IdentityCenter {
  readonly instanceArn: string
  readonly identityStoreId: string
  readonly startUrl: string
  /** The Region it lives in. Requests to another one find nothing there. */
  region: string
  users: readonly DirectoryUser[]
  permissionSets: readonly PermissionSet[]
  assignments: readonly Assignment[]
  /** Lifetime of the access tokens that are issued from now on. */
  accessTokenSeconds: number
  /** Seconds that a device has to leave between two questions, to begin with. */
  pollSeconds: number
  /** The role of a permission set in an account; always the same one. */
  reservedRole(permissionSet: string, accountId: string): ReservedRole
}

/** The user when there is one who may sign in. */
export function enabledUser(center: IdentityCenter, userName: string): DirectoryUser | undefined {
  return center.users.find((user) => user.enabled && user.userName === userName)
}

/** Whether a start URL or issuer URL means this instance. A closing `/`, `#` or `/#/` is not looked at. */
export function isStartUrlOf(center: IdentityCenter, url: string): boolean {
  const plain = url.replace(/[/#]+$/, '').toLowerCase()
  return plain === center.startUrl || plain === issuerUrl(center)
}

/** The newer form of the issuer: `https://identitycenter.amazonaws.com/ssoins-…`. */
export const issuerUrl = ({ instanceArn }: IdentityCenter): string =>
  `https://identitycenter.amazonaws.com/${instanceArn.slice(instanceArn.lastIndexOf('/') + 1)}`
