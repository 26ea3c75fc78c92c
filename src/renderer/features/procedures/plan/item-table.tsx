import type { PlannedItem, PlannedThing } from '../../../../shared/domain/plans.ts'
import type { ItemOutcome } from '../../../../shared/domain/procedures.ts'
import { exactOf } from '../../../format/instant.ts'
import { Copyable } from '../../../ui/copyable.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { OutcomeMark } from './outcome-mark.tsx'
import {
  callWords,
  creationOf,
  lastUse,
  thingLabel,
  thingName,
  thingRemark,
} from './planned-words.ts'
import styles from './item-table.module.css'

type ItemTableProps = {
  readonly items: readonly PlannedItem[]
  /** Null where the plan is shown, not what became of it. */
  readonly outcomes: readonly ItemOutcome[] | null
}

/** The items of one account: the evidence each was drawn from, the call exactly as it is made, and how it came out. */
export function ItemTable({ items, outcomes }: ItemTableProps) {
  const dated = items.some(({ thing }) => creationOf(thing) !== null)
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            {outcomes ? <th scope="col">Outcome</th> : null}
            <th scope="col">Item</th>
            {dated ? (
              <>
                <th scope="col">Created</th>
                <th scope="col">Last used</th>
              </>
            ) : null}
            <th scope="col">Call</th>
            {outcomes ? <th scope="col">Request</th> : null}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => {
            const outcome = outcomes?.find(({ itemId }) => itemId === item.id) ?? null
            return (
              <tr key={item.id}>
                {outcomes ? <OutcomeCell outcome={outcome} /> : null}
                <th scope="row">
                  <Thing thing={item.thing} />
                </th>
                {dated ? (
                  <>
                    <td>
                      <Created thing={item.thing} />
                    </td>
                    <td data-recent={item.acknowledge !== null || undefined}>
                      <Used thing={item.thing} />
                    </td>
                  </>
                ) : null}
                <td>
                  <code className={styles.call}>{callWords(item)}</code>
                </td>
                {outcomes ? (
                  <td>
                    {outcome?.requestId ? (
                      <Copyable value={outcome.requestId} what="request ID" />
                    ) : null}
                  </td>
                ) : null}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function OutcomeCell({ outcome }: { readonly outcome: ItemOutcome | null }) {
  return (
    <td>
      <OutcomeMark state={outcome?.state ?? 'pending'} />
      {outcome?.note ? <p className={styles.note}>{outcome.note}</p> : null}
      {outcome?.at ? <p className={styles.quiet}>{exactOf(outcome.at)}</p> : null}
    </td>
  )
}

function Thing({ thing }: { readonly thing: PlannedThing }) {
  const name = thingName(thing)
  const remark = thingRemark(thing)
  return (
    <>
      <span className={styles.label}>{thingLabel(thing)}</span>
      {remark ? <span className={styles.quiet}>{remark}</span> : null}
      {name ? <Copyable value={name} what={thingLabel(thing).toLowerCase()} /> : null}
    </>
  )
}

function Created({ thing }: { readonly thing: PlannedThing }) {
  const created = creationOf(thing)
  if (created === null) return '–'
  if (created.at === null) return 'not known'
  return (
    <>
      <span className={styles.line}>{exactOf(created.at)}</span>
      <span className={styles.quiet}>
        <RelativeTime at={created.at} />
      </span>
    </>
  )
}

function Used({ thing }: { readonly thing: PlannedThing }) {
  const use = lastUse(thing)
  if (use === null) return '–'
  if (use.kind === 'none') return 'no use recorded'
  if (use.kind === 'not-kept') return 'IAM does not record it'
  return (
    <>
      <span className={styles.line}>{exactOf(use.at)}</span>
      <span className={styles.quiet}>
        <RelativeTime at={use.at} />
        {use.where === '' ? '' : `, ${use.where}`}
      </span>
    </>
  )
}
