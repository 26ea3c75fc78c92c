import { useState } from 'react'
import { AttestationDraft, type Attestation } from '../../../shared/domain/account-detail.ts'
import { useViewing } from '../../state/bundle-store.ts'
import { rootkeep } from '../../state/client.ts'
import { exactOf } from '../../format/instant.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { CheckboxField } from '../../ui/checkbox-field.tsx'
import { Fact, FactList } from '../../ui/fact-list.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { OrganizationMark } from '../../ui/organization-mark.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './inspector-tab.module.css'

const untouched: AttestationDraft = {
  by: '',
  statement: '',
  passwordPresent: true,
  mfaEnabled: false,
  accessKeysPresent: false,
}

/** Why the management account is not judged like the others, and what somebody has stated about it. */
export function AttestationSection({ attestation }: { readonly attestation: Attestation | null }) {
  const viewing = useViewing()
  return (
    <>
      <p className={styles.quiet}>
        No root session can begin in the management account. Its root user is judged by the
        account’s own summary while the session is in that account, and otherwise by what a person
        has checked in the console and states here, with name and date.
      </p>
      {attestation === null ? (
        <p>{viewing ? 'Nothing had been attested.' : 'Nothing has been attested yet.'}</p>
      ) : (
        <section>
          <h3 className={styles.title}>Attested</h3>
          <FactList>
            <Fact name="Password">{attestation.passwordPresent ? 'Present' : 'Absent'}</Fact>
            <Fact name="MFA">{attestation.mfaEnabled ? 'Enabled' : 'Not enabled'}</Fact>
            <Fact name="Access keys">{attestation.accessKeysPresent ? 'Present' : 'Absent'}</Fact>
            <Fact name="Statement">{attestation.statement}</Fact>
            <Fact name="By">{attestation.by}</Fact>
            <Fact name="When">{exactOf(attestation.attestedAt)}</Fact>
          </FactList>
        </section>
      )}
      {viewing ? null : <AttestationForm />}
    </>
  )
}

function AttestationForm() {
  const [draft, setDraft] = useState(untouched)
  const [tried, setTried] = useState(false)
  const add = useCommand(rootkeep.attestations.add)
  const parsed = AttestationDraft.safeParse(draft)
  const faultOf = (field: keyof AttestationDraft) =>
    tried && !parsed.success
      ? (parsed.error.issues.find((issue) => issue.path[0] === field)?.message ?? null)
      : null
  const change = (part: Partial<AttestationDraft>) => setDraft((held) => ({ ...held, ...part }))

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (parsed.success) {
          add.send(parsed.data, () => {
            setDraft(untouched)
            setTried(false)
          })
        }
      }}
    >
      <h3 className={styles.title}>New attestation</h3>
      <div>
        <CheckboxField
          checked={draft.passwordPresent}
          onChange={(passwordPresent) => change({ passwordPresent })}
        >
          A console password is present
        </CheckboxField>
        <CheckboxField checked={draft.mfaEnabled} onChange={(mfaEnabled) => change({ mfaEnabled })}>
          MFA is enabled
        </CheckboxField>
        <CheckboxField
          checked={draft.accessKeysPresent}
          onChange={(accessKeysPresent) => change({ accessKeysPresent })}
        >
          Access keys are present
        </CheckboxField>
      </div>
      <TextField
        label="How it was checked"
        lines={3}
        value={draft.statement}
        onChange={(statement) => change({ statement })}
        error={faultOf('statement')}
      />
      <TextField
        label="Attested by"
        value={draft.by}
        onChange={(by) => change({ by })}
        error={faultOf('by')}
      />
      {add.failure ? <FailurePanel failure={add.failure} /> : null}
      <OrganizationMark />
      <div className={styles.actions}>
        <Button type="submit" pending={add.pending}>
          Attest
        </Button>
      </div>
    </form>
  )
}
