import { fingerprintGroups } from '../format/fingerprint.ts'
import { Copyable } from './copyable.tsx'
import styles from './fingerprint.module.css'

/** A fingerprint set large and in groups, so that two people can compare it to the end by eye or on the telephone. */
export function Fingerprint({ value }: { readonly value: string }) {
  return (
    <div className={styles.fingerprint}>
      <ol className={styles.groups} aria-label="Fingerprint">
        {fingerprintGroups(value).map((group, index) => (
          <li key={index} className={styles.group}>
            {group}
          </li>
        ))}
      </ol>
      <Copyable value={value} what="fingerprint" />
    </div>
  )
}
