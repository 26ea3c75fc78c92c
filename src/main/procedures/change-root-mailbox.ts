import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { PlannedItem } from '../../shared/domain/plans.ts'
import { isAsWanted } from '../../shared/domain/procedures.ts'
import { fail, succeed } from '../../shared/ipc/result.ts'
import { accountChecks, standingChecks } from './preflight-checks.ts'
import type { ProcedureWork, TargetContext, TargetResult } from './procedure-work.ts'
import { resultOf } from './target-outcomes.ts'
import { changedTarget, failedTarget } from './target-run.ts'

const readBackWaits = [1_000, 3_000, 6_000, 10_000] as const
/** What makes the code that was typed useless, so that another one is waited for. */
const codeFailures: ReadonlySet<string> = new Set(['wrong-code', 'code-expired'])

/**
 * Gives the root user another mailbox, where nobody can read the present one any more: AWS mails a code to the new address, which the operator types
 * (fact sheet 5, Account Management). The operator's own credentials call; there is no root session.
 */
export const changeRootMailbox: ProcedureWork<'change-root-mailbox'> = {
  async preflight({ accountId }, context) {
    return [...(await standingChecks([], context)), ...accountChecks([accountId], context)]
  },

  async draw({ accountId, newEmail }, { access, store, introduction, clock }) {
    const current = await access.rootMailbox.primaryEmail(accountId)
    if (!current.ok) return current
    if (current.value.toLowerCase() === newEmail.toLowerCase())
      return fail(failureOf('nothing-to-do'))
    const accountName =
      store.accountTable.get(introduction.organization.id, accountId)?.account.name ?? accountId
    const thing = { kind: 'mailbox', before: current.value, after: newEmail } as const
    return succeed({
      title: `Change the root mailbox of ${accountName} to ${newEmail}`,
      phrase: accountId,
      leftOut: [],
      targets: [
        {
          accountId,
          accountName,
          task: null,
          seenAt: clock.instant(),
          wayBack: null,
          items: [
            {
              id: `${accountId}/start`,
              call: 'account:StartPrimaryEmailUpdate',
              arguments: { AccountId: accountId, PrimaryEmail: newEmail },
              thing,
              acknowledge: `Whoever reads ${newEmail} can recover the root user of ${accountId} from then on.`,
            },
            {
              id: `${accountId}/accept`,
              call: 'account:AcceptPrimaryEmailUpdate',
              arguments: { AccountId: accountId, PrimaryEmail: newEmail },
              thing,
              acknowledge: null,
            },
          ],
        },
      ],
    })
  },

  work: change,
}

async function change(context: TargetContext): Promise<TargetResult> {
  const { target, access } = context
  const [start, accept] = target.items
  if (!start || accept?.thing.kind !== 'mailbox') return failedTarget(failureOf('plan-altered'))
  const { before, after } = accept.thing
  const now = await access.rootMailbox.primaryEmail(target.accountId)
  if (!now.ok) return failedTarget(now.error)
  const changed = isSameMailbox(now.value, after)
  if (!changed && !isSameMailbox(now.value, before)) {
    return changedTarget(`The root mailbox is ${now.value} now, neither the old nor the new one.`)
  }
  if (context.isInDoubt(accept.id)) {
    await context.settle(
      accept.id,
      changed ? 'done' : 'not-done',
      changed
        ? 'Read back: the new mailbox is in force.'
        : 'Read back: the old mailbox is still in force.',
    )
  }
  if (changed) {
    for (const item of [start, accept]) {
      if (!isAsWanted(context.outcomeOf(item.id).state)) {
        context.note(item.id, {
          state: 'already-so',
          note: 'The new mailbox was in force already.',
        })
      }
    }
    return resultOf(outcomes(context), context.clock.instant())
  }
  // Asked twice it only mails another code, so doubt about it is settled by asking again.
  if (context.isInDoubt(start.id)) {
    await context.settle(
      start.id,
      'not-done',
      'Whether the code was mailed cannot be read; it is asked for again.',
    )
  }
  if (!isAsWanted(context.outcomeOf(start.id).state)) {
    const asked = await context.perform(start, () =>
      access.rootMailbox.startUpdate(target.accountId, after),
    )
    if (asked.kind === 'withheld') return withheld()
    if (!isAsWanted(context.outcomeOf(start.id).state)) return resultOf(outcomes(context), null)
  }
  return context.code === null
    ? waiting(context, accept)
    : await acceptCode(context, accept, after, context.code)
}

async function acceptCode(
  context: TargetContext,
  item: PlannedItem,
  after: string,
  code: string,
): Promise<TargetResult> {
  const { target, access } = context
  const done = await context.perform(item, () =>
    access.rootMailbox.acceptUpdate(target.accountId, after, code),
  )
  if (done.kind === 'withheld') return withheld()
  if (done.kind === 'failed' && codeFailures.has(done.outcome.failure?.code ?? '')) {
    return waiting(context, item)
  }
  for (const waitMs of readBackWaits) {
    const now = await access.rootMailbox.primaryEmail(target.accountId)
    if (now.ok && isSameMailbox(now.value, after)) {
      await context.settle(item.id, 'done', 'Read back: the new mailbox is in force.')
      return resultOf(outcomes(context), context.clock.instant())
    }
    if (context.signal.aborted) break
    await context.sleep(waitMs)
  }
  return {
    ...resultOf(outcomes(context), null),
    note: 'AWS does not show the new mailbox yet. Verify again in a while.',
  }
}

/** The code is in the new mailbox; somebody has to type it. What was wrong with the last one stays on screen. */
function waiting(context: TargetContext, item: PlannedItem): TargetResult {
  const { failure } = context.outcomeOf(item.id)
  context.note(item.id, { state: 'waiting', failure })
  return {
    state: 'waiting',
    note: 'AWS has mailed a code to the new root mailbox. Type it here.',
    failure,
    verifiedAt: null,
  }
}

function withheld(): TargetResult {
  return {
    state: 'pending',
    note: 'Rehearsed: two calls would be made.',
    failure: null,
    verifiedAt: null,
  }
}

function outcomes(context: TargetContext) {
  return context.target.items.map((item) => context.outcomeOf(item.id))
}

function isSameMailbox(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
