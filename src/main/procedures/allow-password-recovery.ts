import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { isAsWanted } from '../../shared/domain/procedures.ts'
import { fail, succeed } from '../../shared/ipc/result.ts'
import { accountChecks, check, standingChecks } from './preflight-checks.ts'
import type {
  PlanningContext,
  ProcedureWork,
  RequestOf,
  TargetContext,
  TargetResult,
} from './procedure-work.ts'
import { changedTarget, failedTarget, resultOf, unreadTarget } from './target-outcomes.ts'

const task = 'IAMCreateRootUserPassword'
const readBackWaits = [1_000, 3_000, 6_000] as const

/**
 * Allows the owner of the root mailbox to set a root password: CreateLoginProfile, inside a break-glass case, which then cannot close before the account is
 * verified closed. Refused where a password exists (fact sheet 2.3).
 */
export const allowPasswordRecovery: ProcedureWork<'allow-password-recovery'> = {
  async preflight(request, context) {
    const mailbox = await mailboxOf(request, context)
    return [
      ...(await standingChecks(['RootCredentialsManagement'], context)),
      ...accountChecks([request.accountId], context),
      check(
        'mailbox',
        'The root mailbox and its owner',
        mailbox !== '',
        mailbox === ''
          ? 'The cache knows no address for this account.'
          : `${mailbox} is read by ${request.mailboxOwner}, as you say.`,
        'Audit the organization, so that its accounts are listed.',
      ),
    ]
  },

  async draw(request, context) {
    const { accountId } = request
    const known = context.store.accountTable.get(context.introduction.organization.id, accountId)
    const opened = await context.openSession(accountId, task)
    if (!opened.ok) return opened
    const { session } = opened.value
    const profile = await session.loginProfile().finally(() => session.close())
    if (!profile.ok) return profile
    if (profile.value !== null) return fail(failureOf('password-exists'))
    const accountName = known?.account.name ?? accountId
    const { mailboxOwner } = request
    const mailbox = await mailboxOf(request, context)
    return succeed({
      title: `Allow password recovery for the root user of ${accountName}`,
      phrase: accountId,
      leftOut: [],
      targets: [
        {
          accountId,
          accountName,
          task,
          seenAt: context.clock.instant(),
          wayBack: null,
          items: [
            {
              id: `${accountId}/password-recovery`,
              call: 'iam:CreateLoginProfile',
              arguments: {},
              thing: { kind: 'password-recovery', mailbox, mailboxOwner },
              acknowledge: `Whoever reads ${mailbox} can become root of ${accountId} until it is closed again. I know that this is ${mailboxOwner}.`,
            },
          ],
        },
      ],
    })
  },

  async work(context) {
    const result = await allow(context)
    const again = result.state === 'pending' && context.mode === 'act'
    return again ? await allow(context) : result
  },
}

/** The address as Account Management has it now; as the last listing had it, where the caller may not ask. Empty where nobody knows. */
async function mailboxOf(
  { accountId }: RequestOf<'allow-password-recovery'>,
  { access, store, introduction }: PlanningContext,
): Promise<string> {
  const now = await access.rootMailbox.primaryEmail(accountId)
  if (now.ok) return now.value
  return store.accountTable.get(introduction.organization.id, accountId)?.account.email ?? ''
}

async function allow(context: TargetContext): Promise<TargetResult> {
  const { target, mode, clock } = context
  const mayBeOpenAlready = isReopened(context)
  const [item] = target.items
  if (!item) return failedTarget(failureOf('plan-altered'))
  const opened = await context.session()
  if (!opened.ok) return failedTarget(opened.error)
  const before = await opened.value.loginProfile()
  if (!before.ok) return failedTarget(before.error)
  if (context.isInDoubt(item.id)) {
    await (before.value === null
      ? context.settle(item.id, 'not-done', 'Read back: there is no password.')
      : context.settle(item.id, 'done', 'Read back: recovery is allowed.'))
  }
  const { state } = context.outcomeOf(item.id)
  if (!isAsWanted(state)) {
    // Somebody else opened it, or set a password: not ours to touch.
    if (before.value !== null) {
      return changedTarget(
        'The root user has a console password now, which the plan does not know.',
      )
    }
    const done = await context.perform(
      item,
      async () => {
        const session = await context.session()
        return session.ok ? await session.value.createLoginProfile() : session
      },
      {
        // Written with the intent: an account that may have been opened is never forgotten.
        withIntent: () => context.reopened(),
        whenRefused() {
          // SECURITY: an attempt before this one may have opened it, however plainly this one was refused.
          if (!mayBeOpenAlready) context.notReopened()
        },
      },
    )
    if (done.kind === 'withheld') {
      return {
        state: 'pending',
        note: mode === 'rehearse' ? 'Rehearsed: one call would be made.' : null,
        failure: null,
        verifiedAt: null,
      }
    }
    if (done.kind === 'failed') return resultOf([done.outcome], null)
  }
  for (let attempt = 0; ; attempt += 1) {
    const session = await context.session()
    const after = session.ok ? await session.value.loginProfile() : session
    if (!after.ok) return unreadTarget([context.outcomeOf(item.id)], after.error)
    const waitMs = readBackWaits[attempt]
    if (after.value === null && waitMs !== undefined && !context.signal.aborted) {
      await context.sleep(waitMs)
      continue
    }
    if (context.isInDoubt(item.id) && !(after.value === null && context.signal.aborted)) {
      await context.settle(
        item.id,
        after.value === null ? 'not-done' : 'done',
        after.value === null
          ? 'Read back: there is no password.'
          : 'Read back: recovery is allowed.',
      )
    }
    return resultOf([context.outcomeOf(item.id)], after.value === null ? null : clock.instant())
  }
}

/** True where this procedure has asked before and was not plainly refused. */
function isReopened({ record, caseId, procedureId }: TargetContext): boolean {
  const found = caseId === null ? null : record.cases.get(caseId)
  return found?.reopened.some((account) => account.procedureId === procedureId) ?? false
}
