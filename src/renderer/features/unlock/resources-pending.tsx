import { Skeleton } from '../../ui/skeleton.tsx'
import styles from './resources-pending.module.css'

const widths = [260, 210, 300, 240, 190]

/** The place of a list that is being read, and what is done meanwhile. */
export function ResourcesPending({ what }: { readonly what: string }) {
  return (
    <div className={styles.pending} aria-busy="true">
      <p role="status">{what}</p>
      {widths.map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  )
}
