import { failureOf } from '../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../shared/ipc/result.ts'
import { readConnections, type KeptConnection } from '../main/database/connections.ts'
import { readDatabase } from '../main/database/database-reader.ts'
import { connectionNamed } from '../main/identity/connections/connection-names.ts'
import { plainLine } from '../main/plain-line.ts'
import { connectionOf, type Options } from './arguments.ts'

/** The ID of the connection that the options name; a kept one by its name. Errors: `not-found`. */
export function connectionIdOf(
  options: Pick<Options, 'connection' | 'practice' | 'profile'>,
  kept: readonly KeptConnection[],
): Outcome<string> {
  const { connection } = options
  if (connection === null) return succeed(connectionOf(options))
  const found = connectionNamed(connection, kept)
  if (found) return succeed(found.id)
  const message = `No connection named ${connection} is kept in this data folder.`
  const names = kept.map(({ settings }) => plainLine(settings.name))
  const remedy =
    names.length === 0
      ? 'Connections are made in the window; --profile, --endpoint-url and --practice need none.'
      : `Name one that is kept: ${names.join(', ')}.`
  return fail({ ...failureOf('not-found', { message }), remedy })
}

/** The connections that a data folder keeps, read beside a workstation that may be at work. Errors: those of `readDatabase`. */
export function keptConnections(dataFolder: string): Outcome<KeptConnection[]> {
  const opened = readDatabase(dataFolder, 'record')
  if (!opened.ok) return opened
  const record = opened.value
  if (!record) return succeed([])
  try {
    // The first version of the record kept none.
    return succeed(record.version < 2 ? [] : readConnections(record.db).list().connections)
  } catch (error) {
    return fail(record.explain(error))
  } finally {
    record.close()
  }
}
