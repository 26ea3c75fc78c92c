import type { AccountId } from '../../shared/domain/accounts.ts'
import type { Caller } from '../../shared/domain/connections.ts'
import { isAuditable } from '../../shared/domain/posture.ts'
import type { Check } from '../../shared/domain/procedures.ts'
import type { RootFeature } from '../aws/organization-switches.ts'
import type { PlanningContext } from './procedure-work.ts'

const featureTitles = {
  RootCredentialsManagement: 'Root credentials management',
  RootSessions: 'Privileged root actions',
} as const satisfies Record<RootFeature, string>

/** Who calls, and whether the features that the task needs are on, read anew. */
export async function standingChecks(
  features: readonly RootFeature[],
  { introduction, access }: PlanningContext,
): Promise<Check[]> {
  const [on, trusted] = await Promise.all([
    access.organization.features(),
    access.organization.trustedAccess(),
  ])
  const trustedAccess: Check = trusted.ok
    ? check(
        'trusted-access',
        'Trusted access for IAM',
        trusted.value,
        trusted.value ? 'It is on.' : 'It is off, so no root session can begin.',
        'Turn it on under Procedures, Organization switches, from the management account.',
      )
    : unread('trusted-access', 'Trusted access for IAM', trusted.error.message)
  return [
    callerCheck(introduction.caller),
    trustedAccess,
    ...features.map((feature) =>
      on.ok
        ? check(
            feature,
            featureTitles[feature],
            on.value.includes(feature),
            on.value.includes(feature) ? 'It is on.' : 'It is off in this organization.',
            'Turn it on under Procedures, Organization switches, from the management account.',
          )
        : unread(feature, featureTitles[feature], on.error.message),
    ),
  ]
}

function callerCheck({ arn, kind }: Caller): Check {
  const evidence = {
    management: `${arn} is in the management account.`,
    'delegated-administrator': `${arn} is in the delegated administrator for IAM.`,
    member: `${arn} is in a member account that is not the delegated administrator.`,
    unknown: `${arn}: the delegated administrators could not be read.`,
  }[kind]
  return {
    id: 'caller',
    title: 'The caller may open root sessions',
    state: kind === 'member' ? 'failed' : kind === 'unknown' ? 'warning' : 'passed',
    evidence,
    remedy:
      kind === 'management' || kind === 'delegated-administrator'
        ? null
        : 'Connect with a role of the management account or of the delegated administrator.',
  }
}

/** Whether the accounts are known and can be the target of a root session. Those that cannot are left out of a plan for many. */
export function accountChecks(
  accountIds: readonly AccountId[],
  { store, introduction }: PlanningContext,
): Check[] {
  const fit = accountIds.filter((id) => {
    const known = store.inventory.stateOf(introduction.organization.id, id)
    return known !== null && !known.isManagement && isAuditable(known.state)
  })
  const all = fit.length === accountIds.length
  return [
    {
      id: 'accounts',
      title: accountIds.length === 1 ? 'The account' : 'The accounts',
      state: fit.length === 0 ? 'failed' : all ? 'passed' : 'warning',
      evidence:
        accountIds.length === 0
          ? 'No account fits.'
          : accountIds.length === 1
            ? all
              ? `${accountIds[0]} is an active member account.`
              : `${accountIds[0]} is not an active member account.`
            : `${fit.length} of ${accountIds.length} are active member accounts.`,
      remedy: all && fit.length > 0 ? null : 'The plan names those that are left out, and why.',
    },
  ]
}

/** A check with two ends. */
export function check(
  id: string,
  title: string,
  passed: boolean,
  evidence: string,
  remedy: string,
): Check {
  return {
    id,
    title,
    state: passed ? 'passed' : 'failed',
    evidence,
    remedy: passed ? null : remedy,
  }
}

/** What could not be read is neither passed nor failed; the plan or AWS will tell. */
export function unread(id: string, title: string, reason: string): Check {
  return {
    id,
    title,
    state: 'warning',
    evidence: `It could not be read: ${reason}`,
    remedy: 'The procedure may go on; AWS refuses what is not on.',
  }
}
