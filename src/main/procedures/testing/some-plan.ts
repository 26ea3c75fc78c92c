import type { AccountId, OrganizationId } from '../../../shared/domain/accounts.ts'
import type { Plan, PlannedItem, PlanTarget } from '../../../shared/domain/plans.ts'
import type { KeptProcedure } from '../../database/procedures.ts'
import { sealPlan } from '../plan-digest.ts'

const at = '2026-11-22T12:00:00.000Z'
export const organizationId = 'o-exampleorg1' as OrganizationId
export const managementAccountId = '999999999999' as AccountId
export const caller = 'arn:aws:iam::999999999999:user/jane'

export function accountAt(position: number): AccountId {
  return String(100_000_000_000 + position) as AccountId
}

/** An access key to delete. */
export function keyItem(accountId: string, change: Partial<PlannedItem> = {}): PlannedItem {
  return {
    id: `${accountId}/access-key/AKIAIOSFODNN7EXAMPLE`,
    call: 'iam:DeleteAccessKey',
    arguments: { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
    thing: {
      kind: 'access-key',
      accessKey: { id: 'AKIAIOSFODNN7EXAMPLE', status: 'Active', createdAt: at, lastUsed: null },
    },
    acknowledge: null,
    ...change,
  }
}

/** One account of a plan, with one key. */
export function targetOf(position: number, change: Partial<PlanTarget> = {}): PlanTarget {
  const accountId = accountAt(position)
  return {
    accountId,
    accountName: `account ${position}`,
    task: 'IAMDeleteRootUserCredentials',
    seenAt: at,
    wayBack: { provenAt: at, requestId: 'r-1' },
    items: [keyItem(accountId)],
    ...change,
  }
}

/** A plan as it could have been drawn. */
export function somePlan(change: Partial<Plan> = {}): Plan {
  return {
    format: 'rootkeep-plan',
    version: 1,
    procedureId: 'p-1',
    kind: 'delete-root-credentials',
    title: 'Delete root credentials of payments',
    organizationId,
    managementAccountId,
    caller: { arn: caller, accountId: managementAccountId },
    region: 'us-east-1',
    caseId: null,
    ticket: 'SEC-1',
    reason: 'a test',
    createdAt: at,
    expiresAt: '2026-11-22T13:00:00.000Z',
    phrase: accountAt(0),
    targets: [targetOf(0)],
    leftOut: [],
    waves: [1, 5, 25],
    stopAbovePercent: 10,
    ...change,
  }
}

/** The procedure of a plan, waiting to be confirmed. */
export function procedureOf(plan: Plan, change: Partial<KeptProcedure> = {}): KeptProcedure {
  return {
    id: plan.procedureId,
    organizationId: plan.organizationId,
    request: {
      kind: 'delete-root-credentials',
      scope: { kind: 'accounts', accountIds: plan.targets.map((target) => target.accountId) },
      credentials: ['access-key'],
      caseId: plan.caseId,
      ticket: plan.ticket,
      reason: plan.reason,
    },
    title: plan.title,
    step: 'confirm',
    state: 'waiting',
    checks: [],
    digest: sealPlan(plan).digest,
    plannedAt: plan.createdAt,
    expiresAt: plan.expiresAt,
    phrase: plan.phrase,
    rule: { needsCase: false, needsTicket: false, needsApproval: false, maxAccounts: 1000 },
    createdAt: plan.createdAt,
    createdBy: plan.caller.arn,
    confirmedAt: null,
    endedAt: null,
    failure: null,
    rehearsedAt: null,
    approvedBy: null,
    ...change,
  }
}
