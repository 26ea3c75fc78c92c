import { useQuery } from '@tanstack/react-query'
import {
  operatorPolicies,
  type PermissionScope,
} from '../../../shared/permissions/operator-policy.ts'
import { personaRights, type Persona } from '../../../shared/permissions/personas.ts'
import type { Unit } from '../../../shared/domain/account-query.ts'
import type { OrganizationId } from '../../../shared/domain/accounts.ts'
import type { Partition } from '../../../shared/domain/regions.ts'
import { countedOf } from '../../format/count.ts'
import { reads } from '../../state/reads.ts'
import { useSession } from '../../state/session-store.ts'
import { accountIdsIn, unitPathOf } from './permission-scope.ts'
import { PolicyHandout } from './policy-handout.tsx'
import type { ChosenScope } from './scope-choice.tsx'
import styles from './permissions-tab.module.css'

/** What IAM attaches to a role as long as nobody asks for more (IAM User Guide, “IAM and AWS STS quotas”). */
const mostPolicies = 10

/** More of them ask for more policies than any quota lets attach; nobody waits for those. */
const mostAccounts = 4_000

type OperatorPolicyTextsProps = {
  readonly persona: Persona
  readonly scope: ChosenScope
  readonly partition: Partition
}

/** The policies for a persona in a scope, to copy; or what is still missing. */
export function OperatorPolicyTexts({ persona, scope, partition }: OperatorPolicyTextsProps) {
  const { data: units = [] } = useQuery(reads.units())
  const organizationId = useSession(({ session }) => session?.organization?.id ?? null)
  const { caution, tasks } = personaRights[persona]
  const whole = scopeOf(scope, units, organizationId)
  if (typeof whole === 'string') return <p className={styles.note}>{whole}</p>
  const policies = operatorPolicies(persona, whole, partition)
  return (
    <div className={styles.fields}>
      {caution === null ? null : <p className={styles.caution}>{caution}</p>}
      {partition === 'aws-us-gov' && tasks.some((task) => task.startsWith('IAM')) ? (
        <p className={styles.caution}>
          In AWS GovCloud (US) root credentials cannot be managed centrally, so those tasks are not
          in it.
        </p>
      ) : null}
      {scope.kind === 'units' ? (
        <p className={styles.note}>
          Units become a condition on aws:ResourceOrgPaths. Whether AWS sends this key with
          AssumeRoot is not known to Rootkeep; if it does not, nothing is allowed. Prove it under
          Checks on an account of the unit, or name the accounts instead.
        </p>
      ) : null}
      {policies.length > 1 ? (
        <p className={styles.note}>
          {policies.length > mostPolicies
            ? `A role takes ${mostPolicies} managed policies unless AWS raised your quota, and so many accounts need ${policies.length}: choose units instead.`
            : `So many accounts do not fit into one policy of IAM: attach all ${policies.length} to the role.`}
        </p>
      ) : null}
      {policies.map((policy, index) => {
        const part = policies.length > 1 ? ` ${index + 1} of ${policies.length}` : ''
        return (
          <PolicyHandout
            key={part}
            label={`${personaRights[persona].label}${part}`}
            name={`rootkeep-${persona}${part === '' ? '' : `-${index + 1}`}.json`}
            policy={policy}
          />
        )
      })}
    </div>
  )
}

/** The scope for the policy, or the sentence that says what is missing. */
function scopeOf(
  scope: ChosenScope,
  units: readonly Unit[],
  organizationId: OrganizationId | null,
): PermissionScope | string {
  switch (scope.kind) {
    case 'organization':
      return { kind: 'organization' }
    case 'accounts': {
      const { ids, strange } = accountIdsIn(scope.accountText)
      if (strange.length > 0) return 'Correct the account IDs first.'
      if (ids.length === 0) return 'Name at least one account.'
      return ids.length > mostAccounts
        ? `${countedOf(ids.length, 'account')} do not fit into the policies of one role: choose units instead.`
        : { kind: 'accounts', accountIds: ids }
    }
    case 'units': {
      if (scope.unitIds.length === 0 || organizationId === null) return 'Choose at least one unit.'
      const paths = scope.unitIds.map((id) => unitPathOf(units, id, organizationId))
      const known = paths.filter((path) => path !== null)
      return known.length === paths.length
        ? { kind: 'units', paths: known }
        : 'A unit above the chosen ones is not known. An audit reads them all again.'
    }
  }
}
