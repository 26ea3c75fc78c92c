import { countedOf } from '../../../format/count.ts'
import type { LeftOut } from '../../../../shared/domain/plans.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import styles from './left-out.module.css'

/** So many lines are drawn; who needs the rest has the text of the plan. */
const mostDrawn = 500

/** The accounts that were asked for and are left out, each with why: nothing vanishes without a word. */
export function LeftOutList({ leftOut }: { readonly leftOut: readonly LeftOut[] }) {
  if (leftOut.length === 0) return null
  const drawn = leftOut.slice(0, mostDrawn)
  return (
    <Disclosure
      title="Left out"
      note={`${countedOf(leftOut.length, 'entry', 'entries')}, each with the reason`}
      open={leftOut.length <= 5}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">ID</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {drawn.map(({ accountId, accountName, reason }) => (
            <tr key={`${accountId} ${reason}`}>
              <th scope="row">{accountName || 'not known'}</th>
              <td className={styles.id}>{accountId}</td>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {leftOut.length > mostDrawn ? (
        <p className={styles.more}>
          {countedOf(leftOut.length - mostDrawn, 'further entry', 'further entries')}: see the text
          of the plan.
        </p>
      ) : null}
    </Disclosure>
  )
}
