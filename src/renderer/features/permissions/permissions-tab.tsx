import { useState } from 'react'
import { personaRights, type Persona } from '../../../shared/permissions/personas.ts'
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
  // Units and roles are those of one organization: what was chosen for it is not asked of another.
  const key = useSession(({ session }) => session?.organization?.id ?? session?.connection?.id)
  return <Policies key={key} />
}

function Policies() {
  const [persona, setPersona] = useState<Persona>('auditor')
  const [scope, setScope] = useState<ChosenScope>(wholeOrganization)
  const partition = useSession(({ session }) => session?.connection?.partition ?? 'aws')
  const scoped = personaRights[persona].tasks.length > 0
  return (
    <div className={styles.ground}>
      <div className={styles.tab}>
        <div className={styles.question}>
          <Panel title="Who">
            <PersonaChoice value={persona} onChange={setPersona} />
          </Panel>
          {scoped ? (
            <Panel title="Whose root users">
              <ScopeChoice value={scope} onChange={setScope} />
            </Panel>
          ) : null}
        </div>
        <div className={styles.answer}>
          <Panel title="Policy of the role" note="For IAM, or a permission set of Identity Center">
            <OperatorPolicyTexts
              persona={persona}
              scope={scoped ? scope : wholeOrganization}
              partition={partition}
            />
          </Panel>
          <Panel
            title="Role on the way"
            note="Optional: carries the ticket and the person to CloudTrail"
          >
            <TrustPolicyForm />
          </Panel>
          <Panel title="Service control policies" note="Optional: for the organization as a whole">
            <GuardPolicies partition={partition} />
          </Panel>
        </div>
      </div>
    </div>
  )
}
