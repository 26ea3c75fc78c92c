import { useQuery } from '@tanstack/react-query'
import type { Contact } from '../../../shared/domain/connections.ts'
import { countedOf } from '../../format/count.ts'
import { failureFrom } from '../../state/client.ts'
import { requestReads } from '../../state/request-reads.ts'
import { useSession } from '../../state/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { HandoutButtons } from '../../ui/text-handout.tsx'
import { contactsText } from '../connections/contacts-text.ts'
import { showSetting } from '../settings/show-setting.ts'
import styles from './network-tab.module.css'

/** What the open connection may contact, for the firewall team. */
export function ContactsPart() {
  const connection = useSession(({ session }) => session?.connection ?? null)
  const open = useSession(({ session }) => session?.connectionState === 'connected')
  const { data, error, refetch } = useQuery({
    ...requestReads.contacts(connection?.id ?? ''),
    enabled: connection !== null && open,
  })
  if (connection === null || !open) {
    return (
      <EmptyState
        title="No connection is open"
        action={<Button onClick={() => showSetting('connection')}>Choose a connection</Button>}
      >
        What would be contacted follows from the connection. Its form shows the list before it is
        opened, too.
      </EmptyState>
    )
  }
  return (
    <div className={styles.part}>
      {error ? (
        <FailurePanel
          title="The list could not be read."
          failure={failureFrom(error)}
          onRetry={() => void refetch()}
        />
      ) : null}
      {data ? (
        <>
          <div className={styles.lead}>
            <p>
              {countedOf(data.length, 'place')} that <strong>{connection.name}</strong> may contact.
              Anything else is refused. The window itself has no way to the network; there is no
              telemetry and no update check.
            </p>
            <span className={styles.buttons}>
              <HandoutButtons
                label="what would be contacted"
                name="rootkeep-contacts.txt"
                text={contactsText(connection.name, data)}
              />
            </span>
          </div>
          <ContactTable contacts={data} />
        </>
      ) : null}
    </div>
  )
}

function ContactTable({ contacts }: { readonly contacts: readonly Contact[] }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Host</th>
          <th scope="col" className={styles.end}>
            Port
          </th>
          <th scope="col">Protocol</th>
          <th scope="col">What</th>
          <th scope="col">When</th>
          <th scope="col">By</th>
        </tr>
      </thead>
      <tbody>
        {contacts.map(({ host, port, protocol, what, when, via }) => (
          <tr key={`${protocol} ${host} ${port} ${via} ${what}`}>
            <td>
              <Copyable value={host} what="host" />
            </td>
            <td className={styles.end}>{port}</td>
            <td>{protocol.toUpperCase()}</td>
            <td>{what}</td>
            <td>{when}</td>
            <td className={styles.whole}>{via === 'proxy' ? 'The proxy' : 'This computer'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
