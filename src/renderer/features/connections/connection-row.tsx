import type { Connection } from '../../../shared/domain/connections.ts'
import { connectionKindLabel } from '../../format/labels.ts'
import { useSession } from '../../state/session-store.ts'
import { ConnectionSwatch } from '../../ui/connection-swatch.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { ConnectionActions } from './connection-actions.tsx'
import { standingLabel, standingOf } from './connection-standing.ts'
import type { Connecting } from '../sign-in/connect.ts'
import { useConnectionWork } from './use-connection-work.ts'
import styles from './connection-row.module.css'

type ConnectionRowProps = {
  readonly connection: Connection
  /** Why it cannot be used as it stands; null where it can. */
  readonly problem: string | null
  readonly connecting: Connecting
}

/** One way to an organization: what it is, how it stands, and what can be done with it. */
export function ConnectionRow({ connection, problem, connecting }: ConnectionRowProps) {
  const session = useSession((store) => store.session)
  const work = useConnectionWork(connection)
  const standing = standingOf(connection, session)
  const { name, kind, detail, organizationId, partition, colour } = connection
  return (
    <li
      className={styles.row}
      data-current={session?.connection?.id === connection.id || undefined}
      data-standing={standing}
    >
      <span className={styles.mark}>
        <ConnectionSwatch colour={colour} />
      </span>
      <div className={styles.what}>
        <p className={styles.head}>
          <span className={styles.name}>{name}</span>
          {standingLabel[standing] === null ? null : (
            <span className={styles.standing}>{standingLabel[standing]}</span>
          )}
        </p>
        <p className={styles.detail}>
          {connectionKindLabel[kind]}
          {detail === '' ? '' : ` · ${detail}`}
        </p>
        {problem === null ? null : <p className={styles.problem}>{problem}</p>}
        {organizationId !== null || partition !== 'aws' ? (
          <p className={styles.facts}>
            {organizationId === null ? null : (
              <Copyable value={organizationId} what="organization ID" />
            )}
            {partition === 'aws' ? null : <span>Partition {partition}</span>}
          </p>
        ) : null}
      </div>
      {problem === null ? (
        <ConnectionActions
          connection={connection}
          standing={standing}
          connecting={connecting}
          work={work}
        />
      ) : null}
      {work.failure ? (
        <div className={styles.failure}>
          <FailurePanel failure={work.failure} />
        </div>
      ) : null}
    </li>
  )
}
