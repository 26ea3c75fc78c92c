import { useState } from 'react'
import { hopPolicy, hopTrustPolicy } from '../../../shared/permissions/trust-policy.ts'
import { policyText } from '../../../shared/permissions/policy-text.ts'
import { SwitchField } from '../../ui/switch-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { TextHandout } from '../../ui/text-handout.tsx'
import { DraftField } from './draft-field.tsx'
import { callerOfSignIn, isCallerArn } from './hop-caller.ts'
import type { DraftForm } from './use-draft-form.ts'
import styles from './connection-form.module.css'

/** The role that is assumed before anything is called. */
export function HopSection({ form }: { readonly form: DraftForm }) {
  const { draft, change } = form
  return (
    <>
      <SwitchField
        label="Assume a role first"
        hint="AssumeRoot itself takes no session name. With a role on the way, the ticket of a procedure becomes its session name, and CloudTrail says who acted and why."
        checked={draft.hop}
        onChange={(hop) => change({ hop })}
      />
      {draft.hop ? (
        <>
          <DraftField
            form={form}
            field="roleArn"
            path="hopRole.roleArn"
            label="Role"
            hint="In the management account or that of the delegated administrator."
            placeholder="arn:aws:iam::111122223333:role/RootkeepOperator"
          />
          <div className={styles.fields}>
            <DraftField
              form={form}
              field="externalId"
              path="hopRole.externalId"
              label="External ID"
              hint="Where the trust policy asks for one. Empty: none is sent."
            />
            <DraftField
              form={form}
              field="sourceIdentity"
              path="hopRole.sourceIdentity"
              label="Source identity"
              hint="Who you are, for CloudTrail; it stays with the root sessions, too. Empty: none is set."
              placeholder="ada@example.com"
            />
          </div>
          <TrustHandout form={form} />
        </>
      ) : null}
    </>
  )
}

/** What the role has to trust, and what whoever signs in has to be allowed: to hand to whoever keeps the role. */
function TrustHandout({ form }: { readonly form: DraftForm }) {
  const known = callerOfSignIn(form.draft)
  const [typed, setTyped] = useState('')
  const callerArn = known ?? typed.trim()
  const hopRole = form.settings?.hopRole ?? null
  return (
    <div className={styles.part}>
      {known === null ? (
        <TextField
          label="Who assumes the role"
          mono
          value={typed}
          onChange={setTyped}
          error={
            typed.trim() === '' || isCallerArn(typed)
              ? null
              : 'an IAM user or role, or the session of a role; a root user cannot assume one'
          }
          hint="The ARN of whoever signs in, for the policies below. It is not kept. With an account and a role of Identity Center above, it is known."
          placeholder="arn:aws:iam::111122223333:user/ada"
        />
      ) : null}
      {hopRole !== null && isCallerArn(callerArn) ? (
        <>
          <TextHandout
            label="Trust policy of the role"
            name="trust-policy.json"
            lines={9}
            text={policyText(
              hopTrustPolicy({
                callerArn,
                externalId: hopRole.externalId,
                sourceIdentity: hopRole.sourceIdentity,
                sessionName: null,
              }),
            )}
          />
          <TextHandout
            label="Policy of whoever signs in"
            name="assume-policy.json"
            lines={9}
            text={policyText(hopPolicy(hopRole.roleArn, hopRole.sourceIdentity !== null))}
          />
        </>
      ) : (
        <p className={styles.quiet}>
          The trust policy to copy stands here as soon as the role and who assumes it are known.
        </p>
      )}
    </div>
  )
}
