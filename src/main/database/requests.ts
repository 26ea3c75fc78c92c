import type { ListedRequest, RequestFacets, RequestFilter } from '../../shared/domain/requests.ts'
import type { ReadableDatabase } from './database.ts'
import { callOf, type CallRecord, type LedgerPart } from './ledger.ts'

/** How the calls of one operation went that ended in the same way. */
export type OperationCount = {
  readonly service: string
  readonly operation: string
  /** Null for those that were answered. */
  readonly errorCode: string | null
  readonly count: number
  readonly averageMs: number
  readonly longestMs: number
}

/** The calls of the ledger for people: of one part, filtered, newest first. There are at most `ledgerBound`, so a filter may look at each of them. */
export function createRequests(db: ReadableDatabase) {
  const services = db.prepare<PartValues, { service: string; count: number }>(
    `SELECT service, count(*) AS count FROM calls WHERE ${inPart} GROUP BY service ORDER BY service`,
  )
  const oldest = db.prepare<PartValues, { at: string }>(
    `SELECT at FROM calls WHERE ${inPart} ORDER BY id LIMIT 1`,
  )
  const totals = db.prepare<PartValues, Omit<RequestFacets, 'since' | 'services'>>(`
    SELECT count(*) AS total, count(*) FILTER (WHERE ${outcomes.refused}) AS refused,
      count(*) FILTER (WHERE ${outcomes.failed}) AS failed,
      count(*) FILTER (WHERE ${outcomes.throttled}) AS throttled
    FROM calls WHERE ${inPart}`)
  const operations = db.prepare<[], OperationCount>(`
    SELECT service, operation, error_code AS errorCode, count(*) AS count, avg(duration_ms) AS averageMs,
      max(duration_ms) AS longestMs
    FROM calls GROUP BY service, operation, error_code ORDER BY service, operation, count DESC`)

  return {
    /** A part of the calls that fit, and how many fit; with `upTo` none that came after the call with this ID. */
    page(
      part: LedgerPart,
      filter: RequestFilter,
      offset: number,
      limit: number,
      upTo: number | null = null,
    ): { readonly total: number; readonly requests: ListedRequest[] } {
      const { where, values } = conditionOf(part, filter, upTo)
      const requests = db
        .prepare<unknown[], CallRecord>(
          `SELECT * FROM calls WHERE ${where} ORDER BY id DESC LIMIT ? OFFSET ?`,
        )
        .all(...values, limit, offset)
      // Where the end was seen, nothing has to be gone through once more to be counted.
      if (requests.length < limit && (requests.length > 0 || offset === 0)) {
        return { total: offset + requests.length, requests: requests.map(listed) }
      }
      const counted = db
        .prepare<unknown[], { total: number }>(`SELECT count(*) AS total FROM calls WHERE ${where}`)
        .get(...values)
      return { total: counted?.total ?? 0, requests: requests.map(listed) }
    },

    /** Up to `limit` of the calls that fit, with IDs below `id`, newest first: for reading all of them in slices. */
    before(part: LedgerPart, filter: RequestFilter, id: number, limit: number): ListedRequest[] {
      const { where, values } = conditionOf(part, filter)
      return db
        .prepare<unknown[], CallRecord>(
          `SELECT * FROM calls WHERE ${where} AND id < ? ORDER BY id DESC LIMIT ?`,
        )
        .all(...values, id, limit)
        .map(listed)
    },

    /** Counts over all calls of a part. */
    facets(part: LedgerPart): RequestFacets {
      const values = valuesOf(part)
      return {
        ...(totals.get(...values) ?? noCalls),
        since: oldest.get(...values)?.at ?? null,
        services: services.all(...values),
      }
    },

    /** How the calls of all parts went, by operation and error code. */
    operations: (): OperationCount[] => operations.all(),
  }
}

const inPart = '(organization_id = ? OR (organization_id IS NULL AND connection_id IS ?))'

type PartValues = [organizationId: string | null, connectionId: string | null]

function valuesOf({ organizationId, connectionId }: LedgerPart): PartValues {
  return [organizationId, connectionId]
}

const noCalls = { total: 0, refused: 0, failed: 0, throttled: 0 }

function listed(record: CallRecord): ListedRequest {
  return { id: record.id, ...callOf(record) }
}

/** A root user without a password is an answer to the question whether it has one. */
const answered =
  "(error_code IS NULL OR (operation = 'GetLoginProfile' AND error_code LIKE 'NoSuchEntity%'))"

/** AWS asked for fewer calls: in the codes of its services, or by the status that means it. */
const throttled =
  "(error_code IS NOT NULL AND (status IS 429 OR error_code IN ('Throttling', 'ThrottlingException', 'TooManyRequestsException', 'RequestLimitExceeded', 'RequestThrottled', 'SlowDown')))"

const outcomes: Readonly<Record<RequestFilter['outcome'], string | null>> = {
  all: null,
  answered,
  // AWS was reached and said no.
  refused: `NOT ${answered} AND NOT ${throttled} AND status BETWEEN 400 AND 499`,
  // No answer, none that could be read, or a fault of AWS.
  failed: `NOT ${answered} AND NOT ${throttled} AND coalesce(status, 0) NOT BETWEEN 400 AND 499`,
  throttled,
}

const searched = ['operation', 'account_id', 'request_id', 'region', 'error_code']

function conditionOf(
  part: LedgerPart,
  filter: RequestFilter,
  upTo: number | null = null,
): { where: string; values: unknown[] } {
  const conditions: string[] = [inPart]
  const values: unknown[] = valuesOf(part)
  if (filter.services.length > 0) {
    conditions.push(`service IN (${filter.services.map(() => '?').join(', ')})`)
    values.push(...filter.services)
  }
  const outcome = outcomes[filter.outcome]
  if (outcome !== null) conditions.push(outcome)
  const text = filter.text.trim()
  if (text !== '') {
    const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
    conditions.push(
      `(${searched.map((column) => String.raw`${column} LIKE ? ESCAPE '\'`).join(' OR ')})`,
    )
    values.push(...searched.map(() => pattern))
  }
  if (filter.since !== null) {
    conditions.push('at >= ?')
    values.push(filter.since)
  }
  if (upTo !== null) {
    conditions.push('id <= ?')
    values.push(upTo)
  }
  return { where: conditions.join(' AND '), values }
}
