import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { PlannedItem } from '../../shared/domain/plans.ts'
import { isAsWanted } from '../../shared/domain/procedures.ts'
import { fail, succeed } from '../../shared/ipc/result.ts'
import { accountChecks, standingChecks } from './preflight-checks.ts'
import type { ProcedureWork, TargetContext, TargetResult } from './procedure-work.ts'
import { changedTarget, failedTarget, resultOf } from './target-outcomes.ts'

const readBackWaits = [1_000, 3_000, 6_000, 10_000] as const

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
    if (current.value.toLowerCase() === newEmail.toLowerCase()) {
      return fail(failureOf('nothing-to-do'))
    }
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
    const difference = `The root mailbox is ${now.value} now, neither the old nor the new one.`
    for (const item of [start, accept]) await context.settle(item.id, 'overtaken', difference)
    return changedTarget(difference)
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
    return verified(context, after)
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
    const asked = await askForCode(context, start, after)
    if (asked.kind === 'withheld') return withheld(context)
    if (!isAsWanted(context.outcomeOf(start.id).state)) return resultOf(outcomes(context), null)
  }
  return context.code === null
    ? waiting(context, accept)
    : await acceptCode(context, { start, accept }, after, context.code)
}

function askForCode({ perform, access, target }: TargetContext, start: PlannedItem, after: string) {
  return perform(start, () => access.rootMailbox.startUpdate(target.accountId, after))
}

async function acceptCode(
  context: TargetContext,
  { start, accept: item }: { start: PlannedItem; accept: PlannedItem },
  after: string,
  code: string,
): Promise<TargetResult> {
  const { target, access } = context
  const done = await context.perform(item, () =>
    access.rootMailbox.acceptUpdate(target.accountId, after, code),
  )
  if (done.kind === 'withheld') return withheld(context)
  if (done.kind === 'failed') {
    const { failure } = done.outcome
    if (failure?.code === 'wrong-code') return waiting(context, item)
    if (failure?.code !== 'code-expired') return resultOf(outcomes(context), null)
    // An old code never becomes good again: AWS is asked for another.
    await askForCode(context, start, after)
    const isMailed = isAsWanted(context.outcomeOf(start.id).state)
    return isMailed ? waiting(context, item) : resultOf(outcomes(context), null)
  }
  for (const waitMs of readBackWaits) {
    const now = await access.rootMailbox.primaryEmail(target.accountId)
    if (now.ok && isSameMailbox(now.value, after)) {
      await context.settle(item.id, 'done', 'Read back: the new mailbox is in force.')
      return verified(context, after)
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

function withheld({ mode }: TargetContext): TargetResult {
  const note = mode === 'rehearse' ? 'Rehearsed: two calls would be made.' : null
  return { state: 'pending', note, failure: null, verifiedAt: null }
}

/** The new mailbox was read back; the cache learns it. */
function verified(context: TargetContext, mailbox: string): TargetResult {
  const { store, organizationId, target, clock } = context
  const at = clock.instant()
  store.inventory.saveEmail(organizationId, target.accountId, mailbox, at)
  return resultOf(outcomes(context), at)
}

function outcomes(context: TargetContext) {
  return context.target.items.map((item) => context.outcomeOf(item.id))
}

function isSameMailbox(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
