/** Reads a cursor of rows that are ordered by account, account by account: asked for them in the same order, it goes through the rows once. */
export type AccountCursor<Row> = {
  /** The rows of one account. Those of accounts before it are passed over. */
  of(accountId: string): Row[]
  close(): void
}

const none: readonly never[] = []

/** @param rows ordered by account ID, compared as SQLite compares text: digits as they are. */
export function accountCursor<Row extends { readonly account_id: string }>(
  rows: IterableIterator<Row>,
): AccountCursor<Row> {
  let next = rows.next()
  return {
    of(accountId) {
      while (!next.done && next.value.account_id < accountId) next = rows.next()
      if (next.done || next.value.account_id !== accountId) return none as never[]
      const found: Row[] = []
      while (!next.done && next.value.account_id === accountId) {
        found.push(next.value)
        next = rows.next()
      }
      return found
    },
    close: () => void rows.return?.(),
  }
}
