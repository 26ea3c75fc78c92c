import { useState } from 'react'
import type { Partition } from '../../../shared/domain/regions.ts'
import { policyText } from '../../../shared/permissions/policy-text.ts'
import {
  denyRootUsers,
  onlyRolesOpenRootSessions,
} from '../../../shared/permissions/service-control-policy.ts'
import { TextField } from '../../ui/text-field.tsx'
import { TextHandout } from '../../ui/text-handout.tsx'
import styles from './permissions-tab.module.css'

/** The two service control policies that go with centralized root access. */
export function GuardPolicies({ partition }: { readonly partition: Partition }) {
  const [roles, setRoles] = useState('')
  const arns = roles.split(/[\s,]+/).filter((arn) => arn !== '')
  const strange = arns.filter((arn) => !/^arn:aws(-[a-z]+)*:iam::\d{12}:role\/\S+$/.test(arn))
  return (
    <div className={styles.fields}>
      <TextHandout
        label="Deny root users, let root sessions through"
        name="rootkeep-deny-root-users.json"
        text={policyText(denyRootUsers(partition))}
        lines={16}
      />
      <p className={styles.note}>
        For the units of the member accounts. Delete their root credentials first: who has only them
        is locked out. A root user that is to do what only a root user can needs an account outside
        of its reach.
      </p>
      <TextField
        label="Roles of the operators"
        hint="Nobody else opens root sessions from the account of the delegated administrator. A * in place of the ending covers the roles of a permission set."
        lines={2}
        mono
        value={roles}
        onChange={setRoles}
        error={strange.length === 0 ? null : `No role: ${strange.slice(0, 2).join(', ')}`}
      />
      {arns.length > 0 && strange.length === 0 ? (
        <TextHandout
          label="Only operators open root sessions"
          name="rootkeep-only-operators.json"
          text={policyText(onlyRolesOpenRootSessions(arns))}
          lines={14}
        />
      ) : null}
      <p className={styles.note}>
        Service control policies do not bind the management account: keep its own roles few.
      </p>
    </div>
  )
}
