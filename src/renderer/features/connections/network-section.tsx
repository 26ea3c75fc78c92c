import { SwitchField } from '../../ui/switch-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { CaBundleField } from './ca-bundle-field.tsx'
import { endpointNames } from './connection-draft.ts'
import { endpointLabel } from './connection-words.ts'
import { DraftField } from './draft-field.tsx'
import { SecretField } from './secret-field.tsx'
import type { DraftForm } from './use-draft-form.ts'
import styles from './connection-form.module.css'

/** Where calls go, through what, and whom they trust. */
export function NetworkSection({ form }: { readonly form: DraftForm }) {
  const { draft, change } = form
  return (
    <>
      <EndpointFields form={form} />
      <SwitchField
        label="Dual-stack endpoints"
        hint="For networks with IPv6 only. What is given above is called as it is."
        checked={draft.dualStack}
        onChange={(dualStack) => change({ dualStack })}
      />
      <ProxyFields form={form} />
      <CaBundleField bundle={draft.caBundle} onChange={(caBundle) => change({ caBundle })} />
    </>
  )
}

function EndpointFields({ form }: { readonly form: DraftForm }) {
  const { draft, change, left, faultOf } = form
  return (
    <>
      <SwitchField
        label="Endpoints of your own"
        hint="VPC interface endpoints, or a simulator. Not needed where private DNS names lead to the VPC endpoints."
        checked={draft.ownEndpoints}
        onChange={(ownEndpoints) => change({ ownEndpoints })}
      />
      {draft.ownEndpoints ? (
        <fieldset className={styles.endpoints}>
          <legend className="visually-hidden">Endpoints</legend>
          {endpointNames.map((name) => (
            <TextField
              key={name}
              label={endpointLabel[name]}
              mono
              value={draft.endpoints[name]}
              onChange={(typed) => change({ endpoints: { ...draft.endpoints, [name]: typed } })}
              onBlur={() => left(`endpoints.${name}`)}
              error={faultOf(`endpoints.${name}`)}
              placeholder={
                name === 'all'
                  ? 'https://…'
                  : draft.endpoints.all.trim() === ''
                    ? 'public endpoint'
                    : 'as all services'
              }
            />
          ))}
        </fieldset>
      ) : null}
    </>
  )
}

function ProxyFields({ form }: { readonly form: DraftForm }) {
  const { draft, change, secrets, changeSecret, left, faultOf } = form
  return (
    <>
      <SwitchField
        label="Proxy"
        hint="It is asked to CONNECT; what is said to AWS stays encrypted up to AWS, unless the proxy inspects TLS."
        checked={draft.proxy}
        onChange={(proxy) => change({ proxy })}
      />
      {draft.proxy ? (
        <div className={styles.fields}>
          <DraftField
            form={form}
            field="proxyUrl"
            path="proxy.url"
            label="Address of the proxy"
            placeholder="http://proxy.example.com:8080"
          />
          <DraftField
            form={form}
            field="proxyUser"
            path="proxy.user"
            label="User of the proxy"
            mono={false}
            hint="Empty where the proxy asks for none."
          />
          <SecretField
            label="Password of the proxy"
            secret={secrets.proxyPassword}
            onChange={(secret) => changeSecret('proxyPassword', secret)}
            onBlur={() => left('proxyPassword')}
            error={faultOf('proxyPassword')}
            hint="Kept by the key store of this system; without one, until Rootkeep ends."
          />
        </div>
      ) : null}
    </>
  )
}
