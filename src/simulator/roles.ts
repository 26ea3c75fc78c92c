import { hash } from 'node:crypto'
import { ADMINISTRATOR } from './authentication/caller.ts'
import { rootArn } from './identifiers.ts'
import type { Organization } from './organization.ts'
import type { PolicyDocument } from './policy/policy-document.ts'
import type { TrustPolicy } from './policy/trust-policy.ts'

/** A role that can be assumed. */
export interface Role {
  readonly arn: string
  readonly accountId: string
  readonly name: string
  /** `/` or `/…/` */
  readonly path: string
  /** `AROA…` */
  readonly id: string
  readonly trustPolicy: TrustPolicy
  readonly identityPolicy: PolicyDocument
  /** 3600 to 43200. */
  readonly maxSessionSeconds: number
}

export interface Roles {
  find(arn: string): Role | undefined
  put(role: Omit<Role, 'id' | 'arn'>): Role
  /** False when there is no such role. */
  remove(arn: string): boolean
  /** Those that were put here. */
  all(): readonly Role[]
}

/** The role that Organizations makes in every account that it creates; whoever may assume roles in the management account gets in. */
const CREATED_WITH_ACCOUNT = 'OrganizationAccountAccessRole'

/** Roles that are put here, and `OrganizationAccountAccessRole` in every member that was created, until it is removed. */
export function createRoles(organization: Organization): Roles {
  const roles = new Map<string, Role>()
  const removed = new Set<string>()

  function put(wanted: Omit<Role, 'id' | 'arn'>): Role {
    const role = completed(wanted)
    roles.set(role.arn, role)
    return role
  }

  function createdWithAccount(arn: string): Role | undefined {
    const [, accountId = ''] = /^arn:aws:iam::(\d{12}):role\/(?=[^/]+$)/.exec(arn) ?? []
    const account = organization.accountsById.get(accountId)
    const { managementAccountId } = organization
    if (account?.joinedMethod !== 'CREATED' || accountId === managementAccountId) return undefined
    if (removed.has(arn)) return undefined
    const role = completed({
      accountId,
      name: CREATED_WITH_ACCOUNT,
      path: '/',
      trustPolicy: trusting(managementAccountId),
      identityPolicy: ADMINISTRATOR,
      maxSessionSeconds: 3600,
    })
    return role.arn === arn ? role : undefined
  }

  return {
    find: (arn) => roles.get(arn) ?? createdWithAccount(arn),
    put,
    remove: (arn) => {
      const found = roles.delete(arn) || createdWithAccount(arn) !== undefined
      removed.add(arn)
      return found
    },
    all: () => [...roles.values()],
  }
}

function trusting(accountId: string): TrustPolicy {
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: rootArn(accountId) }, Action: 'sts:AssumeRole' },
    ],
  }
}

function completed(role: Omit<Role, 'id' | 'arn'>): Role {
  const arn = `arn:aws:iam::${role.accountId}:role${role.path}${role.name}`
  const digits = hash('sha256', arn)
    .slice(0, 17)
    .toUpperCase()
    .replaceAll(/[0189]/g, 'Q')
  return { ...role, arn, id: `AROA${digits}` }
}
