import type { PlannedItem, PlannedThing, PlanTarget } from '../../../../shared/domain/plans.ts'
import type { ItemOutcome, TargetOutcome } from '../../../../shared/domain/procedures.ts'
import { exactOf } from '../../../format/instant.ts'
import { Copyable } from '../../../ui/copyable.tsx'
import { FailurePanel } from '../../../ui/failure-panel.tsx'
import { PolicyDiff } from '../../unlock/policy-diff.tsx'
import { ItemTable } from './item-table.tsx'
import styles from './target-details.module.css'

type TargetDetailsProps = {
  readonly target: PlanTarget
  readonly outcome: TargetOutcome | null
}

/** Everything that the plan says of one account, and how each item came out. */
export function TargetDetails({ target, outcome }: TargetDetailsProps) {
  return (
    <div className={styles.details}>
      {outcome?.failure && !outcome.items.some(({ failure }) => failure !== null) ? (
        <FailurePanel failure={outcome.failure} />
      ) : null}
      {outcome?.note ? <p className={styles.note}>{outcome.note}</p> : null}
      <p className={styles.session}>
        <Copyable value={target.accountId} what="account ID" />
        <span>
          {target.task === null
            ? 'Called with your own credentials, not with a root session.'
            : `One root session with the task policy ${target.task}.`}
        </span>
        <span>Seen {exactOf(target.seenAt)}.</span>
        {target.wayBack ? (
          <span>
            Way back proven {exactOf(target.wayBack.provenAt)}
            {target.wayBack.requestId ? ', request ' : '.'}
            {target.wayBack.requestId ? (
              <Copyable value={target.wayBack.requestId} what="request ID" />
            ) : null}
          </span>
        ) : null}
      </p>
      <ItemTable items={target.items} outcomes={outcome?.items ?? null} />
      {target.items.map((item) => (
        <ThingInFull key={item.id} thing={item.thing} />
      ))}
      {outcome?.items.map((item) => (
        <ItemFailure key={item.itemId} item={item} items={target.items} />
      ))}
    </div>
  )
}

/** What does not fit a line of the table: policies, and the effects of a switch. */
function ThingInFull({ thing }: { readonly thing: PlannedThing }) {
  if (thing.kind === 'bucket-policy' || thing.kind === 'queue-policy') {
    return <PolicyDiff before={thing.before} after={thing.after} />
  }
  if (thing.kind === 'organization-switch' && thing.effects.length > 0) {
    return (
      <ul className={styles.effects} aria-label="Effects">
        {thing.effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
    )
  }
  return null
}

type ItemFailureProps = { readonly item: ItemOutcome; readonly items: readonly PlannedItem[] }

function ItemFailure({ item: { failure, itemId }, items }: ItemFailureProps) {
  if (failure === null) return null
  const call = items.find(({ id }) => id === itemId)?.call
  return <FailurePanel failure={failure} {...(call === undefined ? {} : { title: call })} />
}
