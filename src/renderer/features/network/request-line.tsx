import { Copy } from 'lucide-react'
import { memo } from 'react'
import type { ListedRequest } from '../../../shared/domain/requests.ts'
import { exactOf } from '../../format/instant.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { toneOf } from './request-filter.ts'
import styles from './request-grid.module.css'

/** The columns, in their order. */
export const requestColumns = [
  'Time (UTC)',
  'Service',
  'Operation',
  'Account',
  'Region',
  'Status',
  'Error',
  'ms',
  'Attempt',
  'Request ID',
] as const

type RequestLineProps = {
  /** Undefined while it has not arrived: the line then holds its place. */
  readonly request: ListedRequest | undefined
  readonly index: number
  readonly top: number
  readonly active: boolean
}

/** One call as a line of the table. */
export const RequestLine = memo(function RequestLine({
  request,
  index,
  top,
  active,
}: RequestLineProps) {
  return (
    <div
      id={requestLineIdOf(index)}
      role="row"
      aria-rowindex={index + 2}
      aria-busy={request === undefined || undefined}
      data-index={index}
      data-active={active || undefined}
      data-tone={request ? toneOf(request) : undefined}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      {request ? <Cells request={request} /> : <Arriving index={index} />}
    </div>
  )
})

function Cells({ request }: { readonly request: ListedRequest }) {
  const { at, service, operation, accountId, region, status, errorCode } = request
  return (
    <>
      <Cell column="at">{exactOf(at).slice(0, -4)}</Cell>
      <Cell column="service">{service}</Cell>
      <Cell column="operation">{operation}</Cell>
      <Cell column="account">{accountId}</Cell>
      <Cell column="region">{region}</Cell>
      <Cell column="status">{status ?? 'No answer'}</Cell>
      <Cell column="error">{errorCode}</Cell>
      <Cell column="ms">{Math.round(request.durationMs)}</Cell>
      <Cell column="attempt">{request.attempt}</Cell>
      <div role="gridcell" className={styles.cell} data-column="request">
        {request.requestId === null ? null : (
          // With the keyboard, Enter copies the one of the active line: a table of stops for Tab would be none.
          <button
            type="button"
            tabIndex={-1}
            className={styles.copy}
            data-copy={request.requestId}
            title={`Copy the request ID ${request.requestId}`}
          >
            <span className={styles.id}>{request.requestId}</span>
            <Copy aria-hidden />
          </button>
        )}
      </div>
    </>
  )
}

type CellProps = { readonly column: string; readonly children: string | number | null }

function Cell({ column, children }: CellProps) {
  return (
    <div
      role="gridcell"
      className={styles.cell}
      data-column={column}
      title={column === 'error' || column === 'operation' ? (children ?? '').toString() : undefined}
    >
      {children}
    </div>
  )
}

function Arriving({ index }: { readonly index: number }) {
  return (
    <div role="gridcell" className={styles.cell} aria-colspan={requestColumns.length}>
      <Skeleton width={160 + ((index * 37) % 120)} />
      <span className="visually-hidden">Loading</span>
    </div>
  )
}

/** The ID of a line, for aria-activedescendant. */
export function requestLineIdOf(index: number): string {
  return `request-line-${index}`
}
