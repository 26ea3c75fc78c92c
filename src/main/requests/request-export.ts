import type { ListedRequest, RequestFilter } from '../../shared/domain/requests.ts'
import { csvCell, csvLine } from '../csv.ts'
import type { LedgerPart } from '../database/ledger.ts'
import type { Store } from '../database/store.ts'

const sliceLength = 2000

/**
 * The calls of a part that fit a filter as a file, newest first, piece by piece: CSV with a line of names, or a JSON array of one object a line. What is recorded
 * after the first piece is not in it.
 */
export async function* requestPieces(
  requests: Pick<Store['requests'], 'before'>,
  part: LedgerPart,
  filter: RequestFilter,
  format: 'csv' | 'json',
): AsyncGenerator<string> {
  const { begin, piece, end } = format === 'csv' ? csv : json
  yield begin
  let first = true
  let below = Number.MAX_SAFE_INTEGER
  for (;;) {
    const slice = requests.before(part, filter, below, sliceLength)
    const last = slice.at(-1)
    if (!last) break
    yield piece(slice, first)
    first = false
    below = last.id
    await new Promise((resolve) => setImmediate(resolve))
  }
  yield end
}

const columns: readonly [name: string, read: (request: ListedRequest) => string | number | null][] =
  [
    ['at', (request) => request.at],
    ['service', (request) => request.service],
    ['operation', (request) => request.operation],
    ['account_id', (request) => request.accountId],
    ['region', (request) => request.region],
    ['status', (request) => request.status],
    ['error_code', (request) => request.errorCode],
    ['duration_ms', (request) => Math.round(request.durationMs)],
    ['attempt', (request) => request.attempt],
    ['request_id', (request) => request.requestId],
  ]

const csv = {
  begin: csvLine(columns.map(([name]) => name)),
  piece: (slice: readonly ListedRequest[]) =>
    slice
      .map((request) => csvLine(columns.map(([, read]) => csvCell(String(read(request) ?? '')))))
      .join(''),
  end: '',
}

const json = {
  begin: '[',
  piece: (slice: readonly ListedRequest[], first: boolean) =>
    slice
      .map((request, at) => `${first && at === 0 ? '\n' : ',\n'}${JSON.stringify(request)}`)
      .join(''),
  end: '\n]\n',
}
