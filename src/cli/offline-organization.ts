import type { SavedFilter } from '../shared/domain/account-query.ts'
import type { OrganizationId } from '../shared/domain/accounts.ts'
import { failureOf } from '../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../shared/ipc/result.ts'
import { readDatabase } from '../main/database/database-reader.ts'
import { readSavedFilters } from '../main/database/saved-filters.ts'
import { readFacts } from '../main/database/settings.ts'
import { openEvidence, type OpenEvidence } from '../main/reports/evidence/evidence-reader.ts'
import { namesConnection, type Options } from './arguments.ts'
import { connectionIdOf, keptConnections } from './kept-connection.ts'

/** What is known of an organization without asking anybody. */
export type OfflineOrganization = OpenEvidence & { readonly savedFilters: readonly SavedFilter[] }

/**
 * Opens what the data folder knows of the organization that the options name; without any, of the one that was connected last. Reads only, also while a
 * workstation is at work.
 *
 * Errors: `nothing-to-report`, `not-found`, those of `readDatabase`.
 */
export function openOffline(options: Options): Outcome<OfflineOrganization> {
  const { dataFolder } = options
  const opened = readDatabase(dataFolder, 'cache')
  if (!opened.ok) return opened
  if (!opened.value) return fail(failureOf('nothing-to-report'))
  const cache = opened.value
  try {
    const connection = connectionIn(options)
    if (!connection.ok) return connection
    const id = connection.value === null ? null : connectedTo(readFacts(cache.db), connection.value)
    if (connection.value !== null && id === null) {
      const message = `The cache knows no organization of the connection ${options.connection ?? connection.value}.`
      return fail(failureOf('nothing-to-report', { message }))
    }
    const evidence = openEvidence(dataFolder, id)
    if (!evidence.ok) return evidence
    const savedFilters = readSavedFilters(cache.db).list(evidence.value.organizationId)
    return succeed({ ...evidence.value, savedFilters })
  } catch (error) {
    return fail(cache.explain(error))
  } finally {
    cache.close()
  }
}

/** The ID of the connection that the options name; null where they name none. */
function connectionIn(options: Options): Outcome<string | null> {
  if (!namesConnection(options)) return succeed(null)
  if (options.connection === null) return connectionIdOf(options, [])
  const kept = keptConnections(options.dataFolder)
  return kept.ok ? connectionIdOf(options, kept.value) : kept
}

function connectedTo(
  { remembered }: ReturnType<typeof readFacts>,
  connectionId: string,
): OrganizationId | null {
  return remembered(`connection.organization.${connectionId}`) as OrganizationId | null
}
