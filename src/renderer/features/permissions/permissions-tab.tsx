import { useState } from 'react'
import type { Persona } from '../../../shared/permissions/personas.ts'
import { useSession } from '../../state/session-store.ts'
import { Panel } from '../../ui/panel.tsx'
import { GuardPolicies } from './guard-policies.tsx'
import { OperatorPolicyTexts } from './operator-policy-texts.tsx'
import { PersonaChoice } from './persona-choice.tsx'
import { ScopeChoice, wholeOrganization, type ChosenScope } from './scope-choice.tsx'
import { TrustPolicyForm } from './trust-policy-form.tsx'
import styles from './permissions-tab.module.css'

/** Writes the policies that give an operator exactly what the work needs. Nothing is sent anywhere. */
export function PermissionsTab() {
  const [persona, setPersona] = useState<Persona>('auditor')
  const [scope, setScope] = useState<ChosenScope>(wholeOrganization)
  const partition = useSession(({ session }) => session?.connection?.partition ?? 'aws')
  return (
    <div className={styles.ground}>
      <div className={styles.tab}>
        <div className={styles.question}>
          <Panel title="Who">
            <PersonaChoice value={persona} onChange={setPersona} />
          </Panel>
          <Panel title="Whose root users">
            <ScopeChoice value={scope} onChange={setScope} />
          </Panel>
        </div>
        <div className={styles.answer}>
          <Panel
            title="Policy of the role"
            note="To paste into IAM, or into a permission set of Identity Center"
          >
            <OperatorPolicyTexts persona={persona} scope={scope} partition={partition} />
          </Panel>
          <Panel title="Role on the way" note="So that ticket and person reach CloudTrail">
            <TrustPolicyForm />
          </Panel>
          <Panel title="Service control policies" note="For the organization, beside the role">
            <GuardPolicies partition={partition} />
          </Panel>
        </div>
      </div>
    </div>
  )
}
