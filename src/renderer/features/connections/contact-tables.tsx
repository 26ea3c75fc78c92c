import type { Contact } from '../../../shared/domain/connections.ts'
import { Copyable } from '../../ui/copyable.tsx'
import { contactWayLabel, contactWays } from './contacts-text.ts'
import styles from './contact-tables.module.css'

/** What would be contacted, in a table for each of those who contact it. */
export function ContactTables({ contacts }: { readonly contacts: readonly Contact[] }) {
  return contactWays.map((way) => {
    const own = contacts.filter(({ via }) => via === way)
    return own.length === 0 ? null : (
      <ContactTable key={way} title={contactWayLabel[way]} contacts={own} />
    )
  })
}

type ContactTableProps = { readonly title: string; readonly contacts: readonly Contact[] }

function ContactTable({ title, contacts }: ContactTableProps) {
  return (
    <table className={styles.table}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">Host and port</th>
          <th scope="col">What</th>
          <th scope="col">When</th>
        </tr>
      </thead>
      <tbody>
        {contacts.map(({ host, port, protocol, what, when }) => (
          <tr key={`${protocol} ${host} ${port} ${what}`}>
            <th scope="row">
              <Copyable value={`${host}:${port}`} what="host and port" />
              {/* Anything else is HTTPS. */}
              {protocol === 'http' ? ' HTTP' : ''}
            </th>
            <td>{what}</td>
            <td>{when}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
