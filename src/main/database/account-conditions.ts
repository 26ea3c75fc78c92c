import type { AccountFilter, AccountSort } from '../../shared/domain/account-query.ts'
import type { OrganizationId } from '../../shared/domain/accounts.ts'
import { maskOf } from './verdicts.ts'

/**
 * The order of the table. Every order ends with the ID, so a page never repeats or skips an account;
 * what has no value comes last either way round. Column names come from this list only, never from the
 * request.
 */
export function orderBy({ key, descending }: AccountSort): string {
  const direction = descending ? 'DESC' : 'ASC'
  const column = sortColumns[key]
  if (nullable.has(key)) {
    const nullsLast = descending ? '' : `${column} IS NULL, `
    return `${nullsLast}${column} ${direction}, id ${direction}`
  }
  const second = key === 'posture' || key === 'state' ? `, name COLLATE NOCASE ${direction}` : ''
  return `${column} ${direction}${second}, id ${direction}`
}

const sortColumns: Record<AccountSort['key'], string> = {
  posture: 'posture_rank',
  name: 'name COLLATE NOCASE',
  id: 'id',
  unit: 'unit_path COLLATE NOCASE',
  state: 'state',
  password: 'password',
  accessKeys: 'key_count',
  mfaDevices: 'mfa_count',
  signingCertificates: 'certificate_count',
  oldest: 'oldest_at',
  lastUsed: 'last_used_at',
  observedAt: 'observed_at',
}
const nullable: ReadonlySet<AccountSort['key']> = new Set([
  'password',
  'accessKeys',
  'mfaDevices',
  'signingCertificates',
  'oldest',
  'lastUsed',
  'observedAt',
])

/** The filter as SQL, with the index that a read of it is to be made to use, or `''`. */
export type Conditions = {
  readonly sql: string
  readonly values: Record<string, string | number>
  readonly index: string
}

/**
 * The filter as SQL. Values are always bound, never written into the text.
 *
 * A search looks through every account. Where nothing else narrows it, a narrow index that holds the
 * searched text is read instead of the wide rows; the planner does not see that by itself.
 */
export function conditionsOf(organizationId: OrganizationId, filter: AccountFilter): Conditions {
  const parts = ['organization_id = $organizationId']
  const values: Record<string, string | number> = { organizationId }
  if (!filter.includeLeft) parts.push('present = 1')
  const oneOf = (column: string, name: string, wanted: readonly string[]) => {
    if (wanted.length === 0) return
    const names = wanted.map((value, index) => {
      values[`${name}${index}`] = value
      return `$${name}${index}`
    })
    parts.push(`${column} IN (${names.join(', ')})`)
  }
  oneOf('posture', 'posture', filter.postures)
  oneOf('state', 'state', filter.states)
  if (filter.findings.length > 0) {
    parts.push('findings_mask & $findings > 0')
    values['findings'] = maskOf(filter.findings)
  }
  // Everything is below a root.
  const unitId = filter.unitId?.startsWith('r-') ? null : filter.unitId
  if (unitId !== null) {
    parts.push(`parent_id IN (
      WITH RECURSIVE below (id) AS (
        SELECT $unitId
        UNION SELECT units.id FROM units JOIN below ON units.parent_id = below.id
          WHERE units.organization_id = $organizationId
      ) SELECT id FROM below)`)
    values['unitId'] = unitId
  }
  if (filter.tag !== null) {
    const tag = filter.tag.toLowerCase()
    parts.push('instr(search_text || char(10), $tag) > 0')
    values['tag'] = tag.includes('=') ? `\n${tag}\n` : `\n${tag}=`
  }
  const words = filter.search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  words.forEach((word, index) => {
    parts.push(`instr(search_text, $word${index}) > 0`)
    values[`word${index}`] = word
  })
  const narrowed =
    unitId !== null || filter.postures.length + filter.states.length + filter.findings.length > 0
  const searches = !narrowed && !filter.includeLeft && (words.length > 0 || filter.tag !== null)
  return {
    sql: parts.join(' AND '),
    values,
    index: searches ? 'INDEXED BY accounts_by_search' : '',
  }
}
