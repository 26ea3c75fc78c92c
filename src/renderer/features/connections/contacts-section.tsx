import { useQuery } from '@tanstack/react-query'
import type { ConnectionSettings } from '../../../shared/domain/connections.ts'
import { failureFrom } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { HandoutButtons } from '../../ui/text-handout.tsx'
import { useSettled } from '../reports/use-settled.ts'
import { ContactTables } from './contact-tables.tsx'
import { contactsText } from './contacts-text.ts'
import styles from './connection-form.module.css'

/** What the connection would contact as it is typed, for whoever keeps the firewall. Follows the draft while it is in order. */
export function ContactsSection({ settings }: { readonly settings: ConnectionSettings | null }) {
  const settled = useSettled(settings, 400)
  return (
    <Disclosure title="What would be contacted" note={settings === null ? 'not known yet' : null}>
      {settled === null ? (
        <p className={styles.quiet}>
          The list stands here as soon as every field above is as it must be.
        </p>
      ) : (
        <ContactList settings={settled} outdated={settings === null} />
      )}
    </Disclosure>
  )
}

type ContactListProps = {
  readonly settings: ConnectionSettings
  /** True while what is typed is not in order, so that this is what was before. */
  readonly outdated: boolean
}

function ContactList({ settings, outdated }: ContactListProps) {
  const { data, error, refetch } = useQuery(reads.contactsOf(settings))
  if (error) return <FailurePanel failure={failureFrom(error)} onRetry={() => void refetch()} />
  if (!data) return null
  return (
    <div className={styles.part}>
      <div className={styles.line}>
        <span className={styles.quiet}>
          Rootkeep refuses to contact anything else.
          {outdated ? ' As it was before the field that is wrong.' : ''}
        </span>
        <HandoutButtons
          label="what would be contacted"
          name="rootkeep-contacts.txt"
          text={contactsText(settings.name, data)}
        />
      </div>
      <ContactTables contacts={data} />
    </div>
  )
}
