import { useQuery } from '@tanstack/react-query'
import type { ConnectionKind } from '../../../shared/domain/connections.ts'
import { reads } from '../../state/reads.ts'
import { RadioChoice } from '../../ui/radio-choice.tsx'
import { kindChoice } from './connection-words.ts'
import { DraftField } from './draft-field.tsx'
import { RegionField } from './region-field.tsx'
import { SecretField } from './secret-field.tsx'
import { SuggestField } from './suggest-field.tsx'
import type { DraftForm } from './use-draft-form.ts'
import styles from './connection-form.module.css'

const kinds: readonly ConnectionKind[] = ['identity-center', 'profile', 'environment', 'keys']

/** Where the operator's credentials come from. */
export function SignInSection({ form }: { readonly form: DraftForm }) {
  const { draft, change } = form
  return (
    <>
      <RadioChoice<ConnectionKind>
        label="How you sign in"
        value={draft.kind}
        onChange={(kind) => change({ kind })}
        options={kinds.map((kind) => ({
          value: kind,
          label: (
            <span>
              {kindChoice[kind].label}
              <span className={styles.note}> {kindChoice[kind].note}</span>
            </span>
          ),
        }))}
      />
      <KindFields form={form} />
    </>
  )
}

function KindFields({ form }: { readonly form: DraftForm }) {
  switch (form.draft.kind) {
    case 'practice':
      return null
    case 'environment':
      return (
        <p className={styles.quiet}>
          The credentials that stand in the environment of this program are used, such as
          AWS_ACCESS_KEY_ID. When they end, Rootkeep has to be started with new ones.
        </p>
      )
    case 'profile':
      return <ProfileField form={form} />
    case 'keys':
      return <KeyFields form={form} />
    case 'identity-center':
      return <IdentityCenterFields form={form} />
  }
}

function IdentityCenterFields({ form }: { readonly form: DraftForm }) {
  const { draft, change } = form
  return (
    <div className={styles.fields}>
      <DraftField
        form={form}
        field="startUrl"
        path="signIn.startUrl"
        label="Start URL"
        hint="The address of your AWS access portal. It stands there under Access keys, with the Region."
        placeholder="https://d-1234567890.awsapps.com/start"
      />
      <RegionField
        form={form}
        path="signIn.region"
        label="Region of the Identity Center"
        value={draft.signInRegion}
        onChange={(signInRegion) => change({ signInRegion })}
        hint="Where it was set up, not where your workloads are."
      />
      <DraftField
        form={form}
        field="accountId"
        path="signIn.accountId"
        label="Account"
        hint="The management account or the delegated administrator. Empty: you choose at each sign-in."
        placeholder="111122223333"
      />
      <DraftField
        form={form}
        field="roleName"
        path="signIn.roleName"
        label="Role"
        hint="The permission set to sign in as. Empty: you choose at each sign-in."
        placeholder="RootUserOperator"
      />
    </div>
  )
}

function ProfileField({ form }: { readonly form: DraftForm }) {
  const { data: found } = useQuery(reads.foundProfiles())
  const { draft, change, left, faultOf } = form
  const problem = found?.profiles.find(({ name }) => name === draft.profile.trim())?.problem ?? null
  return (
    <div className={styles.fields}>
      <SuggestField
        label="Profile"
        value={draft.profile}
        suggestions={(found?.profiles ?? []).map(({ name, detail }) => ({
          value: name,
          note: detail,
        }))}
        onChange={(profile) => change({ profile })}
        onBlur={() => left('signIn.profile')}
        error={faultOf('signIn.profile')}
        hint="Its name in the AWS config files. What it says is read anew at each connect."
      />
      {problem === null ? null : <p className={styles.warning}>{problem}</p>}
    </div>
  )
}

function KeyFields({ form }: { readonly form: DraftForm }) {
  const { secrets, changeSecret, left, faultOf } = form
  return (
    <>
      <p className={styles.quiet}>
        Long-lived keys are what Rootkeep helps to get rid of. Use them for a custom endpoint, or
        where no other sign-in is left, and never those of a root user.
      </p>
      <div className={styles.fields}>
        <DraftField
          form={form}
          field="accessKeyId"
          path="signIn.accessKeyId"
          label="Access key ID"
          placeholder="AKIA…"
        />
        <SecretField
          label="Secret access key"
          secret={secrets.secretAccessKey}
          onChange={(secret) => changeSecret('secretAccessKey', secret)}
          onBlur={() => left('secretAccessKey')}
          error={faultOf('secretAccessKey')}
          hint="Kept by the key store of this system; without one, until Rootkeep ends. It is never shown again."
        />
      </div>
    </>
  )
}
