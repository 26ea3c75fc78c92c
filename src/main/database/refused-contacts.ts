import type { Instant } from '../../shared/domain/accounts.ts'
import type { RefusedContact } from '../../shared/domain/requests.ts'
import type { WritableDatabase } from './database.ts'

/** How many places are remembered: whoever asks for ever new ones does not fill the disk. */
const refusedContactsBound = 500

/** Keeps which places something in this process wanted to reach and was not let: once for each, with how often, the newest of them. */
export function createRefusedContacts(db: WritableDatabase, bound: number = refusedContactsBound) {
  const count = db.prepare(`
    INSERT INTO refused_contacts (host, port, by, at, count) VALUES ($host, $port, $by, $at, 1)
    ON CONFLICT (host, port, by) DO UPDATE SET at = excluded.at, count = count + 1`)
  const trim = db.prepare(`
    DELETE FROM refused_contacts WHERE (host, port, by) IN (
      SELECT host, port, by FROM refused_contacts ORDER BY at DESC, host LIMIT -1 OFFSET ?)`)
  const list = db.prepare<[], RefusedContact>(
    'SELECT at, host, port, by, count FROM refused_contacts ORDER BY at DESC, host',
  )

  return {
    record(contact: Pick<RefusedContact, 'host' | 'port' | 'by'>, at: Instant): void {
      const { host, port, by } = contact
      db.transaction(() => {
        count.run({ host: host.slice(0, 300), port, by: by.slice(0, 100), at })
        trim.run(bound)
      })
    },
    /** The newest first. */
    list: (): RefusedContact[] => list.all(),
  }
}
