import type { AccountRow } from '../../../shared/domain/account-query.ts'
import { countOf } from '../../format/count.ts'
import { stateLabel } from '../../format/labels.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import styles from './account-cells.module.css'

/** The name, and what sets the account apart from the rest. */
export function AccountCell({ row }: { readonly row: AccountRow }) {
  return (
    <span className={styles.account} title={`${row.name}, ${row.email}`}>
      <span className={styles.name}>{row.name}</span>
      {markOf(row).map((mark) => (
        <span key={mark} className={styles.mark}>
          {mark}
        </span>
      ))}
    </span>
  )
}

/**
 * Present, absent, or not known: never the same for the last two. What was seen before a look failed is
 * in the inspector; here it would read as if it still held.
 */
export function PresenceCell({
  present,
  row,
}: {
  readonly present: boolean | null
  readonly row: AccountRow
}) {
  if (present === null || row.posture === 'unknown') return <NotKnown row={row} />
  return present ? (
    <span className={styles.present}>Yes</span>
  ) : (
    <span className={styles.absent}>No</span>
  )
}

/** How many there are; at least so many where the details could not be read. */
export function CountCell({
  count,
  row,
}: {
  readonly count: number | null
  readonly row: AccountRow
}) {
  if (count === null || row.posture === 'unknown') return <NotKnown row={row} />
  if (count === 0) return <span className={styles.absent}>0</span>
  return (
    <span className={styles.present}>
      {row.detailsMissing ? '≥ ' : ''}
      {countOf(count)}
    </span>
  )
}

export function AgeCell({
  at,
  form,
}: {
  readonly at: string | null
  readonly form: 'ago' | 'age'
}) {
  return at === null ? (
    <span className={styles.absent}>–</span>
  ) : (
    <RelativeTime at={at} form={form} />
  )
}

function NotKnown({ row }: { readonly row: AccountRow }) {
  // Not a gap in the knowledge: nobody can or needs to look there.
  if (row.posture === 'not-applicable') return <span className={styles.absent}>–</span>
  return (
    <span className={styles.notKnown} title="Not known">
      ?<span className="visually-hidden"> not known</span>
    </span>
  )
}

function markOf(row: AccountRow): string[] {
  return [
    row.isManagement ? 'management' : null,
    row.isDelegatedAdministrator ? 'delegate' : null,
    row.leftAt !== null ? 'left' : null,
    row.state === 'ACTIVE' ? null : stateLabel[row.state].toLowerCase(),
  ].filter((mark) => mark !== null)
}
