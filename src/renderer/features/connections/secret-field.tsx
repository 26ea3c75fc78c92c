import { KeyRound } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { SecretDraft } from './secret-draft.ts'
import styles from './connection-form.module.css'

type SecretFieldProps = {
  readonly label: string
  readonly secret: SecretDraft
  readonly onChange: (secret: SecretDraft) => void
  readonly onBlur: () => void
  readonly error: string | null
  readonly hint: string
}

/** A secret goes in and never comes back: one that is kept can be replaced or forgotten, not looked at. */
export function SecretField({ label, secret, onChange, onBlur, error, hint }: SecretFieldProps) {
  const { kept, change, typed } = secret
  if (!kept || change === 'replace') {
    return (
      <div className={styles.secret}>
        <TextField
          type="password"
          label={label}
          value={typed}
          onChange={(next) => onChange({ ...secret, typed: next })}
          onBlur={onBlur}
          error={error}
          hint={kept ? 'It replaces the one that is kept.' : hint}
        />
        {kept ? (
          <Button
            look="quiet"
            onClick={() => onChange({ ...secret, change: 'none', typed: '' })}
            aria-label={`Keep the old one: ${label}`}
          >
            Keep the old one
          </Button>
        ) : null}
      </div>
    )
  }
  const forgets = change === 'forget'
  return (
    <div className={styles.secret} role="group" aria-label={label}>
      <p className={styles.label}>{label}</p>
      <div className={styles.line}>
        <KeyRound className={styles.lineIcon} aria-hidden />
        <span>{forgets ? 'Will be forgotten when you save' : 'Kept'}</span>
        {forgets ? (
          <Button look="quiet" onClick={() => onChange({ ...secret, change: 'none' })}>
            Keep it
          </Button>
        ) : (
          <>
            <Button look="quiet" onClick={() => onChange({ ...secret, change: 'replace' })}>
              Replace
            </Button>
            <Button look="quiet" onClick={() => onChange({ ...secret, change: 'forget' })}>
              Forget
            </Button>
          </>
        )}
      </div>
      {error === null ? null : <p className={styles.fault}>{error}</p>}
    </div>
  )
}
