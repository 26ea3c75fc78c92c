import { ShieldCheck } from 'lucide-react'
import { countedOf } from '../../format/count.ts'
import { rootkeep } from '../../state/client.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import type { CaBundle } from './connection-draft.ts'
import styles from './connection-form.module.css'

type CaBundleFieldProps = {
  readonly bundle: CaBundle | null
  readonly onChange: (bundle: CaBundle | null) => void
}

/** The certificate authorities that are trusted besides those of the system, picked outside of the page. */
export function CaBundleField({ bundle, onChange }: CaBundleFieldProps) {
  const choose = useCommand(() => rootkeep.connections.chooseCaBundle())
  return (
    <div className={styles.part} role="group" aria-label="CA bundle">
      <p className={styles.label}>CA bundle</p>
      <p className={styles.quiet}>
        Where a proxy inspects TLS: the authority that signs its certificates, as a PEM file.
        Whoever holds its key can read what this connection asks and what AWS answers.
      </p>
      {bundle === null ? null : (
        <div className={styles.line}>
          <ShieldCheck className={styles.lineIcon} aria-hidden />
          <span>
            {countedOf(bundle.subjects.length, 'certificate')} trusted besides the system’s
          </span>
        </div>
      )}
      {bundle && bundle.subjects.length > 0 ? (
        <ul className={styles.subjects} aria-label="Subjects">
          {[...new Set(bundle.subjects)].map((subject) => (
            <li key={subject}>{subject}</li>
          ))}
        </ul>
      ) : null}
      <div className={styles.line}>
        <Button
          pending={choose.pending}
          onClick={() => choose.send(undefined, (chosen) => chosen && onChange(chosen))}
        >
          {bundle === null ? 'Choose a file…' : 'Choose another file…'}
        </Button>
        {bundle === null ? null : (
          <Button look="quiet" onClick={() => onChange(null)}>
            Trust it no longer
          </Button>
        )}
      </div>
      {choose.failure ? <FailurePanel failure={choose.failure} /> : null}
    </div>
  )
}
