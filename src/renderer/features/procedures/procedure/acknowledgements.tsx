import type { PlanHead } from '../../../../shared/domain/plans.ts'
import { countOf } from '../../../format/count.ts'
import styles from './acknowledgements.module.css'

type AcknowledgementsProps = {
  readonly acknowledgements: PlanHead['acknowledgements']
  readonly acknowledged: ReadonlySet<string>
  readonly onChange: (acknowledged: ReadonlySet<string>) => void
}

/** One box for each item, and none for all: each has its own sentence to be read. */
export function Acknowledgements({
  acknowledgements,
  acknowledged,
  onChange,
}: AcknowledgementsProps) {
  if (acknowledgements.length === 0) return null
  const set = (itemId: string, on: boolean) => {
    const next = new Set(acknowledged)
    if (on) next.add(itemId)
    else next.delete(itemId)
    onChange(next)
  }
  return (
    <fieldset className={styles.list}>
      <legend className={styles.legend}>
        Acknowledge each by itself
        <span className={styles.count}>
          {countOf(acknowledged.size)} of {countOf(acknowledgements.length)}
        </span>
      </legend>
      <ul className={styles.items}>
        {acknowledgements.map(({ itemId, accountId, accountName, sentence }) => (
          <li key={itemId} className={styles.item}>
            <label className={styles.label}>
              {/* The element of the browser: a plan may have thousands of these. */}
              <input
                type="checkbox"
                checked={acknowledged.has(itemId)}
                onChange={(event) => set(itemId, event.target.checked)}
              />
              <span>
                <span className={styles.account}>{accountName || accountId}</span> {sentence}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
