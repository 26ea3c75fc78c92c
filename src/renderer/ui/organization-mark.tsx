import { TriangleAlert } from 'lucide-react'
import { useViewing } from '../state/bundle-store.ts'
import { useSession } from '../state/session-store.ts'
import { ConnectionSwatch } from './connection-swatch.tsx'
import styles from './organization-mark.module.css'

type OrganizationMarkProps = {
  /** The organization of what is confirmed, where it has one of its own; the session may be in another. */
  readonly of?: string
}

/**
 * Which organization a confirmation acts on: colour, name of the connection, organization ID. Stands at the same place in every
 * confirmation, so that the wrong one is noticed. Nothing while an evidence bundle is shown: there is nothing to act on.
 */
export function OrganizationMark({ of }: OrganizationMarkProps) {
  const connection = useSession(({ session }) => session?.connection ?? null)
  const organizationId = useSession(({ session }) => session?.organization?.id ?? null)
  const viewing = useViewing()
  if (viewing) return null
  if (of !== undefined && organizationId !== null && of !== organizationId) {
    return (
      <span className={styles.mark} data-differs>
        <TriangleAlert aria-hidden />
        <span className={styles.name}>Of another organization</span>
        <span className={styles.id}>{of}</span>
      </span>
    )
  }
  const id = of ?? organizationId
  if (connection === null && id === null) return null
  return (
    <span className={styles.mark} title="What this acts on">
      {connection ? <ConnectionSwatch colour={connection.colour} /> : null}
      <span className={styles.name}>{connection?.name ?? 'Not connected'}</span>
      {id === null ? null : <span className={styles.id}>{id}</span>}
    </span>
  )
}
