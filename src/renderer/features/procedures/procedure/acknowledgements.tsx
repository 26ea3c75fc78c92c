import { memo } from 'react'
import type { PlanHead } from '../../../../shared/domain/plans.ts'
import { countOf } from '../../../format/count.ts'
import styles from './acknowledgements.module.css'

type Acknowledgement = PlanHead['acknowledgements'][number]

type AcknowledgementsProps = {
  readonly acknowledgements: readonly Acknowledgement[]
  readonly acknowledged: ReadonlySet<string>
  /** The same function each time: there may be thousands of boxes. */
  readonly onChange: (itemId: string, on: boolean) => void
}

/** One box for each item, and none for all: each has its own sentence to be read. */
export function Acknowledgements({
  acknowledgements,
  acknowledged,
  onChange,
}: AcknowledgementsProps) {
  if (acknowledgements.length === 0) return null
  return (
    <fieldset className={styles.list}>
      <legend className={styles.legend}>
        Acknowledge each by itself
        <span className={styles.count}>
          {countOf(acknowledged.size)} of {countOf(acknowledgements.length)}
        </span>
      </legend>
      <ul className={styles.items}>
        {acknowledgements.map((each) => (
          <Line
            key={each.itemId}
            acknowledgement={each}
            checked={acknowledged.has(each.itemId)}
            onChange={onChange}
          />
        ))}
      </ul>
    </fieldset>
  )
}

type LineProps = {
  readonly acknowledgement: Acknowledgement
  readonly checked: boolean
  readonly onChange: (itemId: string, on: boolean) => void
}

const Line = memo(function Line({ acknowledgement, checked, onChange }: LineProps) {
  const { itemId, accountId, accountName, sentence } = acknowledgement
  return (
    <li className={styles.item}>
      <label className={styles.label}>
        {/* The element of the browser: a plan may have thousands of these. */}
        <input
          type="checkbox"
          checked={checked}
          onChange={(event) => onChange(itemId, event.target.checked)}
        />
        <span>
          <span className={styles.account}>{accountName || accountId}</span> {sentence}
        </span>
      </label>
    </li>
  )
})
