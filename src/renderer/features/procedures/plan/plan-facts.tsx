import type { ReactNode } from 'react'
import type { Plan } from '../../../../shared/domain/plans.ts'
import { countedOf } from '../../../format/count.ts'
import { exactOf } from '../../../format/instant.ts'
import { Copyable } from '../../../ui/copyable.tsx'
import { Expiry } from './expiry.tsx'
import { wavesWords } from './planned-words.ts'
import styles from './plan-facts.module.css'

type PlanFactsProps = {
  readonly plan: Omit<Plan, 'targets'>
  readonly digest: string
  readonly targetCount: number
  readonly itemCount: number
}

/** What a plan says besides its accounts: who, why, until when, in which waves, and the digest by which it is known. */
export function PlanFacts({ plan, digest, targetCount, itemCount }: PlanFactsProps) {
  return (
    <dl className={styles.facts}>
      <Fact name="Covers">
        {countedOf(targetCount, 'account')}, {countedOf(itemCount, 'call')}
        {plan.leftOut.length > 0
          ? `; ${countedOf(plan.leftOut.length, 'entry', 'entries')} left out`
          : ''}
      </Fact>
      <Fact name="Runs as">
        <Copyable value={plan.caller.arn} what="caller ARN" />
      </Fact>
      <Fact name="Reason">{plan.reason === '' ? 'none given' : plan.reason}</Fact>
      <Fact name="Ticket">{plan.ticket ?? 'none'}</Fact>
      <Fact name="Organization">
        <Copyable value={plan.organizationId} what="organization ID" />
      </Fact>
      <Fact name="STS Region">{plan.region}</Fact>
      <Fact name="Planned">{exactOf(plan.createdAt)}</Fact>
      <Fact name="Holds for">
        <Expiry at={plan.expiresAt} />
      </Fact>
      {targetCount > 1 ? (
        <Fact name="Waves">
          {wavesWords(plan.waves)}; stops above {plan.stopAbovePercent} % of a wave not as wanted
        </Fact>
      ) : null}
      <Fact name="Digest" wide>
        <Copyable value={digest} what="digest of the plan" />
      </Fact>
    </dl>
  )
}

type FactProps = { readonly name: string; readonly wide?: boolean; readonly children: ReactNode }

function Fact({ name, wide, children }: FactProps) {
  return (
    <div className={styles.fact} data-wide={wide || undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
