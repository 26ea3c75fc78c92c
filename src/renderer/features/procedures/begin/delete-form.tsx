import { useState } from 'react'
import { credentialKinds, type CredentialKind } from '../../../../shared/domain/procedures.ts'
import { credentialLabel } from '../../../format/labels.ts'
import type { ProcedureStart } from '../../../state/procedure-place.ts'
import { Button } from '../../../ui/button.tsx'
import { CheckboxField } from '../../../ui/checkbox-field.tsx'
import { BeginForm } from './begin-form.tsx'
import { DeleteScope } from './delete-scope.tsx'
import { useDeleteScope } from './use-delete-scope.ts'
import styles from './begin-form.module.css'

type DeleteFormProps = {
  readonly start: Extract<ProcedureStart, { kind: 'delete-root-credentials' }>
}

/** Begins a deletion: which accounts, which kinds of credential. None is chosen before the operator does. */
export function DeleteForm({ start }: DeleteFormProps) {
  const scope = useDeleteScope(start.scope)
  const [kinds, setKinds] = useState<ReadonlySet<CredentialKind>>(new Set(start.credentials))
  const chosen = credentialKinds.filter((kind) => kinds.has(kind))

  return (
    <BeginForm
      kind="delete-root-credentials"
      title="Delete root credentials"
      lead="Every key, device, certificate and password is named in the plan before anything is deleted. The management account, protected accounts and what an exemption covers are left out, each with the reason."
      caseId={start.caseId}
      missing={() => scope.missing ?? (chosen.length === 0 ? 'Choose what is deleted.' : null)}
      request={(why) =>
        scope.scope === null
          ? null
          : { kind: 'delete-root-credentials', scope: scope.scope, credentials: chosen, ...why }
      }
    >
      {({ maxAccounts }) => (
        <>
          <DeleteScope scope={scope} maxAccounts={maxAccounts} />
          <fieldset className={styles.group}>
            <legend className={styles.legend}>What is deleted</legend>
            <div className={styles.kinds}>
              {credentialKinds.map((kind) => (
                <CheckboxField
                  key={kind}
                  checked={kinds.has(kind)}
                  onChange={(on) => setKinds(withKind(kinds, kind, on))}
                >
                  {credentialLabel[kind]}
                </CheckboxField>
              ))}
              <Button onClick={() => setKinds(new Set(credentialKinds))}>All four kinds</Button>
            </div>
            <p className={styles.quiet}>
              In this order, in one root session for each account. MFA devices stay where the
              password stays.
            </p>
          </fieldset>
        </>
      )}
    </BeginForm>
  )
}

function withKind(
  kinds: ReadonlySet<CredentialKind>,
  kind: CredentialKind,
  on: boolean,
): ReadonlySet<CredentialKind> {
  const next = new Set(kinds)
  if (on) next.add(kind)
  else next.delete(kind)
  return next
}
