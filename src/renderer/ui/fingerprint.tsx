/* oxlint-disable react/no-array-index-key -- two groups may be the same; their place is their name */
import { Copy } from 'lucide-react'
import { fingerprintGroups } from '../format/fingerprint.ts'
import { copyText } from './copy-text.ts'
import { IconButton } from './icon-button.tsx'
import { showToast } from './toast-manager.ts'
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
      <IconButton
        label="Copy the fingerprint"
        icon={<Copy aria-hidden />}
        onClick={() =>
          void copyText(value).then((done) => done && showToast('Copied: the fingerprint'))
        }
      />
    </div>
  )
}
