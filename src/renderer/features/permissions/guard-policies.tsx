import { useState } from 'react'
import type { Partition } from '../../../shared/domain/regions.ts'
import {
  denyRootUsers,
  onlyRolesOpenRootSessions,
} from '../../../shared/permissions/service-control-policy.ts'
import { TextField } from '../../ui/text-field.tsx'
import { PolicyHandout } from './policy-handout.tsx'
import styles from './permissions-tab.module.css'

/** The two service control policies that go with centralized root access. */
export function GuardPolicies({ partition }: { readonly partition: Partition }) {
  const [roles, setRoles] = useState('')
  const arns = roles.split(/[\s,]+/).filter((arn) => arn !== '')
  const strange = arns.filter((arn) => !/^arn:aws(-[a-z]+)*:iam::\d{12}:role\/\S+$/.test(arn))
  return (
    <div className={styles.fields}>
      <PolicyHandout
        label="Deny root users, let root sessions through"
        name="rootkeep-deny-root-users.json"
        policy={denyRootUsers(partition)}
      />
      <p className={styles.note}>
        Attach it to the units of the member accounts. Whoever still works as root there is locked
        out: delete those root credentials first. For a break-glass case in which somebody signs in
        as root, it has to come off that account.
      </p>
      <TextField
        label="Roles that open root sessions"
        hint="One ARN a line, your own among them. With * for its ending, the role of a permission set stays the same when AWS makes it anew."
        lines={2}
        mono
        value={roles}
        onChange={setRoles}
        error={
          strange.length === 0
            ? null
            : `A role is written like arn:aws:iam::111122223333:role/RootkeepOperator, not ${strange.slice(0, 2).join(', ')}`
        }
      />
      {arns.length > 0 && strange.length === 0 ? (
        <>
          <PolicyHandout
            label="Only these roles open root sessions"
            name="rootkeep-only-operators.json"
            policy={onlyRolesOpenRootSessions(arns)}
          />
          <p className={styles.note}>
            Attach it to the account of the delegated administrator for IAM. No service control
            policy binds the management account: keep the roles in it few.
          </p>
        </>
      ) : null}
    </div>
  )
}
