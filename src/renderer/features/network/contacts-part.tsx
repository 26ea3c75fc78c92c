import { useQuery } from '@tanstack/react-query'
import { countedOf } from '../../format/count.ts'
import { failureFrom } from '../../state/client.ts'
import { requestReads } from '../../state/request-reads.ts'
import { useSession } from '../../state/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { HandoutButtons } from '../../ui/text-handout.tsx'
import { ContactTables } from '../connections/contact-tables.tsx'
import { contactsText, ownContactsOf } from '../connections/contacts-text.ts'
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
              Rootkeep may contact {countedOf(ownContactsOf(data).length, 'host')} for{' '}
              <strong>{connection.name}</strong>, and refuses anything else. The window itself has
              no way to the network; there is no telemetry and no update check.
            </p>
            <span className={styles.buttons}>
              <HandoutButtons
                label="what would be contacted"
                name="rootkeep-contacts.txt"
                text={contactsText(connection.name, data)}
              />
            </span>
          </div>
          <ContactTables contacts={data} />
        </>
      ) : null}
    </div>
  )
}
