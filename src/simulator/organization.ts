import type { PolicyDocument } from './policy/policy-document.ts'

/** The five states of an account since Organizations replaced `Status` (fact sheet, section 3). */
export type AccountState =
  | 'PENDING_ACTIVATION'
  | 'ACTIVE'
  | 'SUSPENDED'
  | 'PENDING_CLOSURE'
  | 'CLOSED'

/** The two switches of centralized root access (fact sheet, section 0.1). */
export type RootFeature = 'RootSessions' | 'RootCredentialsManagement'

export type FeatureSet = 'ALL' | 'CONSOLIDATED_BILLING'

/** The service principal whose trusted access and delegates govern centralized root access. */
export const IAM_SERVICE_PRINCIPAL = 'iam.amazonaws.com'

/** The service principal whose trusted access and delegates govern Account Management. */
export const ACCOUNT_SERVICE_PRINCIPAL = 'account.amazonaws.com'

export interface KeyUse {
  readonly at: number
  readonly service: string
  readonly region: string
}

export interface AccessKey {
  readonly id: string
  readonly status: 'Active' | 'Inactive'
  readonly createdAt: number
  readonly lastUsed: KeyUse | null
}

export interface MfaDevice {
  readonly serialNumber: string
  readonly enabledAt: number
}

export interface SigningCertificate {
  readonly id: string
  readonly uploadedAt: number
}

/** What a root user holds. Immutable: a change replaces the record, so that all clean accounts share one. Times are milliseconds. */
export interface RootUser {
  readonly passwordSetAt: number | null
  readonly passwordLastUsed: number | null
  readonly accessKeys: readonly AccessKey[]
  readonly mfaDevices: readonly MfaDevice[]
  readonly signingCertificates: readonly SigningCertificate[]
}

/** A root user without any credential. */
export const CLEAN_ROOT: RootUser = Object.freeze({
  passwordSetAt: null,
  passwordLastUsed: null,
  accessKeys: [],
  mfaDevices: [],
  signingCertificates: [],
})

export interface Bucket {
  readonly name: string
  readonly region: string
  readonly createdAt: number
  readonly policy: string | null
}

export interface Queue {
  readonly name: string
  readonly region: string
  readonly createdAt: number
  readonly modifiedAt: number
  readonly policy: string | null
  /** What readers still see until the change has propagated; null when everybody sees `policy`. */
  readonly earlier: { readonly policy: string | null; readonly until: number } | null
}

export interface ServiceControlPolicy {
  readonly id: string
  readonly name: string
  readonly document: PolicyDocument
}

/** The root of the tree or an organizational unit. `path` is `o-…/r-…/ou-…/`, as AWS writes it. */
export interface Unit {
  readonly id: string
  readonly name: string
  readonly parent: Unit | null
  readonly path: string
  readonly children: Unit[]
  readonly accounts: Account[]
  readonly policies: readonly ServiceControlPolicy[]
}

/** A new address that waits for the code that was sent to it. `expiresAt` in simulated milliseconds. */
export interface EmailUpdate {
  readonly email: string
  readonly code: string
  readonly expiresAt: number
}

export interface Account {
  readonly id: string
  name: string
  email: string
  emailUpdate: EmailUpdate | null
  state: AccountState
  unit: Unit
  tags: Readonly<Record<string, string>>
  readonly joinedMethod: 'INVITED' | 'CREATED'
  readonly joinedAt: number
  /** False once the account has left: it keeps its data, and the organization no longer knows it. */
  inOrganization: boolean
  assumeRootDenied: boolean
  /** Service control policies attached to the account itself. */
  policies: readonly ServiceControlPolicy[]
  root: RootUser
  buckets: readonly Bucket[]
  queues: readonly Queue[]
}

export interface Organization {
  readonly id: string
  readonly managementAccountId: string
  featureSet: FeatureSet
  /** Service principal → when its access was enabled. */
  readonly trustedServices: Map<string, number>
  readonly features: Set<RootFeature>
  /** Account ID → service principal → when the delegation was registered. */
  readonly delegates: Map<string, Map<string, number>>
  readonly root: Unit
  /** Every unit by ID, the root included. */
  readonly units: Map<string, Unit>
  /** In listing order; accounts that left stay in place, so that page tokens never skip anybody. */
  readonly accounts: Account[]
  readonly accountsById: Map<string, Account>
}

/** `o-…/r-…/ou-…/<account>/`, the form of `Paths` in Organizations' answers. */
export const accountPath = (account: Account): string => `${account.unit.path}${account.id}/`

/** Every policy that governs the principals of a member account, root first. None for the management account (fact sheet, section 4.6), and none without all features. */
export function governingPolicies(
  organization: Organization,
  account: Account,
): ServiceControlPolicy[] {
  if (
    organization.featureSet !== 'ALL' ||
    account.id === organization.managementAccountId ||
    !account.inOrganization
  ) {
    return []
  }
  const policies = [...account.policies]
  for (let unit: Unit | null = account.unit; unit !== null; unit = unit.parent) {
    policies.push(...unit.policies)
  }
  return policies
}

/** Whether the account is registered as delegated administrator, for one service or for any. */
export function isDelegate(
  organization: Organization,
  accountId: string,
  servicePrincipal?: string,
): boolean {
  const services = organization.delegates.get(accountId)
  if (services === undefined) return false
  return servicePrincipal === undefined || services.has(servicePrincipal)
}
