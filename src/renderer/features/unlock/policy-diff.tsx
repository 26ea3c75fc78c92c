import type { PolicyText } from '../../../shared/domain/plans.ts'
import { Copyable } from '../../ui/copyable.tsx'
import styles from './policy-diff.module.css'

type PolicyDiffProps = {
  /** Null where there is no policy. */
  readonly before: PolicyText | null
  readonly after: PolicyText | null
}

/** A policy as it is and as it will be, side by side, byte for byte. */
export function PolicyDiff({ before, after }: PolicyDiffProps) {
  return (
    <div className={styles.sides}>
      <Side title="Before" policy={before} none="There is no policy." />
      <Side title="After" policy={after} none="The policy is deleted." />
    </div>
  )
}

type SideProps = {
  readonly title: string
  readonly policy: PolicyText | null
  readonly none: string
}

function Side({ title, policy, none }: SideProps) {
  return (
    <section className={styles.side} aria-label={`Policy ${title.toLowerCase()}`}>
      <header className={styles.head}>
        <h4>{title}</h4>
        {policy ? <Copyable value={policy.sha256} what={`SHA-256 of the policy, ${title}`} /> : null}
      </header>
      {policy ? (
        <pre className={styles.text} tabIndex={0}>
          {policy.text}
        </pre>
      ) : (
        <p className={styles.none}>{none}</p>
      )}
    </section>
  )
}
