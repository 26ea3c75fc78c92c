import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { LockKeyhole, LockOpen } from 'lucide-react'
import { useState } from 'react'
import {
  recoverySteps,
  type BreakGlassCase,
  type RecoveryStep,
  type ReopenedAccount,
} from '../../../shared/domain/cases.ts'
import { exactOf } from '../../format/instant.ts'
import { rootkeep } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { useCommand } from '../../state/use-command.ts'
import { showAccount, showProcedure } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { OrganizationMark } from '../../ui/organization-mark.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { closingRequest, closingUnderWay } from './closing.ts'
import { RecoveryStepRow } from './recovery-step-row.tsx'
import styles from './reopened-account-panel.module.css'

type ReopenedAccountProps = {
  readonly subject: BreakGlassCase
  readonly account: ReopenedAccount
}

/** An account that the case opened: what people do there, in order, and the way to close it again. */
export function ReopenedAccountPanel({ subject, account }: ReopenedAccountProps) {
  const isOpen = account.closedAt === null
  const closedBy = account.closedByProcedureId
  return (
    <Panel
      title={account.accountName}
      note={<Copyable value={account.accountId} what="account ID" />}
      className={isOpen ? styles.open : undefined}
      actions={
        <>
          <Button look="quiet" onClick={() => showAccount(account.accountId)}>
            Show the account
          </Button>
          <Button look="quiet" onClick={() => showProcedure(account.procedureId)}>
            How it was opened
          </Button>
          {closedBy === null ? null : (
            <Button look="quiet" onClick={() => showProcedure(closedBy)}>
              How it was closed
            </Button>
          )}
        </>
      }
    >
      <p className={styles.state} data-open={isOpen || undefined}>
        {isOpen ? <LockOpen aria-hidden /> : <LockKeyhole aria-hidden />}
        {isOpen ? (
          <span>
            Open for <RelativeTime at={account.reopenedAt} form="age" />, since{' '}
            {exactOf(account.reopenedAt)}.
          </span>
        ) : (
          <span>
            Closed again: its root credentials were read back as gone{' '}
            {account.closedAt === null ? '' : exactOf(account.closedAt)}.
          </span>
        )}
      </p>
      <RecoverySteps subject={subject} account={account} />
      {isOpen ? <CloseAgain subject={subject} account={account} /> : null}
    </Panel>
  )
}

function RecoverySteps({ subject, account }: ReopenedAccountProps) {
  const { data: identity } = useQuery(reads.identity())
  const done = new Map(account.steps.map((each) => [each.step, each]))
  const next = recoverySteps.find((step) => !done.has(step)) ?? null
  const [chosen, setChosen] = useState<RecoveryStep | null>(null)
  const asking =
    account.closedAt !== null || subject.state === 'closed'
      ? null
      : chosen !== null && !done.has(chosen)
        ? chosen
        : next
  return (
    <ol className={styles.steps} aria-label={`Steps in ${account.accountName}`}>
      {recoverySteps.map((step) => (
        <RecoveryStepRow
          key={step}
          caseId={subject.id}
          accountId={account.accountId}
          step={step}
          done={done.get(step) ?? null}
          asks={step === asking}
          suggestedName={account.steps.at(-1)?.by ?? identity?.name ?? ''}
          onAsk={asking === null ? null : () => setChosen(step)}
        />
      ))}
    </ol>
  )
}

/** Begins the deletion of all four kinds for this account, or leads to the one under way. */
function CloseAgain({ subject, account }: ReopenedAccountProps) {
  const { data } = useInfiniteQuery(reads.procedures(subject.id))
  const begin = useCommand(rootkeep.procedures.begin)
  const underWay = closingUnderWay(
    data?.pages.flatMap((page) => page.procedures) ?? [],
    account.accountId,
  )
  const signedOut = account.steps.some(({ step }) => step === 'signed-out')
  return (
    <div className={styles.close}>
      <OrganizationMark of={subject.organizationId} />
      <div className={styles.closeRow}>
        {underWay ? (
          <Button look="primary" onClick={() => showProcedure(underWay.id)}>
            Go on closing it
          </Button>
        ) : (
          <Button
            look={signedOut ? 'primary' : 'danger'}
            icon={<LockKeyhole aria-hidden />}
            pending={begin.pending}
            disabled={!data}
            onClick={() =>
              begin.send(closingRequest(subject, account.accountId), ({ id }) => showProcedure(id))
            }
          >
            Close again
          </Button>
        )}
        <p className={styles.quiet}>
          Plans the deletion of its password, access keys, MFA devices and certificates. It counts
          as closed once AWS was read back and none is left.
        </p>
      </div>
      {begin.failure ? <FailurePanel failure={begin.failure} /> : null}
    </div>
  )
}
