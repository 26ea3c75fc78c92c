import { iso } from '../clock.ts'
import { governingPolicies, accountPath } from '../organization.ts'
import { rootArn } from '../identifiers.ts'
import type { Account, Organization } from '../organization.ts'
import { evaluatePolicies } from '../policy/policy-evaluation.ts'
import type { World } from '../world.ts'
import { identityCenterDocument } from './identity-center-document.ts'
import type { IdentityCenterDocument } from './identity-center-document.ts'

/** The truth as `GET /_sim/state` shows it: an interface that others compare with (README.md). */
export interface StateDocument {
  readonly organization: {
    readonly id: string
    readonly managementAccountId: string
    readonly featureSet: string
    readonly trustedServices: readonly string[]
    readonly features: readonly string[]
    readonly delegatedAdministrators: readonly string[]
  }
  readonly accounts: readonly AccountDocument[]
  readonly identityCenter: IdentityCenterDocument
}

export interface AccountDocument {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly state: string
  readonly path: string
  readonly tags: Readonly<Record<string, string>>
  readonly assumeRootDenied: boolean
  readonly scpDeniesRootSessions: boolean
  readonly root: {
    readonly passwordPresent: boolean
    readonly passwordLastUsed: string | null
    readonly accessKeys: readonly {
      readonly id: string
      readonly status: string
      readonly createdAt: string
      readonly lastUsed: {
        readonly at: string
        readonly service: string
        readonly region: string
      } | null
    }[]
    readonly mfaDevices: readonly { readonly serialNumber: string; readonly enabledAt: string }[]
    readonly signingCertificates: readonly { readonly id: string; readonly uploadedAt: string }[]
  }
  readonly buckets: readonly {
    readonly name: string
    readonly region: string
    readonly policy: string | null
  }[]
  readonly queues: readonly {
    readonly name: string
    readonly region: string
    readonly policy: string | null
  }[]
}

/** Accounts that left are not in it. */
export function stateDocument({ organization, identityCenter }: World): StateDocument {
  return {
    organization: {
      id: organization.id,
      managementAccountId: organization.managementAccountId,
      featureSet: organization.featureSet,
      trustedServices: [...organization.trustedServices.keys()],
      features: [...organization.features],
      delegatedAdministrators: [...organization.delegates.keys()],
    },
    accounts: organization.accounts
      .filter((account) => account.inOrganization)
      .map((account) => accountDocument(organization, account)),
    identityCenter: identityCenterDocument(identityCenter),
  }
}

/** One account of the state. */
export function accountDocument(organization: Organization, account: Account): AccountDocument {
  const { root } = account
  return {
    id: account.id,
    name: account.name,
    email: account.email,
    state: account.state,
    path: accountPath(account),
    tags: account.tags,
    assumeRootDenied: account.assumeRootDenied,
    scpDeniesRootSessions: scpDeniesRootSessions(organization, account),
    root: {
      passwordPresent: root.passwordSetAt !== null,
      passwordLastUsed: root.passwordLastUsed === null ? null : iso(root.passwordLastUsed),
      accessKeys: root.accessKeys.map(({ id, status, createdAt, lastUsed }) => ({
        id,
        status,
        createdAt: iso(createdAt),
        lastUsed:
          lastUsed === null
            ? null
            : { at: iso(lastUsed.at), service: lastUsed.service, region: lastUsed.region },
      })),
      mfaDevices: root.mfaDevices.map(({ serialNumber, enabledAt }) => ({
        serialNumber,
        enabledAt: iso(enabledAt),
      })),
      signingCertificates: root.signingCertificates.map(({ id, uploadedAt }) => ({
        id,
        uploadedAt: iso(uploadedAt),
      })),
    },
    buckets: account.buckets.map(({ name, region, policy }) => ({ name, region, policy })),
    queues: account.queues.map(({ name, region, policy }) => ({ name, region, policy })),
  }
}

/** Whether a service control policy keeps a root session from auditing: asked of the same evaluator that answers the calls. */
export function scpDeniesRootSessions(organization: Organization, account: Account): boolean {
  const request = {
    action: 'iam:GetAccountSummary',
    resource: '*',
    context: {
      'aws:principalarn': rootArn(account.id),
      'aws:principalaccount': account.id,
      'aws:principalorgid': organization.id,
      'aws:principaltype': 'Account',
      'aws:assumedroot': 'true',
    },
  }
  const guards = governingPolicies(organization, account).map(({ document }) => document)
  return evaluatePolicies(guards, request) === 'explicit-deny'
}
