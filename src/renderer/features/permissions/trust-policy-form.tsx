import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { HopRole } from '../../../shared/domain/connections.ts'
import { hopTrustPolicy } from '../../../shared/permissions/trust-policy.ts'
import { reads } from '../../state/reads.ts'
import { useSession } from '../../state/session-store.ts'
import { TextField } from '../../ui/text-field.tsx'
import { isCallerArn } from '../connections/hop-caller.ts'
import { faultWords } from '../connections/field-faults.ts'
import { PolicyHandout } from './policy-handout.tsx'
import styles from './permissions-tab.module.css'

/** The trust policy of a role that is assumed on the way, so that ticket and person reach CloudTrail. */
export function TrustPolicyForm() {
  const signedIn = useSignedInArn()
  const [typedArn, setArn] = useState<string | null>(null)
  const [sourceIdentity, setSourceIdentity] = useState('')
  const [externalId, setExternalId] = useState('')
  const [sessionName, setSessionName] = useState('')
  const callerArn = (typedArn ?? signedIn).trim()
  const asked = {
    callerArn,
    sourceIdentity: textOrNull(sourceIdentity),
    externalId: textOrNull(externalId),
    sessionName: textOrNull(sessionName),
  }
  const faults = {
    sourceIdentity: HopRole.shape.sourceIdentity.safeParse(asked.sourceIdentity).success
      ? null
      : faultWords('hopRole.sourceIdentity'),
    externalId: HopRole.shape.externalId.safeParse(asked.externalId).success
      ? null
      : faultWords('hopRole.externalId'),
    sessionName: /^[\w+=,.@*?-]{0,64}$/.test(sessionName.trim())
      ? null
      : 'up to 64 letters, digits and + = , . @ _ -, with * and ? for any',
  }
  const inOrder = isCallerArn(callerArn) && Object.values(faults).every((fault) => fault === null)
  return (
    <div className={styles.fields}>
      <p className={styles.note}>
        AssumeRoot itself takes no session name. With a role that is assumed before it, the ticket
        becomes its session name and the person its source identity. The connection names the role
        in its settings, under Role on the way.
      </p>
      <TextField
        label="Who signs in"
        hint="The ARN of a user, of a role, or of a role’s session."
        mono
        value={typedArn ?? signedIn}
        onChange={setArn}
        error={
          callerArn === '' || isCallerArn(callerArn)
            ? null
            : 'an IAM user or role, or the session of a role; a root user cannot assume one'
        }
        placeholder="arn:aws:iam::111122223333:role/Operators"
      />
      <div className={styles.pair}>
        <TextField
          label="Source identity"
          hint="The person. Empty: none is asked for."
          value={sourceIdentity}
          onChange={setSourceIdentity}
          placeholder="sam.okafor"
          error={faults.sourceIdentity}
        />
        <TextField
          label="Session name"
          hint="The tickets. Empty: any name."
          value={sessionName}
          onChange={setSessionName}
          placeholder="SEC-*"
          error={faults.sessionName}
        />
        <TextField
          label="External ID"
          hint="Empty: none is asked for."
          value={externalId}
          onChange={setExternalId}
          error={faults.externalId}
        />
      </div>
      {inOrder ? (
        <PolicyHandout
          label="Trust policy"
          name="rootkeep-trust-policy.json"
          policy={hopTrustPolicy(asked)}
        />
      ) : null}
    </div>
  )
}

/** Whose session this is, where a role can trust it: not where the role on the way was assumed already, nor for a root user. */
function useSignedInArn(): string {
  const arn = useSession(({ session }) => session?.caller?.arn ?? '')
  const connection = useSession(({ session }) => session?.connection ?? null)
  const kept = connection?.kept === true
  const { data } = useQuery({ ...reads.connection(connection?.id ?? ''), enabled: kept })
  const known = kept ? data?.settings.hopRole === null : true
  return known && isCallerArn(arn) ? arn : ''
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}
