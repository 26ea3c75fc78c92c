import type { Contact } from '../../../shared/domain/connections.ts'
import { countedOf } from '../../format/count.ts'

/** Who contacts a host, in the order in which it is told. */
export const contactWays = ['direct', 'proxy', 'browser'] as const satisfies Contact['via'][]

/** Who contacts it. */
export const contactWayLabel = {
  direct: 'Rootkeep, from this computer',
  proxy: 'The proxy, asked by Rootkeep to CONNECT',
  browser: 'The browser of the person who signs in',
} as const satisfies Record<Contact['via'], string>

/** What Rootkeep itself contacts, directly or through a proxy. */
export function ownContactsOf(contacts: readonly Contact[]): readonly Contact[] {
  return contacts.filter(({ via }) => via !== 'browser')
}

/** What would be contacted, as a text for whoever keeps the firewall: by who contacts it, each a table in columns. */
export function contactsText(name: string, contacts: readonly Contact[]): string {
  const title = name.trim() === '' ? 'a connection' : `the connection “${name.trim()}”`
  return [
    `Rootkeep contacts ${countedOf(ownContactsOf(contacts).length, 'host')} for ${title}, and no other. Every connection is outbound TCP.`,
    ...contactWays.flatMap((way) =>
      part(
        `${contactWayLabel[way]}:`,
        contacts.filter(({ via }) => via === way),
      ),
    ),
    '',
  ].join('\n')
}

function part(title: string, contacts: readonly Contact[]): string[] {
  if (contacts.length === 0) return []
  const rows = [
    ['HOST', 'PORT', 'PROTOCOL', 'WHAT', 'WHEN'],
    ...contacts.map(({ host, port, protocol, what, when }) => [
      host,
      String(port),
      protocol.toUpperCase(),
      what,
      when,
    ]),
  ]
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  return [
    '',
    title,
    ...rows.map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
  ]
}
