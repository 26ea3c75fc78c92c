import type { PolicyContext } from '../../../shared/policy/policy-context.ts'
import type { PolicyView } from './policy-view.ts'
import { accessRows, type Access } from './access-rows.ts'
import styles from './access-table.module.css'

type AccessTableProps = {
  readonly context: PolicyContext
  readonly now: PolicyView
  /** Null while it is not known what the policy becomes. */
  readonly afterwards: PolicyView | null
}

/** Who of the owning account can do what, now and afterwards, as far as the policy decides it. */
export function AccessTable({ context, now, afterwards }: AccessTableProps) {
  const rows = accessRows(context, now, afterwards)
  return (
    <table className={styles.table}>
      <caption className={styles.caption}>
        Who in account {context.accountId} can do what, as far as this policy decides it
      </caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Now</th>
          <th scope="col">Afterwards</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.what}>
            <th scope="row">{row.what}</th>
            <Who access={row.now} />
            <Who access={row.afterwards} changes={row.changes} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type WhoProps = { readonly access: Access; readonly changes?: boolean }

function Who({ access: { words, breadth }, changes = false }: WhoProps) {
  return (
    <td data-breadth={breadth ?? 'unknown'} data-changes={changes || undefined}>
      {words}
    </td>
  )
}
