import { useState } from 'react'
import { hopTrustPolicy } from '../../../shared/permissions/trust-policy.ts'
import { policyText } from '../../../shared/permissions/policy-text.ts'
import { useSession } from '../../state/session-store.ts'
import { TextField } from '../../ui/text-field.tsx'
import { TextHandout } from '../../ui/text-handout.tsx'
import styles from './permissions-tab.module.css'

/** The trust policy of a role that is assumed on the way, so that ticket and person reach CloudTrail. */
export function TrustPolicyForm() {
  const caller = useSession(({ session }) => session?.caller?.arn ?? '')
  const [typedArn, setArn] = useState<string | null>(null)
  const [sourceIdentity, setSourceIdentity] = useState('')
  const [externalId, setExternalId] = useState('')
  const [sessionName, setSessionName] = useState('')
  const callerArn = typedArn ?? caller
  const isArn = /^arn:aws(-[a-z]+)*:(iam|sts)::\d{12}:(user|role|assumed-role)\/.+$/.test(callerArn)
  return (
    <div className={styles.fields}>
      <p className={styles.note}>
        AssumeRoot takes no name of a session. A role that is assumed before it does: its session is
        named like the ticket, and its source identity is the person.
      </p>
      <TextField
        label="Who signs in"
        hint="A user, a role, or the session of a role, as the context bar shows it."
        mono
        value={callerArn}
        onChange={setArn}
        error={
          callerArn === '' || isArn ? null : 'Written like arn:aws:iam::111122223333:role/Operators'
        }
      />
      <div className={styles.pair}>
        <TextField
          label="Person (source identity)"
          value={sourceIdentity}
          onChange={setSourceIdentity}
          placeholder="sam.okafor"
        />
        <TextField
          label="Name of the session (ticket)"
          value={sessionName}
          onChange={setSessionName}
          placeholder="SEC-*"
        />
        <TextField label="External ID" value={externalId} onChange={setExternalId} />
      </div>
      {isArn ? (
        <TextHandout
          label="Trust policy"
          name="rootkeep-trust-policy.json"
          text={policyText(
            hopTrustPolicy({
              callerArn,
              sourceIdentity: textOrNull(sourceIdentity),
              externalId: textOrNull(externalId),
              sessionName: textOrNull(sessionName),
            }),
          )}
          lines={16}
        />
      ) : (
        <p className={styles.note}>Say who signs in, and the policy is written here.</p>
      )}
    </div>
  )
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}
