import { BadgeCheck, TriangleAlert } from 'lucide-react'
import type { ReceivedRequest } from '../../../../shared/domain/approvals.ts'
import { exactOf } from '../../../format/instant.ts'
import { procedureLabel } from '../../../format/labels.ts'
import { Button } from '../../../ui/button.tsx'
import { Fingerprint } from '../../../ui/fingerprint.tsx'
import { IdentityGate } from '../identity-gate.tsx'
import { itemCountOf, targetsTitle } from '../consequence.ts'
import { LeftOutList } from '../plan/left-out.tsx'
import { PlanFacts } from '../plan/plan-facts.tsx'
import { TargetTable } from '../plan/target-table.tsx'
import { SignForm } from './sign-form.tsx'
import styles from './received-plan.module.css'

type ReceivedPlanProps = { readonly received: ReceivedRequest; readonly onLeave: () => void }

/** A request as the approver sees it: who asks, the whole plan from the request itself, and the signature or why there can be none. */
export function ReceivedPlan({ received, onLeave }: ReceivedPlanProps) {
  const { request, refusal, requesterTrusted } = received
  const { plan, digest } = request
  const itemCount = itemCountOf(plan.targets)
  return (
    <>
      <Requester received={received} />
      <section className={styles.plan} aria-label="Plan">
        <header className={styles.head}>
          <h2 className={styles.title}>{plan.title}</h2>
          <span className={styles.quiet}>
            {procedureLabel[plan.kind]}, {targetsTitle(plan.targets.length, itemCount)}
          </span>
          <Button look="quiet" className={styles.leave} onClick={onLeave}>
            Another request
          </Button>
        </header>
        <PlanFacts
          plan={plan}
          digest={digest}
          targetCount={plan.targets.length}
          itemCount={itemCount}
        />
        <TargetTable
          label="Accounts of the plan"
          total={plan.targets.length}
          lineAt={(index) => {
            const target = plan.targets[index]
            return target ? { target, outcome: null } : undefined
          }}
          outcomes={false}
        />
        <LeftOutList leftOut={plan.leftOut} />
      </section>
      {refusal === null ? (
        <IdentityGate purpose="sign the approval">
          {(identity) => (
            <SignForm
              request={request}
              approver={identity.name ?? ''}
              requesterKnown={requesterTrusted}
            />
          )}
        </IdentityGate>
      ) : (
        <p className={styles.refusal} role="alert">
          <TriangleAlert aria-hidden />
          <span>
            <strong>It cannot be approved here.</strong> {refusal}
          </span>
        </p>
      )}
    </>
  )
}

/** Whoever asks, by the fingerprint that people compare by eye. */
function Requester({
  received: { request, requesterTrusted },
}: {
  readonly received: ReceivedRequest
}) {
  const { requester, requestedAt } = request
  return (
    <section
      className={styles.requester}
      aria-label="Requester"
      data-trusted={requesterTrusted || undefined}
    >
      <p className={styles.asks}>
        {requesterTrusted ? <BadgeCheck aria-hidden /> : <TriangleAlert aria-hidden />}
        <strong>{requester.name}</strong> asks, {exactOf(requestedAt)}.{' '}
        {requesterTrusted
          ? 'The signature is that of a trusted operator.'
          : 'Not among the trusted operators of this workstation: the name proves nothing.'}
      </p>
      <div className={styles.fingerprint}>
        <span className={styles.quiet}>Fingerprint, to compare with the requester</span>
        <Fingerprint value={requester.fingerprint} />
      </div>
    </section>
  )
}
