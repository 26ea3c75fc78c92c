import { z } from 'zod'
import type { TextFile } from '../../../shared/domain/approvals.ts'
import type { Instant } from '../../../shared/domain/accounts.ts'
import { ConnectionSettings } from '../../../shared/domain/connections.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../../shared/ipc/result.ts'
import { jsonOf } from './json-value.ts'
import { checkSettings } from './settings-check.ts'

const format = 'rootkeep-connections'
const version = 1

const ConnectionFile = z.strictObject({
  format: z.literal(format),
  version: z.literal(version),
  exportedAt: z.string(),
  connections: z.array(ConnectionSettings).min(1).max(50),
})

/** Connections as a file to hand on. SECURITY: settings hold no secret, and nothing else is written. */
export function connectionFile(connections: readonly ConnectionSettings[], at: Instant): TextFile {
  const file = { format, version, exportedAt: at, connections }
  return {
    name: `rootkeep-connections-${at.slice(0, 10)}.json`,
    text: `${JSON.stringify(file, null, 2)}\n`,
  }
}

/** Reads such a file. Errors: `connection-unreadable`; those of `checkSettings`, with the connection named. */
export function readConnectionFile(text: string): Outcome<ConnectionSettings[]> {
  const value = jsonOf(text)
  const read = ConnectionFile.safeParse(value)
  if (!read.success) {
    return fail(failureOf('connection-unreadable', { message: whyUnreadable(value) }))
  }
  const connections: ConnectionSettings[] = []
  for (const settings of read.data.connections) {
    const checked = checkSettings(settings)
    if (!checked.ok) {
      const message = `The connection “${settings.name}” of the file cannot be kept. ${checked.error.message}`
      return fail({ ...checked.error, message })
    }
    connections.push(checked.value)
  }
  return succeed(connections)
}

function whyUnreadable(value: unknown): string | undefined {
  const head = z.looseObject({ format: z.literal(format), version: z.int() }).safeParse(value)
  if (!head.success) return undefined
  return head.data.version > version
    ? 'This file was written by a newer version of Rootkeep.'
    : 'A connection in this file has a setting that cannot be read.'
}
