import { exactOf } from '../../format/instant.ts'
import { useBundle } from '../../state/bundle-store.ts'
import { Copyable } from '../../ui/copyable.tsx'
import styles from './bundle-context.module.css'

/** In the context bar, in place of the session: which organization a bundle shows, and as of when. */
export function BundleContext() {
  const manifest = useBundle(({ viewed }) => viewed?.manifest ?? null)
  if (manifest === null) return null
  return (
    <div className={styles.context}>
      <span className={styles.name}>Evidence bundle</span>
      <Copyable
        value={manifest.organizationId}
        what={manifest.redacted ? 'pseudonym of the organization' : 'organization ID'}
      />
      <span className={styles.at} title="Ages are counted to this instant">
        as of {exactOf(manifest.question.at)}
      </span>
    </div>
  )
}
