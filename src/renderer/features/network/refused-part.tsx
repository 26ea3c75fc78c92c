import { useQuery } from '@tanstack/react-query'
import type { RefusedContact } from '../../../shared/domain/requests.ts'
import { countOf } from '../../format/count.ts'
import { exactOf } from '../../format/instant.ts'
import { failureFrom } from '../../state/client.ts'
import { requestReads } from '../../state/request-reads.ts'
import { Copyable } from '../../ui/copyable.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import styles from './network-tab.module.css'

/** What wanted out and was not let: nothing was sent to any of these. */
export function RefusedPart() {
  const { data, error, refetch } = useQuery(requestReads.refused())
  return (
    <div className={styles.part}>
      {error ? (
        <FailurePanel
          title="What was refused could not be read."
          failure={failureFrom(error)}
          onRetry={() => void refetch()}
        />
      ) : null}
      {data?.length === 0 ? (
        <EmptyState title="Nothing was refused">
          Whatever this process wants to contact has to be on the list of the open connection.
          Nothing wanted out that was not on it.
        </EmptyState>
      ) : null}
      {data && data.length > 0 ? (
        <>
          <p className={styles.lead}>
            These were not on the list of the open connection, so nothing was sent to them. A place
            that you expected here may be missing among the endpoints of the connection; one that
            you did not expect is worth a look.
          </p>
          <RefusedTable contacts={data} />
        </>
      ) : null}
    </div>
  )
}

function RefusedTable({ contacts }: { readonly contacts: readonly RefusedContact[] }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Last refused</th>
          <th scope="col">Host and port</th>
          <th scope="col">Wanted by</th>
          <th scope="col" className={styles.end}>
            Times
          </th>
        </tr>
      </thead>
      <tbody>
        {contacts.map(({ at, host, port, by, count }) => (
          <tr key={`${at} ${host} ${port} ${by}`}>
            <td className={styles.whole}>{exactOf(at)}</td>
            <td>
              <Copyable value={`${host}:${port}`} what="host and port" />
            </td>
            <td>{by === 'unknown' ? 'Not known' : by}</td>
            <td className={styles.end}>{countOf(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
